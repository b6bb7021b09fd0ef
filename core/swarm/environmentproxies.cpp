// SPDX-License-Identifier: GPL-3.0-or-later
#include "environmentproxies.h"

#include "serveraddress.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr int curlsPort = 1080; // of a proxy that names none

bool isSecure(const QUrl &server)
{
    return server.scheme() == "https"_L1 || server.scheme() == "wss"_L1;
}

QString bareHost(QString host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    while (host.startsWith(u'.'))
        host.remove(0, 1);
    while (host.endsWith(u'.'))
        host.chop(1);
    return host.toLower();
}

/// An item of no_proxy: a domain with all below it, an address, a block of addresses; perhaps with a port.
bool matches(const QString &item, const QUrl &server)
{
    const QString host = bareHost(server.host());
    const QHostAddress address(host);
    if (item.contains(u'/')) {
        const auto [block, bits] = QHostAddress::parseSubnet(bareHost(item));
        return !address.isNull() && !block.isNull() && block.protocol() == address.protocol()
            && address.isInSubnet(block, bits);
    }
    static const QRegularExpression withPort(u"^(\\[.*\\]|[^:]*):(\\d+)$"_s);
    const QRegularExpressionMatch ported = withPort.match(item);
    if (ported.hasMatch() && ported.captured(2).toInt() != server.port(isSecure(server) ? 443 : 80))
        return false;
    const QString name = bareHost(ported.hasMatch() ? ported.captured(1) : item);
    if (name.isEmpty())
        return false;
    if (!address.isNull())
        return address == QHostAddress(name);
    return host == name || host.endsWith(u'.' + name);
}

QString decoded(const QString &part)
{
    return QUrl::fromPercentEncoding(part.toUtf8());
}

Result<QNetworkProxy> proxyIn(const QString &variable, const QString &value)
{
    QString text = value.trimmed();
    if (!text.contains("://"_L1))
        text.prepend("http://"_L1);
    const QUrl url(text, QUrl::TolerantMode);
    const bool isHttp = url.scheme() == "http"_L1;
    const bool isSocks = url.scheme() == "socks5"_L1 || url.scheme() == "socks5h"_L1;
    Error problem{.kind = Error::Kind::Usage};
    if (!url.isValid() || url.host().isEmpty()) {
        problem.message
            = EnvironmentProxies::tr("The variable %1 does not hold the address of a proxy.").arg(variable);
        problem.hint = EnvironmentProxies::tr("Write it like http://proxy:3128, or remove it.");
        return problem;
    }
    if (!isHttp && !isSocks) {
        problem.message = EnvironmentProxies::tr("The variable %1 names a proxy of the kind “%2”.")
                              .arg(variable, url.scheme());
        problem.hint = EnvironmentProxies::tr("Proxies of the kinds http and socks5 can be used.");
        return problem;
    }
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         quint16(url.port(curlsPort)), decoded(url.userName(QUrl::FullyEncoded)),
                         decoded(url.password(QUrl::FullyEncoded)));
}

} // namespace

EnvironmentProxies::EnvironmentProxies(const QProcessEnvironment &environment)
    : m_environment(environment)
{
}

EnvironmentProxies::Variable EnvironmentProxies::variable(const QString &name) const
{
    if (const QString value = m_environment.value(name); !value.isEmpty())
        return {name, value};
    // A web server hands the header "Proxy" of a visitor to its scripts as HTTP_PROXY.
    const QString capitals = name.toUpper();
    const bool isVisitors = capitals == "HTTP_PROXY"_L1 && m_environment.contains(u"REQUEST_METHOD"_s);
    return isVisitors ? Variable{} : Variable{capitals, m_environment.value(capitals)};
}

bool EnvironmentProxies::isExempt(const QUrl &server) const
{
    static const QRegularExpression between(u"[,\\s]+"_s);
    const QString value = variable(u"no_proxy"_s).value.trimmed();
    const QStringList items = value.split(between, Qt::SkipEmptyParts);
    return value == "*"_L1 || isLoopback(server)
        || std::ranges::any_of(items, [&server](const QString &item) { return matches(item, server); });
}

Result<QNetworkProxy> EnvironmentProxies::proxyFor(const QUrl &server) const
{
    Variable named = variable(isSecure(server) ? u"https_proxy"_s : u"http_proxy"_s);
    if (named.value.isEmpty())
        named = variable(u"all_proxy"_s);
    if (named.value.isEmpty() || isExempt(server))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    return proxyIn(named.name, named.value);
}

QList<QNetworkProxy> EnvironmentProxies::queryProxy(const QNetworkProxyQuery &query)
{
    QUrl url = query.url();
    if (url.host().isEmpty())
        url.setHost(query.peerHostName());
    const Result<QNetworkProxy> proxy = proxyFor(url);
    // A name that can never be found.
    return {proxy ? *proxy : QNetworkProxy(QNetworkProxy::HttpProxy, u"proxy.invalid"_s, curlsPort)};
}

QByteArray proxyAuthorization(const QUrl &server)
{
    if (server.scheme() != "http"_L1)
        return {};
    const QNetworkProxy proxy = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(server)).value(0);
    if (proxy.type() != QNetworkProxy::HttpProxy || proxy.user().isEmpty())
        return {};
    return "Basic " + (proxy.user() + u':' + proxy.password()).toUtf8().toBase64();
}

QString proxyName(const QNetworkProxy &proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy || proxy.hostName().isEmpty())
        return {};
    QUrl url;
    url.setHost(proxy.hostName());
    url.setPort(proxy.port());
    return url.authority();
}
