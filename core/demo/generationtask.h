// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagetask.h"

#include <QElapsedTimer>

namespace demo
{

class Generation;

/// A task of a generation: keeps the counts of its visitor true and tells what becomes of it.
class GenerationTask final : public ImageTask
{
public:
    GenerationTask(Generation &generation, int number, qint64 seed);
    ~GenerationTask() override;
    Q_DISABLE_COPY_MOVE(GenerationTask)

    [[nodiscard]] bool isOver() const { return m_state == State::Over; }
    void queue();
    /// By the user.
    void interrupt();
    /// Given up before it began, without a word.
    void drop();

    [[nodiscard]] const PictureOrder &order() const override;
    [[nodiscard]] qint64 seed() const override { return m_seed; }
    [[nodiscard]] const QString &sessionId() const override;
    void loading() override;
    void live() override;
    void progressed(int place, double overall, double current, const QByteArray &preview) override;
    void backendSaid(const QByteArray &message) override;
    [[nodiscard]] QByteArray metadata(Picture kind, int place) override;
    void drawn(Picture kind, int place, const QByteArray &file, const QByteArray &metadata) override;
    void ended(const QString &error) override;

private:
    enum class State { New, Waiting, Live, Over };

    void leaveLine();
    void leaveSlot();
    [[nodiscard]] int indexOf(Picture kind, int place);

    Generation &m_generation;
    int m_number;
    qint64 m_seed;
    State m_state = State::New;
    bool m_loads = false;
    bool m_shown = false; ///< a first progress was sent
    QElapsedTimer m_clock; ///< since it was queued
    qint64 m_beganMs = 0;
};

} // namespace demo
