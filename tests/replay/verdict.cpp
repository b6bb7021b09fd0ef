// SPDX-License-Identifier: GPL-3.0-or-later
#include "verdict.h"

#include "clientreplay.h"
#include "demoreplay.h"
#include "plainwords.h"

using namespace Qt::StringLiterals;

namespace
{

const QString asRecorded = u"as recorded"_s;
const QString different = u"DIFFERENCE "_s;
const QString impossible = u"cannot be replayed: "_s;

Verdict verdictOn(const QStringList &differences)
{
    if (differences.isEmpty())
        return {};
    return {.kind = Verdict::Kind::Different, .words = plainWords(differences.first())};
}

Verdict impossibleBecause(const QString &reason)
{
    return {.kind = Verdict::Kind::Impossible, .words = plainWords(reason)};
}

} // namespace

QString nameOf(Direction direction)
{
    return direction == Direction::Client ? u"client"_s : u"demo"_s;
}

QString Verdict::line() const
{
    switch (kind) {
    case Kind::AsRecorded:
        return asRecorded;
    case Kind::Different:
        return different + words;
    case Kind::Impossible:
        return impossible + words;
    }
    Q_UNREACHABLE();
}

Verdict Verdict::fromLine(const QString &line)
{
    if (line == asRecorded)
        return {};
    if (line.startsWith(impossible))
        return {.kind = Kind::Impossible, .words = line.sliced(impossible.size())};
    return {.kind = Kind::Different,
            .words = line.startsWith(different) ? line.sliced(different.size()) : line};
}

Verdict replayed(const QString &file, Direction direction)
{
    const TranscriptReading reading = Transcript::read(file);
    if (!reading.transcript)
        return impossibleBecause(u"the file "_s + reading.problem);
    if (direction == Direction::Client)
        return verdictOn(ClientReplay(*reading.transcript).run());
    DemoReplay replay(*reading.transcript);
    return replay.impossible().isEmpty() ? verdictOn(replay.run()) : impossibleBecause(replay.impossible());
}
