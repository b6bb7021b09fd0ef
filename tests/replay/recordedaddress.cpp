// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedaddress.h"

using namespace Qt::StringLiterals;

namespace
{

QByteArray tokenIn(const QByteArray &cookies)
{
    for (const QByteArray &cookie : cookies.split(';')) {
        const QByteArray pair = cookie.trimmed();
        if (pair.startsWith("swarm_token="))
            return pair.sliced(pair.indexOf('=') + 1);
    }
    return {};
}

} // namespace

ServerAddress recordedAddress(const QUrl &url, const Transcript::Headers &headers)
{
    ServerAddress address{.url = url};
    for (const auto &[name, value] : headers) {
        if (name.compare("Authorization", Qt::CaseInsensitive) == 0)
            address.authorization = value;
        else if (name.compare("Cookie", Qt::CaseInsensitive) == 0)
            address.swarmToken = tokenIn(value);
    }
    return address;
}

QString missingHeader(const ServerAddress &address, const WireRequest &request)
{
    if (request.header("Authorization") != address.authorization)
        return u"Authorization"_s;
    if (tokenIn(request.header("Cookie")) != address.swarmToken)
        return u"Cookie"_s;
    return {};
}
