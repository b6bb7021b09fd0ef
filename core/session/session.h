// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "owner.h"

#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <map>
#include <optional>

/// One generation as the state file records it while it lives. A plain value; the words of the file are in
/// sessionjson.h.
struct Session {
    Q_GADGET
public:
    enum class Status { Pending, Starting, Generating };
    Q_ENUM(Status)
    enum class Stage { None, Queued, LoadingModel, Sampling, Saving, Reconnecting, Cancelling };
    Q_ENUM(Stage)

    QString id = {}; ///< a lower-case UUID of ours; 40 hex digits for one of the predecessor's
    Status status = Status::Pending;
    Stage stage = Stage::None;
    double progress = 0; ///< 0..1, at most 4 decimals, never falls; 0 means "no figure yet"
    QDateTime startTime = {}; ///< UTC; invalid where the file does not say
    QDateTime updatedAt = {}; ///< UTC; invalid where the file does not say
    int images = 0; ///< asked for; 0 means not known
    int imagesDone = 0;
    QString label = {}; ///< only what the user gave
    QString server = {}; ///< without user, query and fragment
    std::optional<Owner> owner = {};
    bool cancelRequested = false;
    QString cancelBy = {}; ///< "user@host" of who asked

    bool operator==(const Session &) const = default;
};

/// Written by the earlier (Go) program: its ids are server credentials (40 hex digits), shown with 8
/// characters only.
[[nodiscard]] bool isForeign(const QString &sessionId);
/// A lower-case UUID, as this program makes them.
[[nodiscard]] bool isOwnId(const QString &sessionId);
[[nodiscard]] QString newSessionId();

/// By id.
using Sessions = std::map<QString, Session>;
