// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmclient.h"

#include "environmentproxies.h"
#include "networkerror.h"
#include "oncebuffer.h"
#include "securetransport.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto longCallLimit = 5min; // for 64 MiB over a slow line
constexpr qint64 imageBuffer = 1024LL * 1024;
constexpr qsizetype looked = 64; // at the beginning of an answer
constexpr qint64 largestJunk = 1024LL * 1024; // of what stands in front of a server; its pages say nothing

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SwarmClient)
};

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

bool isCutOff(const QNetworkReply &reply, qint64 received)
{
    bool isTold = false;
    const qint64 told = reply.rawHeader("Content-Length").toLongLong(&isTold);
    return isTold && received < told;
}

SwarmCall::SwarmCall(QNetworkReply *reply, QUrl server, Limits limits, QObject *parent)
    : QObject(parent)
    , m_server(std::move(server))
    , m_limits(limits)
{
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_late = true;
        m_reply->abort();
    });
    await(reply);
}

SwarmCall::~SwarmCall() = default;

void SwarmCall::await(QNetworkReply *reply)
{
    if (m_reply)
        m_reply->deleteLater();
    m_reply = reply;
    m_body.clear();
    m_isSent = false;
    m_age.start();
    m_sinceBytes.invalidate();
    reply->setParent(this); // deleting the call aborts it
    connect(reply, &QNetworkReply::finished, this, &SwarmCall::settle, Qt::QueuedConnection);
    connect(reply, &QNetworkReply::readyRead, this, &SwarmCall::takeBytes);
    connect(reply, &QNetworkReply::requestSent, this, [this] { m_isSent = true; });
    if (m_limits.time > 0ms)
        m_clock.start(m_limits.time);
}

QByteArray SwarmCall::header(const QByteArray &name) const
{
    return m_reply->rawHeader(name);
}

bool SwarmCall::isReceiving(std::chrono::milliseconds silence) const
{
    return m_sinceBytes.isValid() && !m_sinceBytes.hasExpired(silence.count());
}

// What is no JSON object from its beginning need not come whole.
void SwarmCall::takeBytes()
{
    m_body += m_reply->readAll();
    m_sinceBytes.start();
    if (m_clock.isActive() && !m_age.hasExpired(m_limits.longest.count()))
        m_clock.start(m_limits.time);
    const bool isObject
        = QByteArrayView(m_body).first(std::min(m_body.size(), looked)).trimmed().startsWith('{');
    if (m_body.size() <= (isObject ? m_limits.size : largestJunk) || m_reply->isFinished())
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
        if (m_sinceBytes.isValid())
            error.message = Text::tr("The answer of the server %1 did not come to its end in time.")
                                .arg(SwarmProtocol::serverName(m_server));
        return error;
    }
    if (m_tooLarge) {
        return Error{.kind = Error::Kind::BadReply,
                     .message = Text::tr("The answer of the server %1 is larger than any answer should be.")
                                    .arg(SwarmProtocol::serverName(m_server)),
                     .hint = Text::tr("Check the address."),
                     .details = {{u"http_status"_s, statusOf(*m_reply)}}};
    }
    if (!isWhole(*m_reply)) {
        Error error = networkError(*m_reply, m_server);
        if (m_isSent && statusOf(*m_reply) == 0 && error.kind == Error::Kind::Unreachable)
            error.kind = Error::Kind::ConnectionLost;
        return error;
    }
    if (isCutOff(*m_reply, m_body.size()))
        return networkError(*m_reply, m_server);
    return SwarmProtocol::parseReply(statusOf(*m_reply), m_body, m_server);
}

void SwarmCall::settle()
{
    m_clock.stop();
    if (m_reply->isOpen()) // not after it was aborted
        m_body += m_reply->readAll();
    const Result<QJsonObject> result = outcome();
    if (result || !m_secondTry || !SwarmProtocol::isSignInWanted(result.error()))
        return end(result);
    const SecondTry secondTry = std::exchange(m_secondTry, {});
    secondTry(*this, [this, result](QNetworkReply *next) { next ? await(next) : end(result); });
}

void SwarmCall::end(const Result<QJsonObject> &reply)
{
    Q_EMIT finished(reply);
    deleteLater();
}

SwarmClient::SwarmClient(QNetworkAccessManager &network, ServerAddress address, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_address(std::move(address))
{
    if (!m_address.authorities.isEmpty() && m_address.url.scheme() == "https"_L1)
        m_trust = SecureTransport::trusting(m_address.authorities);
    connect(&network, &QNetworkAccessManager::sslErrors, this,
            [](QNetworkReply *reply, const QList<QSslError> &errors) {
                SecureTransport::note(*reply, errors); // and by that the line is refused
            });
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
    // SwarmUI speaks 1.1; a proxy in front that speaks more would only add another kind of failure.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Qt would sign in to a proxy only together with what it may have cached for the server.
    if (const QByteArray proxy = proxyAuthorization(url); !proxy.isEmpty())
        request.setRawHeader("Proxy-Authorization", proxy);
    if (m_trust)
        request.setSslConfiguration(*m_trust);
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
    return call(route, body, {.time = limit}, owner);
}

SwarmCall *SwarmClient::postPatiently(QStringView route, const QJsonObject &body, QObject *owner,
                                      std::chrono::milliseconds silence)
{
    return call(route, body, {.time = silence, .longest = longCallLimit}, owner);
}

SwarmCall *SwarmClient::call(QStringView route, const QJsonObject &body, SwarmCall::Limits limits,
                             QObject *owner)
{
    if (route.startsWith("List"_L1) || route == "GetMyUserData"_L1) // with the pictures of presets
        limits.size = largestList;
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    QNetworkReply *reply = m_network.post(apiRequest(route), bytes);
    auto *call = new SwarmCall(reply, m_address.url, limits, owner);
    if (!m_source || m_search == Search::Over)
        return call;
    call->setSecondTry([this, name = route.toString(), bytes](QObject &context, const auto &take) {
        seekCredentials(context, [this, name, bytes, take] {
            take(m_found ? m_network.post(apiRequest(name), bytes) : nullptr);
        });
    });
    return call;
}

void SwarmClient::seekCredentials(QObject &context, const std::function<void()> &then)
{
    if (m_search == Search::Over)
        return then();
    connect(this, &SwarmClient::credentialsSought, &context, then, Qt::SingleShotConnection);
    if (std::exchange(m_search, Search::Going) == Search::NotYet)
        m_source->find(m_address, this, [this](const Credentials &found) { take(found); });
}

void SwarmClient::take(const Credentials &found)
{
    m_search = Search::Over;
    m_found = !found.isEmpty();
    if (!found.authorization.isEmpty())
        m_address.authorization = found.authorization;
    if (!found.swarmToken.isEmpty())
        m_address.swarmToken = found.swarmToken;
    Q_EMIT credentialsSought();
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

QNetworkReply *SwarmClient::getImage(const QString &path, std::chrono::milliseconds silence)
{
    QNetworkRequest request = requestFor(SwarmProtocol::imageUrl(m_address.url, path));
    request.setTransferTimeout(int(silence.count()));
    QNetworkReply *reply = m_network.get(request);
    reply->setReadBufferSize(imageBuffer);
    return reply;
}

QNetworkRequest SwarmClient::socketRequest(QStringView route) const
{
    return requestFor(SwarmProtocol::routeUrl(m_address.url, route, true));
}
