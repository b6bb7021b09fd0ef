// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoserver.h"
#include "rawsocket.h"

#include <QThread>

#include <functional>
#include <memory>

/// How long a test waits for what must come, in milliseconds. Much, because machines are busy.
constexpr int patience = 30000;

/// A demo server in the test's own process, fast where the real one takes its time, and ways to talk to it.
/// It has a thread of its own, so that the pauses of waiting tests do not slow it.
class DemoScene
{
public:
    struct Setting {
        QStringList failures = {};
        int backends = 1;
        std::chrono::milliseconds step{1};
        demo::Tempo tempo = quick();
        QByteArray authorization = {};
    };

    explicit DemoScene(const Setting &setting);
    /// `options` as they are, but for the seed where there is none.
    explicit DemoScene(DemoOptions options, const demo::Tempo &tempo = quick());
    DemoScene()
        : DemoScene(Setting{})
    {
    }

    ~DemoScene();
    Q_DISABLE_COPY_MOVE(DemoScene)

    /// Hardly any waiting anywhere.
    [[nodiscard]] static demo::Tempo quick();

    /// Does something with the server, in its thread.
    void with(const std::function<void(demo::DemoServer &server)> &act);
    /// Stops the server and starts another one at the same port, with what it left behind. `change` may
    /// change the options before.
    void restart(const std::function<void(DemoOptions &options)> &change = {});

    [[nodiscard]] quint16 port() const { return quint16(m_url.port()); }
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] QString newSession() const;
    /// POST /API/route, with `session` as session_id where it is given.
    RawReply post(const QByteArray &route, QJsonObject body, const QString &session = {}) const;
    [[nodiscard]] RawReply get(const QByteArray &target, const QByteArray &headers = {}) const;
    /// "waiting loading waitingForBackends live" of a session.
    [[nodiscard]] QString counts(const QString &session) const;

    /// A socket that has sent `request` for `session` as its first message.
    [[nodiscard]] std::unique_ptr<RawSocket> generate(const QString &session, QJsonObject request) const;

    /// The least that makes a picture.
    [[nodiscard]] static QJsonObject request(const QString &prompt, int images = 1, int steps = 2);

private:
    void begin();

    DemoOptions m_options;
    demo::Tempo m_tempo;
    QThread m_thread;
    QObject m_inside; ///< lives in that thread
    std::unique_ptr<demo::DemoServer> m_server;
    QUrl m_url;
};
