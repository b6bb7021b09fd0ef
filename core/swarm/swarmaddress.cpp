// SPDX-License-Identifier: GPL-3.0-or-later
#include "base64.h"
#include "serveraddress.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SwarmClient)
};

Error badAddress(const QString &typed)
{
    const QString withoutSecrets = typed.section(u'@', -1).section(u'?', 0, 0);
    return {.kind = Error::Kind::Usage,
            .message = Text::tr("“%1” is not the address of a server.").arg(withoutSecrets),
            .hint = Text::tr("Enter it like http://localhost:7801.")};
}

// The base without the slash at its end, as bytes that a path can be put after.
QByteArray stem(const QUrl &base)
{
    QByteArray bytes = base.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (bytes.endsWith('/'))
        bytes.chop(1);
    return bytes;
}

} // namespace

Result<QUrl> serverUrlFrom(const QString &typed)
{
    QString text = typed.trimmed();
    if (!text.contains("://"_L1))
        text.prepend("http://"_L1);
    QUrl url(text, QUrl::StrictMode);
    if (url.scheme() == "ws"_L1)
        url.setScheme(u"http"_s);
    else if (url.scheme() == "wss"_L1)
        url.setScheme(u"https"_s);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    const bool isMeantAsPort
        = !typed.isEmpty() && std::ranges::all_of(typed.trimmed(), [](QChar c) { return c.isDigit(); });
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.port(1) == 0 || isMeantAsPort)
        return badAddress(typed);
    constexpr auto page = "/Text2Image"_L1; // as browsers show the address
    QString path = url.path();
    if (path.endsWith(page))
        path.chop(page.size());
    url.setPath(path == "/"_L1 ? QString() : path);
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment
                        | QUrl::StripTrailingSlash);
}

QString originOf(const QUrl &server)
{
    QUrl origin;
    origin.setScheme(server.scheme());
    origin.setHost(server.host());
    origin.setPort(server.port(server.scheme() == "https"_L1 ? 443 : 80));
    return origin.toString(QUrl::FullyEncoded);
}

bool isLoopback(const QUrl &server)
{
    const QString host = server.host();
    const QHostAddress address(host);
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1)
        || (!address.isNull() && address.isLoopback());
}

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
