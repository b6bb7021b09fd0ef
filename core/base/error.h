// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QMetaType>
#include <QString>

/// What went wrong, made where the cause is known and passed up unchanged: a kind to branch on and sentences
/// to show. `kind` decides retries and exit codes; the text is never parsed.
struct Error {
    Q_GADGET
public:
    enum class Kind {
        Usage,
        AmbiguousId,
        Unreachable,
        ConnectionLost,
        NotAuthorised,
        Refused,
        Partial,
        Timeout,
        SessionNotFound,
        ModelNotFound,
        Cancelled,
        Failed,
        BadReply,
        FileSystem,
        Locked,
        Internal
    };
    Q_ENUM(Kind)

    Kind kind = Kind::Internal;
    QString message = {}; ///< what happened, one translated sentence with the name of the thing
    QString hint = {}; ///< what to do, one translated sentence; empty where there is nothing to do
    QString serverWords = {}; ///< the server's own text where it had one; never holds a secret
    QJsonObject details = {}; ///< facts for programs, such as {"matches": […]}

    /// Message and hint, as one text to show.
    [[nodiscard]] QString sentence() const;

    bool operator==(const Error &) const = default;
};

/// The word for a kind in JSON documents ("server_unreachable"). A promise to scripts.
[[nodiscard]] QLatin1String errorCode(Error::Kind kind);

/// The kind of such a word; Internal for one that is not known.
[[nodiscard]] Error::Kind errorKind(QStringView code);

/// The exit code of a program that ends because of it. A promise to scripts.
[[nodiscard]] int exitCode(Error::Kind kind);

/// As documents show it: code, message, hint, exit_code, session_id (null where there is none) and details.
[[nodiscard]] QJsonObject toJson(const Error &error, const QString &sessionId = {});
