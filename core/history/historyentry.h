// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

/// How a session ended.
struct OutcomeOf {
    Q_GADGET
public:
    enum class Outcome {
        Completed,
        Partial,
        Failed,
        Cancelled,
        Interrupted, ///< its owner died
        Ended ///< it is surely over, and this user's history does not know how
    };
    Q_ENUM(Outcome)
};
using Outcome = OutcomeOf::Outcome;

[[nodiscard]] QLatin1String wireName(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcomeFrom(QStringView word);

/// One ended session, as this user's history keeps it. Private: it holds the prompt.
struct HistoryEntry {
    QString sessionId = {};
    QString project = {}; ///< canonical path of the folder
    QString label = {};
    Outcome outcome = Outcome::Ended;
    QString prompt = {};
    QJsonObject parameters = {};
    QString server = {};
    QDateTime startTime = {};
    QDateTime endTime = {};
    int requested = 0;
    QStringList imagePaths = {};
    QStringList localPaths = {};
    QString cancelledBy = {};
    std::optional<Error> error = {};
    QJsonObject saving = {}; ///< how its pictures were saved (SavingPlan); empty: not at all, or not known

    bool operator==(const HistoryEntry &) const = default;
};

/// Key for key as `history` prints it (schema 1).
[[nodiscard]] QJsonObject toJson(const HistoryEntry &entry);
