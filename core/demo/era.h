// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QJsonObject>
#include <QVersionNumber>

namespace demo
{

/// The SwarmUI that the demo server speaks as: what it has, and what only later ones brought.
class Era
{
public:
    /// What some version brought. Where only its day is known, it is the first version known to have it.
    enum class News {
        UserPaths, ///< "View/user/…" instead of "Output/…"
        KeepAlive,
        ValueNames, ///< of parameters, beside their values
        PreviewMetadata, ///< in the first progress of each picture
        Permissions, ///< told with a session
        Intention, ///< a word before Close, two seconds for another request, requests that follow, odd
                   ///< indices
        Accounts,
        RequestIds,
        SocketRefusals, ///< a word over WebSocket why a request is refused, not only Close
        SideLength,
        GlobalStatus,
        ModelClasses, ///< with the names of models, and lists of them
        LargeRequests, ///< 200 MiB instead of 100
        JsonRefusals, ///< instead of redirects to pages, and of Close 1011
        SessionHeader,
        TokenRoutes,
        ContinueAfterErrors,
    };

    /// The newest.
    Era();
    /// Empty: the newest. Others than 0.5.0 to the newest are Usage errors.
    static Result<Era> read(const QString &version);

    [[nodiscard]] QString version() const { return m_version.toString(); }
    [[nodiscard]] bool has(News news) const;
    /// A message or an answer without what came later; empty where nothing is left to say.
    [[nodiscard]] QJsonObject shaped(QJsonObject message) const;
    [[nodiscard]] qint64 requestLimit() const;

private:
    QVersionNumber m_version;
};

} // namespace demo
