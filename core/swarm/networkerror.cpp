// SPDX-License-Identifier: GPL-3.0-or-later
#include "networkerror.h"

#include "environmentproxies.h"
#include "securetransport.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SwarmClient)
};

Error brokenLine(const QUrl &server)
{
    return {.kind = Error::Kind::ConnectionLost,
            .message = Text::tr("The line to the server %1 broke.").arg(SwarmProtocol::serverName(server)),
            .hint = Text::tr("Check the network and the server, then try again.")};
}

/// The proxy of this request, as the process is set up.
QString proxyOf(const QNetworkReply &reply)
{
    const QList<QNetworkProxy> proxies
        = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(reply.request().url()));
    return proxies.isEmpty() ? QString() : proxyName(proxies.first());
}

/// `why` says what the proxy does.
Error proxyInTheWay(const QString &proxy, const QUrl &server, const QString &why)
{
    return {.kind = Error::Kind::Unreachable,
            .message = Text::tr("The server %1 cannot be reached: the proxy %2 %3.")
                           .arg(SwarmProtocol::serverName(server), proxy, why),
            .hint
            = Text::tr("Look at http_proxy, https_proxy and all_proxy in the environment; no_proxy names "
                       "servers that need none.")};
}

Error proxyWantsSignIn(const QString &proxy, const QUrl &server)
{
    Error error = proxyInTheWay(proxy, server, Text::tr("wants a sign-in, or refuses this one"));
    error.hint = Text::tr("Write name and password into the variable: http://USER:PASSWORD@%1").arg(proxy);
    return error;
}

/// Where a proxy is used it alone was spoken to: the server's name was not even looked up.
Error proxyFailed(const QNetworkReply &reply, const QString &proxy, const QUrl &server)
{
    using enum QNetworkReply::NetworkError;
    switch (reply.error()) {
    case ProxyAuthenticationRequiredError:
        return proxyWantsSignIn(proxy, server);
    case ConnectionRefusedError:
    case ProxyConnectionRefusedError:
        return proxyInTheWay(proxy, server, Text::tr("refuses connections"));
    case HostNotFoundError:
    case ProxyNotFoundError:
        return proxyInTheWay(proxy, server, Text::tr("is not found"));
    default:
        return proxyInTheWay(proxy, server, Text::tr("does not lead there (%1)").arg(reply.errorString()));
    }
}

} // namespace

Error networkError(const QNetworkReply &reply, const QUrl &server)
{
    using enum QNetworkReply::NetworkError;
    if (server.scheme() == "https"_L1) {
        if (const Result<> secure = SecureTransport::check(server); !secure)
            return secure.error();
    }
    switch (reply.error()) {
    case SslHandshakeFailedError:
        return SecureTransport::failure(reply, server);
    case NoError:
    case RemoteHostClosedError:
    case TemporaryNetworkFailureError:
    case NetworkSessionFailedError:
    case ContentReSendError:
    case OperationCanceledError:
        return brokenLine(server);
    case ProtocolFailure:
    case ProtocolUnknownError:
    case ProtocolInvalidOperationError:
        return SwarmProtocol::notSwarm(server);
    default:
        break;
    }
    if (const QString proxy = proxyOf(reply); !proxy.isEmpty())
        return proxyFailed(reply, proxy, server);
    if (reply.error() == ConnectionRefusedError)
        return SwarmProtocol::unreachable(server, Text::tr("connection refused"));
    if (reply.error() == HostNotFoundError)
        return SwarmProtocol::unreachable(server, Text::tr("host not found"));
    return SwarmProtocol::unreachable(server, reply.errorString());
}
