// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoreplay.h"

#include "recordedanswer.h"
#include "wholemessage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace
{

QStringList pathsIn(const QJsonObject &answer)
{
    QStringList paths;
    for (const QJsonValue &image : answer["images"_L1].toArray())
        paths << image.toString();
    return paths;
}

} // namespace

DemoReplay::DemoReplay(const Transcript &transcript)
    : m_transcript(transcript)
    , m_setting(ServerSetting::of(transcript))
    , m_scene(m_setting.options, m_setting.tempo)
    , m_translation(m_scene, transcript, m_setting.pace)
    , m_neighbours(m_scene, m_setting, m_translation)
    , m_impossible(lostMessage(transcript))
{
}

QStringList DemoReplay::run()
{
    if (!m_impossible.isEmpty())
        return {};
    if (!m_setting.loadedModel.isEmpty())
        m_neighbours.load(m_translation(m_setting.loadedModel.toUtf8()));
    plan();
    for (const auto &[moment, action] : m_plan) {
        if (!catchUp(moment.first))
            return m_differences; // what comes after it would differ as well
        action();
    }
    for (const auto &call : m_calls)
        settle(*call);
    for (const auto &[recorded, socket] : m_sockets)
        note(socket->name(), socket->differences());
    return m_differences;
}

void DemoReplay::plan()
{
    const auto at = [this](int time, Rank rank, std::function<void()> action) {
        m_plan.emplace(Moment{time, rank}, std::move(action));
    };
    for (const ServerEvent &event : serverEvents(m_transcript))
        at(event.at, Rank::Server, [this, event] { happen(event); });
    for (const UnseenWork &work : unseenWork(m_transcript)) {
        const auto id = m_neighbours.add(work);
        at(work.from, Rank::Neighbour, [this, id] { m_neighbours.begin(id); });
        at(work.to, Rank::Neighbour, [this, id] { m_neighbours.end(id); });
    }
    for (const Transcript::Http &call : m_transcript.calls)
        at(call.sentAt, Rank::Call, [this, &call] { ask(call); });
    for (const Transcript::Socket &socket : m_transcript.sockets)
        planSocket(socket);
}

void DemoReplay::planSocket(const Transcript::Socket &socket)
{
    m_plan.emplace(Moment{socket.connectedAt, Rank::Connect}, [this, &socket] { connectSocket(socket); });
    for (const Transcript::Frame &frame : socket.frames) {
        if (!frame.fromServer)
            m_plan.emplace(Moment{frame.at, Rank::Frame}, [this, &socket, &frame] { act(socket, frame); });
    }
}

void DemoReplay::note(const QString &where, const QStringList &differences)
{
    for (const QString &difference : differences)
        m_differences << where + ": "_L1 + difference;
}

void DemoReplay::happen(const ServerEvent &event)
{
    const auto setReachable = [this](bool reachable) {
        m_scene.with([this, reachable](demo::DemoServer &server) {
            for (int i = 0; i < m_setting.options.backends; ++i)
                server.setReachable(i, reachable);
        });
    };
    switch (event.kind) {
    case ServerEvent::Kind::Stop:
        return m_scene.with([](demo::DemoServer &server) { server.stop(); });
    case ServerEvent::Kind::Restart:
        return m_scene.restart([&event](DemoOptions &options) { options.persists = event.persists; });
    case ServerEvent::Kind::BackendGone:
    case ServerEvent::Kind::BackendBack:
        return setReachable(event.kind == ServerEvent::Kind::BackendBack);
    }
}

void DemoReplay::connectSocket(const Transcript::Socket &recorded)
{
    m_sockets[&recorded] = std::make_unique<SocketReplay>(recorded, m_scene.port(), m_translation);
}

void DemoReplay::act(const Transcript::Socket &recorded, const Transcript::Frame &frame)
{
    m_sockets[&recorded]->act(frame, m_translation(wholeMessage(frame, m_transcript)));
}

void DemoReplay::ask(const Transcript::Http &recorded)
{
    m_calls.push_back(std::make_unique<CallAsk>(recorded, m_scene.port(), m_translation));
}

void DemoReplay::settle(CallAsk &call)
{
    if (call.isSettled())
        return;
    const Transcript::Http &recorded = call.recorded();
    const bool isCounted
        = m_neighbours.work(recorded.question()["session_id"_L1].toString(), recorded.sentAt);
    note(call.name(), call.settle(isCounted));
    const RecordedAnswer answer(recorded);
    const QJsonObject &here = call.answer();
    m_translation.learn(answer.object, here);
    m_translation.learnToken(swarmTokenIn(recorded.header("Set-Cookie")), call.token());
    m_translation.learnPaths(pathsIn(answer.object), pathsIn(here));
    const QString server = answer.object["server_id"_L1].toString();
    const QString serverHere = here["server_id"_L1].toString();
    const bool isOther = m_serverIds.contains(server) ? m_serverIds[server] != serverHere
                                                      : m_serverIds.values().contains(serverHere);
    if (!server.isEmpty() && isOther)
        note(call.name(), {u"server_id changes at another time"_s});
    if (!server.isEmpty())
        m_serverIds[server] = serverHere;
}

bool DemoReplay::catchUp(int at)
{
    for (const auto &call : m_calls) {
        if (call->recorded().answeredAt <= at)
            settle(*call);
    }
    for (const auto &[recorded, socket] : m_sockets) {
        const QString missing = socket->missingAt(at);
        socket->learnPaths(m_translation);
        if (missing.isEmpty())
            continue;
        note(socket->name(), {missing});
        return false;
    }
    return true;
}
