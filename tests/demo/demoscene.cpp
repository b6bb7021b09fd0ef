// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoscene.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

DemoScene::DemoScene(const Setting &setting)
    : DemoScene(DemoOptions{.stepTime = setting.step,
                            .failures = setting.failures,
                            .backends = setting.backends,
                            .requiredAuthorization = setting.authorization},
                setting.tempo)
{
}

DemoScene::DemoScene(DemoOptions options, const demo::Tempo &tempo)
    : m_options(std::move(options))
    , m_tempo(tempo)
{
    if (m_options.seed == 0)
        m_options.seed = 7;
    m_inside.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_inside, [this] { begin(); }, Qt::BlockingQueuedConnection);
}

void DemoScene::begin()
{
    m_server = std::make_unique<demo::DemoServer>(m_options, m_tempo);
    if (const Result<> listening = m_server->listen(); !listening)
        qFatal("%s", qPrintable(listening.error().sentence()));
    m_url = m_server->address();
}

void DemoScene::with(const std::function<void(demo::DemoServer &)> &act)
{
    QMetaObject::invokeMethod(
        &m_inside, [&] { act(*m_server); }, Qt::BlockingQueuedConnection);
}

void DemoScene::restart(const std::function<void(DemoOptions &)> &change)
{
    const auto again = [&] {
        m_server->stop();
        m_options.port = port();
        m_options.memory = m_server->memory();
        if (change)
            change(m_options);
        m_server.reset();
        begin();
    };
    QMetaObject::invokeMethod(&m_inside, again, Qt::BlockingQueuedConnection);
}

DemoScene::~DemoScene()
{
    QMetaObject::invokeMethod(
        &m_inside, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

demo::Tempo DemoScene::quick()
{
    return {.node = 0ms,
            .load = 5ms,
            .launch = 1ms,
            .linger = 20ms,
            .keepAlive = 30s,
            .firstMessage = 5s,
            .look = 10ms,
            .noBackend = 10ms};
}

QString DemoScene::newSession() const
{
    return post("GetNewSession", {}).json()["session_id"_L1].toString();
}

RawReply DemoScene::post(const QByteArray &route, QJsonObject body, const QString &session) const
{
    if (!session.isEmpty())
        body["session_id"_L1] = session;
    RawHttp connection(port());
    connection.send(jsonPost("/API/" + route, QJsonDocument(body).toJson(QJsonDocument::Compact)));
    return connection.next();
}

RawReply DemoScene::get(const QByteArray &target, const QByteArray &headers) const
{
    RawHttp connection(port());
    connection.send("GET " + target + " HTTP/1.1\r\nHost: demo\r\n" + headers + "\r\n");
    return connection.next();
}

QString DemoScene::counts(const QString &session) const
{
    return wordOf(post("GetCurrentStatus", {}, session).json()).section(u' ', 1);
}

std::unique_ptr<RawSocket> DemoScene::generate(const QString &session, QJsonObject request) const
{
    auto socket = std::make_unique<RawSocket>(port(), "/API/GenerateText2ImageWS");
    request["session_id"_L1] = session;
    socket->sendText(QJsonDocument(request).toJson(QJsonDocument::Compact));
    return socket;
}

QJsonObject DemoScene::request(const QString &prompt, int images, int steps)
{
    return {{"images"_L1, images}, {"prompt"_L1, prompt}, {"model"_L1, "demo"_L1}, {"width"_L1, 64},
            {"height"_L1, 64},     {"steps"_L1, steps},   {"seed"_L1, 100}};
}
