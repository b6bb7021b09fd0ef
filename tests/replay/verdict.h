// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Which way a recording is played: to our client, or by its client's questions to the demo server.
enum class Direction { Client, Demo };

[[nodiscard]] QString nameOf(Direction direction);

/// What came of one recording in one direction, in one line.
struct Verdict {
    enum class Kind { AsRecorded, Different, Impossible };
    Kind kind = Kind::AsRecorded;
    QString words = {}; ///< the first difference, or why it is impossible; without secrets

    /// "as recorded", "DIFFERENCE …", "cannot be replayed: …"
    [[nodiscard]] QString line() const;
    [[nodiscard]] static Verdict fromLine(const QString &line);
};

/// Replays that file. A file that is no recording is impossible.
[[nodiscard]] Verdict replayed(const QString &file, Direction direction);
