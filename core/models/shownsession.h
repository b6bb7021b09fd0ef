// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionface.h"

/// All that details and results say of one session. A plain value.
struct ShownSession {
    FollowedSession session = {};
    SessionFace face = {};
    QString timeLeft = {}; ///< "about 3 min"
    QString owner = {}; ///< "terminal · 4711"
    bool own = false; ///< run by this process
    QDateTime now = {};

    [[nodiscard]] const QString &id() const { return session.session.id; }
    [[nodiscard]] bool isNone() const { return session.session.id.isEmpty(); }
    /// Prompt, parameters and preview may be read.
    [[nodiscard]] bool isReadable() const { return session.ticket.has_value(); }
};

/// "Generating · 45 % · image 2 of 4 · about 3 min left", "Failed after 42 s · 0 of 1 images"; rich text with
/// the state in bold.
[[nodiscard]] QString stateLine(const ShownSession &shown);

/// What happened and what to do, for sessions that are in trouble; empty for all others.
[[nodiscard]] QString troubleText(const ShownSession &shown);

/// "Server's word at 14:32:10: 1 image in work"; empty where it was not asked.
[[nodiscard]] QString serverWordText(const FollowedSession &session);

/// For the clipboard: sentence, the server's words, id and version; no secret.
[[nodiscard]] QString errorReport(const ShownSession &shown);

/// Why this user cannot stop it: "Only ada can stop it."
[[nodiscard]] QString onlyOwnerText(const FollowedSession &session);
