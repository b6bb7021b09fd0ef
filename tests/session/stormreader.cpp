// SPDX-License-Identifier: GPL-3.0-or-later
#include "stormreader.h"

#include "statefile.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostComplaints = 20;

} // namespace

StormReadings &StormReadings::operator+=(const StormReadings &other)
{
    reads += other.reads;
    broken += other.broken;
    missing += other.missing;
    stale += other.stale;
    oldest = std::max(oldest, other.oldest);
    latest = std::max(latest, other.latest);
    complaints += other.complaints;
    return *this;
}

StormReader::StormReader(QString stateFile, const StormBoard &board, int places)
    : m_stateFile(std::move(stateFile))
    , m_board(board)
    , m_places(places)
{
}

std::chrono::milliseconds StormReader::grace()
{
#ifdef __SANITIZE_THREAD__
    return std::chrono::seconds(20); // all is slow then, and the storm is for finding races
#else
    return std::chrono::seconds(1);
#endif
}

void StormReader::read()
{
    std::array<Said, StormBoard::mostPlaces> before;
    for (int i = 0; i < m_places; ++i) {
        const StormPlace &said = m_board[i];
        before[size_t(i)] = {.live = said.live, .newest = said.newest, .isExcused = said.isExcused};
    }
    m_begun = m_monotonic().count();
    const auto bytes = readStateFile(m_stateFile);
    ++m_readings.reads;
    if (!bytes)
        return complain(m_readings.broken, bytes.error().sentence());
    const auto document = StateDocument::parse(*bytes);
    if (!document.problem.isEmpty())
        return complain(m_readings.broken, document.problem);
    for (int i = 0; i < m_places; ++i)
        check(i, before[size_t(i)], document.sessions);
}

void StormReader::check(int place, const Said &before, const Sessions &sessions)
{
    const StormPlace &said = m_board[place];
    const QString id = StormSession{place, before.live}.id();
    const auto found = sessions.find(id);
    const int value = found == sessions.end()
        ? 0
        : std::clamp(int(std::lround(found->second.progress * StormPlace::valuesInAll)), 0,
                     StormPlace::mostValues - 2);
    const int newest = said.newest;
    const StormPlace::Value &next = said.values[size_t(value) + 1];
    const Overtaken overtaken{.handedIn = next.handedIn, .promised = next.promised};
    const bool isExcused = before.isExcused || said.isExcused;
    // Only now is it certain that all of this was said of one session.
    if (before.live == 0 || said.live != before.live)
        return;

    if (found == sessions.end())
        return complain(m_readings.missing, id + " is missing"_L1);
    Seen &seen = m_seen[size_t(place)];
    if (seen.number == before.live && value < seen.value)
        complain(m_readings.broken, u"%1 fell from %2 to %3"_s.arg(id).arg(seen.value).arg(value));
    if (value > newest || !found->second.owner)
        complain(m_readings.broken, u"%1 has value %2 of %3"_s.arg(id).arg(value).arg(newest));
    seen = {.number = before.live, .value = value};
    if (value < before.newest && !isExcused)
        checkAge(id, overtaken);
}

void StormReader::checkAge(const QString &id, const Overtaken &overtaken)
{
    const qint64 late = m_begun - overtaken.promised;
    m_readings.oldest = std::max(m_readings.oldest, m_begun - overtaken.handedIn);
    m_readings.latest = std::max(m_readings.latest, late);
    if (late > grace().count())
        complain(m_readings.stale, u"%1 is %2 ms late"_s.arg(id).arg(late));
}

void StormReader::complain(qint64 &count, const QString &what)
{
    ++count;
    if (m_readings.complaints.size() < mostComplaints)
        m_readings.complaints.append(what);
}
