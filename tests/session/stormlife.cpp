// SPDX-License-Identifier: GPL-3.0-or-later
#include "stormlife.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace std::chrono_literals;

namespace
{

constexpr int mostSteps = 30;
constexpr int turnsPerBurst = 40; ///< of stage, each written at once
constexpr int burst = 3;
constexpr auto inMemory = 50ms; ///< between two values while the store cannot write

int atMost(int most)
{
    return QRandomGenerator::global()->bounded(most) + 1;
}

} // namespace

StormLife::StormLife(SessionStore &store, const TurnClock &turns, StormPlace &board, StormSession first)
    : m_store(store)
    , m_turns(turns)
    , m_board(board)
    , m_which(first)
{
    m_inMemory.setInterval(inMemory);
    connect(&m_inMemory, &QTimer::timeout, this, &StormLife::goOnInMemory);
    connect(&store, &SessionStore::written, this, &StormLife::onWritten);
    connect(&store, &SessionStore::troubled, &m_inMemory, qOverload<>(&QTimer::start));
    connect(&store, &SessionStore::healed, this, &StormLife::onHealed);
}

void StormLife::begin()
{
    ++m_which.number;
    Session next{.id = m_which.id()};
    next.status = Session::Status::Generating;
    next.stage = Session::Stage::Sampling;
    next.startTime = QDateTime::currentDateTimeUtc();
    m_session = next;
    m_phase = Phase::Starting;
    m_value = 0;
    m_stepsLeft = atMost(mostSteps);
    handIn(1);
}

void StormLife::end()
{
    m_inMemory.stop();
    disconnect(&m_store, nullptr, this, nullptr);
    if (m_phase != Phase::Leaving)
        leave();
}

void StormLife::onWritten()
{
    m_pace.wrote(m_turns.begun(), m_monotonic());
    const auto [edit, mark] = m_told.take({});
    m_told.written(mark, {});
    ++m_board.saves;
    if (m_phase == Phase::Leaving)
        return begin();
    if (m_phase == Phase::Starting) {
        m_phase = Phase::Living;
        m_board.live = m_which.number;
        Q_EMIT live(m_session.id);
    }
    goOn();
}

/// Progress may have to wait long now, because the wait for the lock was long.
void StormLife::onHealed()
{
    m_inMemory.stop();
    if (m_phase != Phase::Leaving)
        turn();
}

void StormLife::goOn()
{
    if (m_stepsLeft-- == 0)
        return leave();
    if (atMost(turnsPerBurst) == 1)
        return handIn(burst);
    turn();
}

/// Written at once.
void StormLife::turn()
{
    m_session.stage
        = m_session.stage == Session::Stage::Saving ? Session::Stage::Sampling : Session::Stage::Saving;
    handIn(1);
}

void StormLife::goOnInMemory()
{
    if (m_phase == Phase::Leaving)
        begin();
    else if (m_value + burst * mostSteps < StormPlace::mostValues)
        handIn(1);
}

void StormLife::leave()
{
    m_board.live = 0;
    m_phase = Phase::Leaving;
    m_told.remove(m_session.id);
    m_store.remove(m_session.id);
}

void StormLife::handIn(int values)
{
    const auto held = m_turns.hold();
    const auto now = m_monotonic();
    m_session.progress = (m_value + values) / StormPlace::valuesInAll;
    m_told.put(m_session);
    const auto promised = std::max(now, m_pace.dueAt(m_told).value_or(now));
    for (int i = 0; i < values; ++i) {
        StormPlace::Value &said = m_board.values[size_t(++m_value)];
        said.handedIn = now.count();
        said.promised = promised.count();
        m_board.newest = m_value;
        ++m_board.handedIn;
        m_session.progress = m_value / StormPlace::valuesInAll;
        m_store.put(m_session);
    }
}
