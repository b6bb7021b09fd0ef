// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pendingedits.h"
#include "sessionstore.h"
#include "stormboard.h"
#include "turnclock.h"
#include "writepace.h"

#include <QTimer>

/// Starts, updates and ends one session after another as fast as the store writes them, and says on the board
/// what must stand in the file.
class StormLife : public QObject
{
    Q_OBJECT
public:
    /// `turns` is the store's clock. All must outlive it.
    StormLife(SessionStore &store, const TurnClock &turns, StormPlace &board, StormSession first);

    void begin();
    /// The last session is taken out of the store; it is not waited for.
    void end();

Q_SIGNALS:
    void live(const QString &id);

private:
    enum class Phase { Starting, Living, Leaving };

    void onWritten();
    void onHealed();
    void goOn();
    void turn();
    void goOnInMemory();
    void leave();
    void handIn(int values);

    SessionStore &m_store;
    const TurnClock &m_turns;
    StormPlace &m_board;
    StormSession m_which;
    MonotonicClock m_monotonic = systemMonotonicClock();
    QTimer m_inMemory;
    // The store's own pace, worked out beside it.
    PendingEdits m_told;
    WritePace m_pace{StorePace()};
    Session m_session;
    Phase m_phase = Phase::Starting;
    int m_value = 0;
    int m_stepsLeft = 0;
};
