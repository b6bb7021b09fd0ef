// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverfacts.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <variant>

/// Where a result belongs: one request can make many images. Ids are compared as text ("0", "-1", "-11").
struct ResultKey {
    QString requestId = {}; ///< empty before 0.9.6.2
    QString batchIndex = {};

    bool operator==(const ResultKey &) const = default;
};

struct StatusEvent {
    ServerCounts counts = {};
    QString backendStatus = {};
    bool operator==(const StatusEvent &) const = default;
};
struct ProgressEvent {
    ResultKey key = {};
    std::optional<double> overall = {}; ///< 0..1, clamped; none where the server sent no number
    QByteArray preview = {}; ///< data URL as sent, undecoded; mostly empty
    bool operator==(const ProgressEvent &) const = default;
};
struct ImageEvent {
    ResultKey key = {};
    QString path = {}; ///< "View/…", "Output/…" or a data URL; "data:" alone where `content` is the picture
    QByteArray content = {}; ///< decoded, where it came inside the message
    QString metadata = {}; ///< JSON text of the server, or empty
    bool operator==(const ImageEvent &) const = default;
};
struct DiscardEvent {
    QStringList batchIndices = {};
    bool operator==(const DiscardEvent &) const = default;
};
struct KeepAliveEvent {
    bool operator==(const KeepAliveEvent &) const = default;
};
struct IntentionEvent {
    QString intention = {}; ///< "close": all results have been sent
    bool operator==(const IntentionEvent &) const = default;
};
struct ErrorEvent {
    QString text = {};
    QString id = {}; ///< "invalid_session_id", …; often empty
    bool operator==(const ErrorEvent &) const = default;
};
/// Messages that need no attention: raw data, kinds of a newer server.
struct OtherEvent {
    bool operator==(const OtherEvent &) const = default;
};

/// One message of GenerateText2ImageWS. A message is decided by the keys it has.
using SwarmEvent = std::variant<StatusEvent, ProgressEvent, ImageEvent, DiscardEvent, KeepAliveEvent,
                                IntentionEvent, ErrorEvent, OtherEvent>;
