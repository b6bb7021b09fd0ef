// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wireserver.h"

#include <QJsonObject>

#include <chrono>
#include <functional>
#include <map>

/// A SwarmUI whose every answer is written down by the test. Says what SwarmUI says where the test says
/// nothing: sessions "s1", "s2", …; InterruptAll succeeds; GetCurrentStatus tells `counts`. Turns away, as
/// SwarmUI does, calls that are chunked, empty or not called JSON.
class ScriptedServer : public QObject
{
    Q_OBJECT
public:
    struct Asked {
        QByteArray route = {}; ///< "GetNewSession"; for all else the whole target
        QJsonObject body = {};
        WireRequest wire = {};
    };
    /// What is done with one request or socket, in order.
    struct Step {
        enum class Kind {
            Text,
            Frame,
            Part,
            Reply,
            Raw,
            Wait,
            AwaitInterrupt,
            Counts,
            Close,
            HangUp,
            Reset,
            Deaf
        };
        Kind kind = Kind::Text;
        QByteArray bytes = {};
        int number = 0; ///< of a reply the status, of a frame the opcode, of a close the code
        std::chrono::milliseconds wait{0};
        int counts[4] = {};
    };
    using Script = QList<Step>;

    explicit ScriptedServer(QObject *parent = nullptr);
    explicit ScriptedServer(const WireServer::Place &place, QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const { return m_wire.url(); }
    void leave() { m_wire.leave(); }
    void comeBack() { m_wire.comeBack(); }
    /// The scripts of a route, one for each request; the last one stays. For sockets they begin with the
    /// client's first message; route "upgrade": answers that refuse the handshake.
    void on(const QByteArray &route, const Script &script);

    [[nodiscard]] QList<Asked> asked(const QByteArray &route) const;
    [[nodiscard]] int count(const QByteArray &route) const { return int(asked(route).size()); }
    /// Why calls were turned away.
    [[nodiscard]] QByteArrayList turnedAway() const { return m_turnedAway; }
    [[nodiscard]] QList<QJsonObject> messages() const { return m_messages; }
    [[nodiscard]] bool clientClosed() const { return m_clientClosed; }

    int counts[4] = {0, 0, 0, 0}; ///< of GetCurrentStatus and STATUS

Q_SIGNALS:
    void interrupted();

private:
    void take(WirePeer *peer, const WireRequest &request);
    void play(WirePeer *peer, Script script);
    /// True where the script goes on at once.
    bool perform(WirePeer *peer, const Step &step, const Script &rest);
    [[nodiscard]] Script next(const QByteArray &route);
    [[nodiscard]] Script usual(const QByteArray &route);

    WireServer m_wire;
    std::map<QByteArray, QList<Script>> m_scripts;
    QList<Asked> m_asked;
    QByteArrayList m_turnedAway;
    QList<QJsonObject> m_messages;
    int m_sessions = 0;
    int m_interrupts = 0;
    bool m_clientClosed = false;
};

/// The words of scripts. JSON is written with apostrophes for quotes.
namespace Say
{
using Step = ScriptedServer::Step;
[[nodiscard]] QByteArray json(const QByteArray &text);
[[nodiscard]] Step text(const QByteArray &json);
[[nodiscard]] Step status(int waiting, int loading, int backends, int live);
[[nodiscard]] Step progress(const QByteArray &index, double overall, const QByteArray &preview = {});
[[nodiscard]] Step image(const QByteArray &index);
[[nodiscard]] Step error(const QByteArray &text, const QByteArray &id = {});
[[nodiscard]] Step keepAlive();
[[nodiscard]] Step discard(const QByteArray &indices = "");
[[nodiscard]] Step intention();
[[nodiscard]] Step closing(int code = 1000);
[[nodiscard]] Step hangUp();
[[nodiscard]] Step reset();
[[nodiscard]] Step deaf(); ///< from now on pings are not answered
[[nodiscard]] Step wait(std::chrono::milliseconds time);
[[nodiscard]] Step awaitInterrupt();
[[nodiscard]] Step counts(int waiting, int loading, int backends, int live);
[[nodiscard]] Step frame(int opcode, const QByteArray &payload);
[[nodiscard]] Step part(int opcode, const QByteArray &payload); ///< a frame that is not its message's last
[[nodiscard]] Step reply(const QByteArray &json, int status = 200);
[[nodiscard]] Step forgotten(); ///< the reply to a session id that the server does not know
[[nodiscard]] Step raw(const QByteArray &bytes);
/// An answer of ListImages: pictures of the prompt "a fox", one for each seed.
[[nodiscard]] Step listing(const QByteArrayList &seeds);
/// KEEP, DISCARD, INTENT, then the linger, STATUS, Close. It lingers for ten seconds instead of two: a job
/// that waits for the Close does not end in a test's time.
[[nodiscard]] ScriptedServer::Script ending();
} // namespace Say
