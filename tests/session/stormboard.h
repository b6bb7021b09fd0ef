// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

#include <array>
#include <atomic>
#include <memory>
#include <optional>

/// What one actor of a storm says of itself. Times are of systemMonotonicClock(), in milliseconds.
struct StormPlace {
    static constexpr int mostValues = 1000;
    static constexpr double valuesInAll = 10'000; ///< a value is a progress in these parts

    struct Value {
        std::atomic<qint64> handedIn;
        std::atomic<qint64> promised; ///< when the store's pace lets it be written
    };

    std::atomic<quint64> live; ///< number of the session that certainly stands in the file; 0: none
    std::atomic<int> newest; ///< value that was handed in for it
    std::array<Value, mostValues> values;
    std::atomic<bool> isExcused; ///< by the driver, from its pace: one is killed, or stopped inside its write
    std::atomic<quint64> handedIn; ///< values, by all that ever had this place
    std::atomic<quint64> saves; ///< likewise
};
static_assert(std::atomic<quint64>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

/// The places of all actors, in memory that their processes share, so that whoever reads the state file can
/// look here before and after it, without asking anybody.
class StormBoard
{
public:
    static constexpr int mostPlaces = 32;

    /// Made where there is none.
    explicit StormBoard(const QString &path)
        : m_file(path)
    {
        constexpr qint64 size = sizeof(StormPlace) * mostPlaces;
        if (m_file.open(QFile::ReadWrite) && m_file.resize(size))
            m_file.close(); // its new size is known when it is opened again
        if (m_file.open(QFile::ReadWrite))
            m_places = reinterpret_cast<StormPlace *>(m_file.map(0, size));
        if (!m_places)
            qFatal("%s cannot be shared", qPrintable(path));
    }
    [[nodiscard]] QString path() const { return m_file.fileName(); }
    [[nodiscard]] StormPlace &operator[](int place) const { return m_places[place]; }

private:
    QFile m_file;
    StormPlace *m_places = nullptr;
};

/// A session of a storm: its id says whose it is and which.
struct StormSession {
    int place = 0;
    quint64 number = 0;

    [[nodiscard]] QString id() const
    {
        return QStringLiteral("%1-0000-4000-8000-%2")
            .arg(place, 8, 16, QChar(u'0'))
            .arg(number, 12, 16, QChar(u'0'));
    }
    [[nodiscard]] static StormSession of(const QString &id)
    {
        return {.place = id.left(8).toInt(nullptr, 16), .number = id.right(12).toULongLong(nullptr, 16)};
    }
};
