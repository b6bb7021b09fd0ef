// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmclient.h"

#include "oncebuffer.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto imageSilence = 30s; // without a byte of an image the line is taken as broken
constexpr qint64 imageBuffer = 1024LL * 1024;

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

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// True where the reply came whole, whatever its status says.
bool isWhole(const QNetworkReply &reply)
{
    using enum QNetworkReply::NetworkError;
    const QNetworkReply::NetworkError error = reply.error();
    const bool aboutStatus
        = (error >= ContentAccessDenied && error <= UnknownContentError && error != ContentReSendError)
        || (error >= InternalServerError && error <= UnknownServerError)
        || error == ProtocolInvalidOperationError; // is how Qt calls status 400
    return statusOf(reply) > 0 && (error == NoError || aboutStatus);
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
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.port(1) == 0)
        return badAddress(typed);
    if (url.path() == "/"_L1)
        url.setPath(QString());
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment
                        | QUrl::StripTrailingSlash);
}

bool isCutOff(const QNetworkReply &reply, qint64 received)
{
    bool isTold = false;
    const qint64 told = reply.rawHeader("Content-Length").toLongLong(&isTold);
    return isTold && received < told;
}

Error networkError(const QNetworkReply &reply, const QUrl &server)
{
    using enum QNetworkReply::NetworkError;
    switch (reply.error()) {
    case ConnectionRefusedError:
        return SwarmProtocol::unreachable(server, Text::tr("connection refused"));
    case HostNotFoundError:
        return SwarmProtocol::unreachable(server, Text::tr("host not found"));
    case NoError:
    case RemoteHostClosedError:
    case TemporaryNetworkFailureError:
    case NetworkSessionFailedError:
    case ContentReSendError:
    case OperationCanceledError:
        return {.kind = Error::Kind::ConnectionLost,
                .message
                = Text::tr("The line to the server %1 broke.").arg(SwarmProtocol::serverName(server)),
                .hint = Text::tr("Check the network and the server, then try again.")};
    case ProtocolFailure:
    case ProtocolUnknownError:
    case ProtocolInvalidOperationError:
        return SwarmProtocol::notSwarm(server);
    default:
        return SwarmProtocol::unreachable(server, reply.errorString());
    }
}

SwarmCall::SwarmCall(QNetworkReply *reply, QUrl server, Limits limits, QObject *parent)
    : QObject(parent)
    , m_reply(reply)
    , m_server(std::move(server))
    , m_limits(limits)
{
    reply->setParent(this); // deleting the call aborts it
    connect(reply, &QNetworkReply::finished, this, &SwarmCall::settle, Qt::QueuedConnection);
    connect(reply, &QNetworkReply::readyRead, this, &SwarmCall::watchSize);
    connect(reply, &QNetworkReply::requestSent, this, [this] { m_isSent = true; });
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_late = true;
        m_reply->abort();
    });
    if (limits.time > 0ms)
        m_clock.start(limits.time);
}

SwarmCall::~SwarmCall() = default;

void SwarmCall::watchSize()
{
    if (m_reply->bytesAvailable() <= m_limits.size)
        return;
    m_tooLarge = true;
    m_reply->abort();
}

Result<QJsonObject> SwarmCall::outcome() const
{
    if (m_late) {
        const QString cause
            = Text::tr("no answer within %1 s").arg(std::chrono::duration<double>(m_limits.time).count());
        Error error = SwarmProtocol::unreachable(m_server, cause);
        if (statusOf(*m_reply) > 0)
            error.kind = Error::Kind::Timeout;
        return error;
    }
    if (m_tooLarge) {
        return Error{.kind = Error::Kind::BadReply,
                     .message = Text::tr("The answer of the server %1 is larger than any answer should be.")
                                    .arg(SwarmProtocol::serverName(m_server)),
                     .hint = Text::tr("Check the address.")};
    }
    if (!isWhole(*m_reply)) {
        Error error = networkError(*m_reply, m_server);
        if (m_isSent && error.kind == Error::Kind::Unreachable)
            error.kind = Error::Kind::ConnectionLost;
        return error;
    }
    const QByteArray body = m_reply->readAll();
    if (isCutOff(*m_reply, body.size()))
        return networkError(*m_reply, m_server);
    return SwarmProtocol::parseReply(statusOf(*m_reply), body, m_server);
}

void SwarmCall::settle()
{
    m_clock.stop();
    Q_EMIT finished(outcome());
    deleteLater();
}

SwarmClient::SwarmClient(QNetworkAccessManager &network, ServerAddress address, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_address(std::move(address))
{
}

QNetworkRequest SwarmClient::requestFor(const QUrl &url) const
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"asset-generator/" ASSET_GENERATOR_VERSION ""_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    if (!m_address.authorization.isEmpty())
        request.setRawHeader("Authorization", m_address.authorization);
    if (!m_address.swarmToken.isEmpty())
        request.setRawHeader("Cookie", "swarm_token=" + m_address.swarmToken);
    return request;
}

QNetworkRequest SwarmClient::apiRequest(QStringView route) const
{
    QNetworkRequest request = requestFor(SwarmProtocol::routeUrl(m_address.url, route));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_L1);
    return request;
}

SwarmCall *SwarmClient::post(QStringView route, const QJsonObject &body, std::chrono::milliseconds limit,
                             QObject *owner)
{
    QNetworkReply *reply
        = m_network.post(apiRequest(route), QJsonDocument(body).toJson(QJsonDocument::Compact));
    const qint64 size = route.startsWith("List"_L1) ? largestList : largestAnswer;
    return new SwarmCall(reply, m_address.url, {.time = limit, .size = size}, owner);
}

SwarmCall *SwarmClient::postOnce(QStringView route, const QJsonObject &body, QObject *owner)
{
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    QNetworkRequest request = apiRequest(route);
    request.setHeader(QNetworkRequest::ContentLengthHeader, bytes.size()); // chunks are refused
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto *buffer = new OnceBuffer(bytes, this);
    QNetworkReply *reply = m_network.post(request, buffer);
    buffer->setParent(reply);
    return new SwarmCall(reply, m_address.url, {.size = largestPictures}, owner);
}

QNetworkReply *SwarmClient::getImage(const QString &path)
{
    QNetworkRequest request = requestFor(SwarmProtocol::imageUrl(m_address.url, path));
    request.setTransferTimeout(int(std::chrono::milliseconds(imageSilence).count()));
    QNetworkReply *reply = m_network.get(request);
    reply->setReadBufferSize(imageBuffer);
    return reply;
}

QNetworkRequest SwarmClient::socketRequest(QStringView route) const
{
    return requestFor(SwarmProtocol::routeUrl(m_address.url, route, true));
}
