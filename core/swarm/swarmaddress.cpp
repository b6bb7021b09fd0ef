// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmprotocol.h"

#include "base64.h"

using namespace Qt::StringLiterals;

namespace
{

// The base without the slash at its end, as bytes that a path can be put after.
QByteArray stem(const QUrl &base)
{
    QByteArray bytes = base.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (bytes.endsWith('/'))
        bytes.chop(1);
    return bytes;
}

} // namespace

namespace SwarmProtocol
{

QByteArray decodeDataUrl(QByteArrayView dataUrl)
{
    constexpr QByteArrayView mark = ";base64,";
    const qsizetype at = dataUrl.first(std::min<qsizetype>(dataUrl.size(), 256)).indexOf(mark);
    if (!dataUrl.startsWith("data:") || at < 0)
        return {};
    return decodedBase64(dataUrl.sliced(at + mark.size())).value_or(QByteArray());
}

QUrl imageUrl(const QUrl &base, const QString &path)
{
    QByteArray encoded = stem(base);
    for (const QString &segment : path.split(u'/', Qt::SkipEmptyParts)) {
        if (segment == "."_L1 || segment == ".."_L1)
            continue; // no server names its pictures so; it would lead out of the base's path
        QString name = segment;
        encoded += '/' + QUrl::toPercentEncoding(name.replace(u'%', u"%25"_s));
    }
    return QUrl::fromEncoded(encoded, QUrl::StrictMode);
}

QUrl routeUrl(const QUrl &base, QStringView route, bool webSocket)
{
    QUrl url = QUrl::fromEncoded(stem(base) + "/API/" + route.toUtf8(), QUrl::StrictMode);
    if (webSocket)
        url.setScheme(url.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    return url;
}

QString serverName(const QUrl &server)
{
    return server.adjusted(QUrl::RemoveUserInfo).authority();
}

} // namespace SwarmProtocol
