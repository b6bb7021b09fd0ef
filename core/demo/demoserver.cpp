// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoserver.h"

#include "conversation.h"
#include "httpconnection.h"
#include "tcpreset.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using Kind = Failures::Kind;

constexpr int mostBackends = 16;

QString translated(const char *text)
{
    return QCoreApplication::translate("Demo", text);
}

} // namespace

DemoServer::DemoServer(DemoOptions options)
    : DemoServer(std::move(options), Tempo{})
{
}

DemoServer::DemoServer(DemoOptions options, const Tempo &tempo)
    : m_options(std::move(options))
    , m_tempo(tempo)
{
    m_tempo.step = m_options.stepTime;
    connect(&m_listener, &QTcpServer::newConnection, this, &DemoServer::accept);
}

DemoServer::~DemoServer() = default;

Result<> DemoServer::check(const Era &era) const
{
    if (!m_options.accounts.isEmpty() && !era.has(Era::News::Accounts))
        return Error{.kind = Error::Kind::Usage,
                     .message = translated("SwarmUI %1 had no accounts.").arg(era.version()),
                     .hint = translated("Choose 0.9.5.2 or later, or no accounts.")};
    const qsizetype backends
        = m_options.chosenBackends.isEmpty() ? m_options.backends : m_options.chosenBackends.size();
    if (m_options.stepTime.count() < 0 || backends < 0 || backends > mostBackends)
        return Error{.kind = Error::Kind::Usage,
                     .message = translated("The demo server cannot be as asked for."),
                     .hint
                     = translated("A step takes 0 milliseconds or more, and there are 0 to %1 backends.")
                           .arg(mostBackends)};
    return {};
}

Result<> DemoServer::listen()
{
    const Result<Failures> failures = Failures::read(m_options.failures);
    if (!failures)
        return failures.error();
    const Result<Era> era = Era::read(m_options.asVersion);
    if (!era)
        return era.error();
    if (const Result<> sound = check(*era); !sound)
        return sound.error();
    m_world = std::make_unique<World>(m_options, *failures, *era, m_tempo);
    m_api = std::make_unique<ApiDoor>(*m_world);
    m_images = std::make_unique<ImageDoor>(*m_world);
    if (!m_listener.listen(QHostAddress::LocalHost, m_options.port))
        return Error{.kind = Error::Kind::Failed,
                     .message = translated("The demo server cannot have port %1: %2.")
                                    .arg(m_options.port)
                                    .arg(m_listener.errorString()),
                     .hint = translated("Choose another port, or 0 for any free one.")};
    return {};
}

QUrl DemoServer::address() const
{
    return m_listener.isListening() ? QUrl(u"http://127.0.0.1:%1"_s.arg(m_listener.serverPort())) : QUrl();
}

QByteArray DemoServer::makeToken(const QString &user)
{
    return m_world->accounts.makeToken(user);
}

QString DemoServer::makeSession(const QString &user)
{
    return m_world->visitors.enter(user).id;
}

void DemoServer::setReachable(int backend, bool reachable)
{
    if (Backend *one = m_world->workshop.backends().find(backend))
        one->health().setReachable(reachable);
}

void DemoServer::stop()
{
    m_listener.close();
    for (QTcpSocket *socket : m_listener.findChildren<QTcpSocket *>())
        resetConnection(*socket);
}

std::shared_ptr<DemoMemory> DemoServer::memory() const
{
    return m_world->memory;
}

void DemoServer::accept()
{
    while (QTcpSocket *socket = m_listener.nextPendingConnection()) {
        // as the real server: small messages are not held back for the ones before
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        if (m_world->failures.has(Kind::Mute)) {
            socket->setParent(&m_listener);
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            continue;
        }
        auto *connection = new HttpConnection(socket, m_world->requestLimit(), &m_listener);
        connect(connection, &HttpConnection::requested, this, &DemoServer::take);
        connect(connection, &HttpConnection::upgradeAsked, this,
                [this, connection](const HttpRequest &request, const Answer &answer) {
                    takeUpgrade(*connection, request, answer);
                });
    }
}

bool DemoServer::turnAway(const HttpRequest &request, const Answer &answer) const
{
    const Failures &failures = m_world->failures;
    if (failures.has(Kind::NotSwarm)) {
        answer(HttpReply::page("<!DOCTYPE html>\n<title>It works!</title>\n<h1>It works!</h1>\n"));
        return true;
    }
    const QByteArray &required = m_options.requiredAuthorization;
    if (failures.has(Kind::Unauthorized)
        || (!required.isEmpty() && request.header("Authorization") != required)) {
        answer(HttpReply::unauthorized());
        return true;
    }
    return false;
}

Answer DemoServer::slowed(const Answer &answer)
{
    const auto delay = std::chrono::milliseconds(m_world->failures.value(Kind::Slow).value_or(0));
    if (delay.count() == 0)
        return answer;
    return [this, delay, answer](const HttpReply &reply) {
        QTimer::singleShot(delay, &m_listener, [answer, reply] { answer(reply); });
    };
}

void DemoServer::take(const HttpRequest &request, const Answer &answer)
{
    const Answer paced = slowed(answer);
    if (turnAway(request, paced))
        return;
    if (!ApiDoor::isApi(request.path()))
        return paced(m_images->answer(request));
    const Answer spoiled = [this, paced](const HttpReply &reply) { paced(m_world->mischief.spoiled(reply)); };
    if (const std::optional<HttpReply> instead = m_world->mischief.insteadOfAll())
        return spoiled(*instead);
    m_api->answer(request, spoiled);
}

void DemoServer::takeUpgrade(HttpConnection &connection, const HttpRequest &request, const Answer &answer)
{
    const Answer paced = slowed(answer);
    if (turnAway(request, paced))
        return;
    if (m_world->failures.has(Kind::RefuseUpgrade))
        return paced(HttpReply::page("<!DOCTYPE html>\n<title>502 Bad Gateway</title>\n", 502));
    if (!ApiDoor::isApi(request.path()))
        return paced(m_images->answer(request));
    if (const std::optional<HttpReply> instead = m_world->mischief.insteadOfAll())
        return paced(*instead);
    auto *line = new SocketLine(
        connection.handOver(), request,
        {.pongEvery = m_tempo.keepAlive, .messageLimit = quint64(m_world->requestLimit())}, &m_listener);
    new Conversation(*m_world, *m_api, ApiDoor::routeIn(request.path()), line); // the line owns it
}

} // namespace demo
