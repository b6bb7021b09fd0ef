// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace demo
{

class GenerationTask;

/// One request for pictures on its way, whoever waits for it: nothing of it ends because a client went away.
/// Says what the real server would say, in its order. Emits ended() once, never inside start() or
/// interrupt(), and deletes itself after that, or with the world.
class Generation : public QObject
{
    Q_OBJECT
public:
    /// `firstIndex` is the batch_index of its first picture.
    Generation(World &world, Visitor &visitor, OrderReading reading, int firstIndex);
    ~Generation() override;

    [[nodiscard]] const Visitor &visitor() const { return m_visitor; }
    [[nodiscard]] const PictureOrder &order() const { return m_reading.order; }
    /// The batch_index that a follow-up request begins with.
    [[nodiscard]] int nextIndex() const;

    void start();
    /// Tasks in a slot of a backend end with an error, the others without a word.
    void interrupt();

Q_SIGNALS:
    void said(const QJsonObject &message);
    void ended();

private:
    friend class GenerationTask;

    void refuse();
    void launch();
    void afterLaunch();
    void taskEnded(bool failed);
    void afterTasks();
    void review();
    void sayGrid();
    /// Where a file is to be had: kept under a name, or in the address itself.
    [[nodiscard]] QString placed(const StoredImage &image, bool kept);
    void end();
    void say(const QJsonObject &content);
    void sayStatus();
    void flush();
    [[nodiscard]] bool allLaunched() const;
    [[nodiscard]] bool mayLaunch() const;
    [[nodiscard]] int underWay() const;
    [[nodiscard]] int mostUnderWay() const;

    World &m_world;
    Visitor &m_visitor;
    OrderReading m_reading;
    int m_firstIndex;
    int m_requestId = 0;
    QString m_stem; ///< of the names of its pictures
    qint64 m_seed = 0;
    int m_claimed = 0; ///< of the visitor's waiting_gens, not given back yet
    int m_intermediates = 0;
    int m_extras = 0;
    std::vector<std::unique_ptr<GenerationTask>> m_tasks; ///< those launched
    std::vector<Mood> m_finished; ///< pictures
    QElapsedTimer m_clock; ///< since the start
    QTimer m_launch;
    QTimer m_keepAlive;
    QList<QJsonObject> m_held; ///< said before the first message may go out
    bool m_holds = true;
    bool m_stopped = false;
    bool m_over = false;
    bool m_reviewing = false;
    bool m_news = false; ///< a task ended since the last keep_alive
};

} // namespace demo
