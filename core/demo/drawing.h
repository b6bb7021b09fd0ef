// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "comfywords.h"
#include "demoapi.h"
#include "imagetask.h"
#include "tempo.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace demo
{

/// The work of a backend on one task: its parts one after the other, sampling with previews, then the
/// pictures themselves in small pieces. Emits ended() once; silent after it was abandoned.
class Drawing : public QObject
{
    Q_OBJECT
public:
    /// `firstPart` of the eight parts is the first that is not done already (a model or a prompt that the
    /// backend knows costs nothing). `task` must outlive the drawing, or abandon() be called.
    Drawing(ImageTask &task, const Tempo &tempo, DemoBackend::Kind backend);

    [[nodiscard]] ImageTask *task() const { return m_task; }
    void start(int firstPart);
    /// Nobody wants it any more; it goes on for itself.
    void abandon() { m_task = nullptr; }

Q_SIGNALS:
    void ended(const QString &error);

private:
    struct Piece {
        ImageTask::Picture kind;
        int place;
    };

    void work();
    void beginPart();
    void sample();
    void showStep();
    void beginPictures();
    void drawPiece();
    void deliver(const QByteArray &file);
    void finish(const QString &error);
    void report(double overall, double current);
    void tell(const QByteArray &message); ///< as the backend says it
    [[nodiscard]] bool failsHere() const;

    ImageTask *m_task;
    const PictureOrder m_order;
    const qint64 m_seed;
    Tempo m_tempo;
    const bool m_isWebUi; ///< tells nothing while it draws, and has a model of its own
    QTimer m_timer;
    ComfyWords m_words;
    int m_part = 1;
    int m_step = 0;
    QList<Piece> m_pieces;
    qsizetype m_piece = 0;
    std::unique_ptr<Rendering> m_rendering;
    QByteArray m_metadata;
    std::vector<Mood> m_moods;
    bool m_over = false;
};

} // namespace demo
