// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "statedocument.h"
#include "stormboard.h"

#include <QStringList>

#include <array>

/// What readings of a state file in a storm came to.
struct StormReadings {
    qint64 reads = 0;
    qint64 broken = 0; ///< no reading, half a file, or a value that nobody handed in or that had been newer
    qint64 missing = 0; ///< sessions live before and after
    qint64 stale = 0; ///< values later than promised, and a second
    qint64 oldest = 0; ///< ms since a newer value was handed in
    qint64 latest = 0; ///< ms since a newer value was promised
    QStringList complaints = {};

    StormReadings &operator+=(const StormReadings &other);
};

/// Reads the state file again and again without a lock, and holds it against what the actors say on the
/// board.
class StormReader
{
public:
    StormReader(QString stateFile, const StormBoard &board, int places);

    /// How much later than promised a value may be in the file.
    [[nodiscard]] static std::chrono::milliseconds grace();

    void read();
    [[nodiscard]] const StormReadings &readings() const { return m_readings; }

private:
    /// What a place said before the reading.
    struct Said {
        quint64 live = 0;
        int newest = 0;
        bool isExcused = false;
    };
    struct Seen {
        quint64 number = 0;
        int value = 0;
    };

    /// When the value after the one in the file was handed in and promised.
    struct Overtaken {
        qint64 handedIn = 0;
        qint64 promised = 0;
    };

    void check(int place, const Said &before, const Sessions &sessions);
    void checkAge(const QString &id, const Overtaken &overtaken);
    void complain(qint64 &count, const QString &what);

    QString m_stateFile;
    const StormBoard &m_board;
    int m_places;
    MonotonicClock m_monotonic = systemMonotonicClock();
    qint64 m_begun = 0;
    std::array<Seen, StormBoard::mostPlaces> m_seen;
    StormReadings m_readings;
};
