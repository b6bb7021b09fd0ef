// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyentry.h"

#include "ornull.h"
#include "wiretime.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

struct Word {
    Outcome outcome;
    QLatin1String name;
};

constexpr std::array words{
    Word{Outcome::Completed, "completed"_L1},     Word{Outcome::Partial, "partial"_L1},
    Word{Outcome::Failed, "failed"_L1},           Word{Outcome::Cancelled, "cancelled"_L1},
    Word{Outcome::Interrupted, "interrupted"_L1}, Word{Outcome::Ended, "ended"_L1},
};

QJsonValue toJsonOrNull(const std::optional<Error> &error)
{
    if (!error)
        return {};
    return QJsonObject{{"code"_L1, errorCode(error->kind)}, {"message"_L1, error->message}};
}

} // namespace

QLatin1String wireName(Outcome outcome)
{
    return std::ranges::find(words, outcome, &Word::outcome)->name;
}

std::optional<Outcome> outcomeFrom(QStringView word)
{
    const auto found = std::ranges::find_if(words, [word](const Word &known) { return word == known.name; });
    return found == words.end() ? std::nullopt : std::optional(found->outcome);
}

QJsonObject toJson(const HistoryEntry &entry)
{
    return {
        {"session_id"_L1, entry.sessionId},
        {"project"_L1, orNull(entry.project)},
        {"label"_L1, orNull(entry.label)},
        {"outcome"_L1, wireName(entry.outcome)},
        {"prompt"_L1, orNull(entry.prompt)},
        {"parameters"_L1, entry.parameters},
        {"server"_L1, orNull(entry.server)},
        {"start_time"_L1, orNull(toWireTime(entry.startTime))},
        {"end_time"_L1, orNull(toWireTime(entry.endTime))},
        {"requested"_L1, entry.requested > 0 ? QJsonValue(entry.requested) : QJsonValue()},
        {"image_paths"_L1, QJsonArray::fromStringList(entry.imagePaths)},
        {"local_paths"_L1, QJsonArray::fromStringList(entry.localPaths)},
        {"cancelled_by"_L1, orNull(entry.cancelledBy)},
        {"error"_L1, toJsonOrNull(entry.error)},
    };
}
