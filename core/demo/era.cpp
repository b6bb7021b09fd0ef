// SPDX-License-Identifier: GPL-3.0-or-later
#include "era.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using News = Era::News;

constexpr auto oldest = "0.5.0"_L1;
constexpr auto newest = "0.9.8.2"_L1;

struct Arrival {
    News news;
    QLatin1String version;
};

constexpr std::array arrivals{
    Arrival{News::UserPaths, "0.6.0"_L1},
    Arrival{News::KeepAlive, "0.6.5"_L1},
    Arrival{News::ValueNames, "0.9.2.2"_L1},
    Arrival{News::PreviewMetadata, "0.9.2.3"_L1},
    Arrival{News::Permissions, "0.9.3.2"_L1},
    Arrival{News::Intention, "0.9.3.2"_L1},
    Arrival{News::Accounts, "0.9.5.2"_L1},
    Arrival{News::RequestIds, "0.9.6.2"_L1},
    Arrival{News::SocketRefusals, "0.9.6.3"_L1},
    Arrival{News::SideLength, "0.9.6.4"_L1},
    Arrival{News::GlobalStatus, "0.9.7.0"_L1},
    Arrival{News::ModelClasses, "0.9.7.2"_L1},
    Arrival{News::LargeRequests, "0.9.7.2"_L1},
    Arrival{News::JsonRefusals, "0.9.7.4"_L1},
    Arrival{News::SessionHeader, "0.9.7.4"_L1},
    Arrival{News::TokenRoutes, "0.9.8.0"_L1},
    Arrival{News::ContinueAfterErrors, "0.9.8.1"_L1},
};

/// A key that came later: of the message itself, or of the object under `parent`.
struct LaterKey {
    News news;
    QLatin1String parent;
    QLatin1String key;
};

constexpr std::array laterKeys{
    LaterKey{News::KeepAlive, ""_L1, "keep_alive"_L1},
    LaterKey{News::PreviewMetadata, "gen_progress"_L1, "metadata"_L1},
    LaterKey{News::Permissions, ""_L1, "permissions"_L1},
    LaterKey{News::Intention, ""_L1, "socket_intention"_L1},
    LaterKey{News::RequestIds, ""_L1, "request_id"_L1},
    LaterKey{News::RequestIds, "gen_progress"_L1, "request_id"_L1},
};

} // namespace

Era::Era()
    : m_version(QVersionNumber::fromString(newest))
{
}

Result<Era> Era::read(const QString &version)
{
    Era era;
    if (version.isEmpty())
        return era;
    const QVersionNumber read = QVersionNumber::fromString(version);
    // it says of itself what was asked for, so nothing may be left out in reading
    if (read.toString() != version || read < QVersionNumber::fromString(oldest) || read > era.m_version)
        return Error{
            .kind = Error::Kind::Usage,
            .message = QCoreApplication::translate("Demo", "The demo server cannot speak as SwarmUI “%1”.")
                           .arg(version),
            .hint
            = QCoreApplication::translate("Demo", "It knows the versions from %1 to %2, such as 0.9.5.2.")
                  .arg(oldest, newest)};
    era.m_version = read;
    return era;
}

bool Era::has(News news) const
{
    const auto *arrival = std::ranges::find(arrivals, news, &Arrival::news);
    return m_version >= QVersionNumber::fromString(arrival->version);
}

QJsonObject Era::shaped(QJsonObject message) const
{
    for (const LaterKey &later : laterKeys) {
        if (has(later.news))
            continue;
        if (later.parent.isEmpty()) {
            message.remove(later.key);
        } else if (message.contains(later.parent)) {
            QJsonObject inner = message[later.parent].toObject();
            inner.remove(later.key);
            message[later.parent] = inner;
        }
    }
    return message;
}

qint64 Era::requestLimit() const
{
    constexpr qint64 mebibyte = 1024LL * 1024;
    return (has(News::LargeRequests) ? 200 : 100) * mebibyte;
}

} // namespace demo
