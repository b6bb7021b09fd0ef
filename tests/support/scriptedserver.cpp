// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptedserver.h"

#include <QJsonDocument>
#include <QTimer>

#include <algorithm>

ScriptedServer::ScriptedServer(QObject *parent)
    : ScriptedServer(WireServer::Place(), parent)
{
}

ScriptedServer::ScriptedServer(const WireServer::Place &place, QObject *parent)
    : QObject(parent)
    , m_wire(place)
{
    connect(&m_wire, &WireServer::requested, this, &ScriptedServer::take);
}

void ScriptedServer::on(const QByteArray &route, const Script &script)
{
    m_scripts[route] << script;
}

QList<ScriptedServer::Asked> ScriptedServer::asked(const QByteArray &route) const
{
    QList<Asked> found;
    std::ranges::copy_if(m_asked, std::back_inserter(found),
                         [&](const Asked &a) { return a.route == route; });
    return found;
}

ScriptedServer::Script ScriptedServer::next(const QByteArray &route)
{
    const auto found = m_scripts.find(route);
    if (found == m_scripts.end())
        return usual(route);
    return found->second.size() > 1 ? found->second.takeFirst() : found->second.first();
}

ScriptedServer::Script ScriptedServer::usual(const QByteArray &route)
{
    if (route == "GetNewSession") {
        return {Say::reply("{'session_id':'s" + QByteArray::number(++m_sessions)
                           + "','user_id':'local','output_append_user':true,'version':'0.9.8.2.GIT-062407c7',"
                             "'server_id':'g','permissions':['*']}")};
    }
    if (route == "InterruptAll")
        return {Say::reply("{'success':true}")};
    if (route == "GetCurrentStatus")
        return {Say::reply(Say::status(counts[0], counts[1], counts[2], counts[3]).bytes)};
    if (route == "ListImages")
        return {Say::reply("{'folders':[],'files':[]}")};
    return {Say::reply("{'error_id':'bad_route','error':'Unknown API route'}", 400)};
}

namespace
{

// Why SwarmUI would not even look at a call.
QByteArray flawOf(const WireRequest &request)
{
    if (request.method != "POST")
        return "not POST";
    if (!request.header("Content-Type").startsWith("application/json"))
        return "Wrong content type";
    if (request.header("Content-Length").toLongLong() <= 0)
        return "bad content length";
    return {};
}

} // namespace

void ScriptedServer::take(WirePeer *peer, const WireRequest &request)
{
    const qsizetype api = request.target.indexOf("/API/");
    const QByteArray route = api < 0 ? request.target : request.target.sliced(api + 5);
    m_asked << Asked{route, QJsonDocument::fromJson(request.body).object(), request};
    if (request.isUpgrade() && !m_scripts.contains("upgrade")) {
        peer->acceptUpgrade(request);
        connect(peer, &WirePeer::closeReceived, this, [this] { m_clientClosed = true; });
        connect(peer, &WirePeer::received, this, [this, peer, route](const QByteArray &message) {
            m_messages << QJsonDocument::fromJson(message).object();
            play(peer, next(route));
        });
        return;
    }
    if (const QByteArray flaw = flawOf(request); api >= 0 && !request.isUpgrade() && !flaw.isEmpty()) {
        m_turnedAway << route + ": " + flaw;
        return peer->reply(400, Say::json("{'error_id':'basic_api','error':'" + flaw + "'}"));
    }
    if (route == "InterruptAll")
        ++m_interrupts;
    play(peer, next(request.isUpgrade() ? "upgrade" : route));
    if (route == "InterruptAll")
        Q_EMIT interrupted();
}

void ScriptedServer::play(WirePeer *peer, Script script)
{
    while (!script.isEmpty()) {
        const Step step = script.takeFirst();
        if (!perform(peer, step, script))
            return;
    }
}

bool ScriptedServer::perform(WirePeer *peer, const Step &step, const Script &rest)
{
    using enum Step::Kind;
    switch (step.kind) {
    case Text:
        peer->sendText(step.bytes);
        return true;
    case Frame:
        peer->sendFrame(step.number, step.bytes);
        return true;
    case Part:
        peer->sendFrame(step.number, step.bytes, false);
        return true;
    case Reply:
        peer->reply(step.number, step.bytes);
        return true;
    case Raw:
        peer->sendRaw(step.bytes);
        return true;
    case Wait:
        QTimer::singleShot(step.wait, peer, [this, peer, rest] { play(peer, rest); });
        return false;
    case AwaitInterrupt:
        if (m_interrupts > 0)
            return true;
        connect(
            this, &ScriptedServer::interrupted, peer, [this, peer, rest] { play(peer, rest); },
            Qt::SingleShotConnection);
        return false;
    case Counts:
        std::ranges::copy(step.counts, counts);
        return true;
    case Close:
        peer->sendClose(quint16(step.number));
        return true;
    case HangUp:
        peer->hangUp();
        return true;
    case Deaf:
        peer->becomeDeaf();
        return true;
    case Reset:
        peer->reset();
        return true;
    }
    Q_UNREACHABLE();
}

namespace Say
{

QByteArray json(const QByteArray &text)
{
    return QByteArray(text).replace('\'', '"');
}

Step text(const QByteArray &words)
{
    return {.bytes = json(words)};
}

Step status(int waiting, int loading, int backends, int live)
{
    return text("{'status':{'waiting_gens':" + QByteArray::number(waiting) + ",'loading_models':"
                + QByteArray::number(loading) + ",'waiting_backends':" + QByteArray::number(backends)
                + ",'live_gens':" + QByteArray::number(live)
                + "},'backend_status':{'status':'running','class':'','message':'','any_loading':false},"
                  "'supported_features':['comfyui']}");
}

Step progress(const QByteArray &index, double overall, const QByteArray &preview)
{
    const QByteArray picture = preview.isEmpty() ? QByteArray() : "'preview':'" + preview + "',";
    return text("{'gen_progress':{'batch_index':'" + index + "','request_id':'1001'," + picture
                + "'overall_percent':" + QByteArray::number(overall) + ",'current_percent':0.5}}");
}

Step image(const QByteArray &index)
{
    return text("{'image':'View/local/raw/2026-08-21/picture " + index + ".png','batch_index':'" + index
                + "','request_id':'1001','metadata':null}");
}

Step error(const QByteArray &words, const QByteArray &id)
{
    return text("{'error':'" + words + "'" + (id.isEmpty() ? QByteArray() : ",'error_id':'" + id + "'")
                + "}");
}

Step keepAlive()
{
    return text("{'keep_alive':true}");
}

Step discard(const QByteArray &indices)
{
    return text("{'discard_indices':[" + indices + "]}");
}

Step intention()
{
    return text("{'socket_intention':'close'}");
}

Step closing(int code)
{
    return {.kind = Step::Kind::Close, .number = code};
}

Step hangUp()
{
    return {.kind = Step::Kind::HangUp};
}

Step reset()
{
    return {.kind = Step::Kind::Reset};
}

Step deaf()
{
    return {.kind = Step::Kind::Deaf};
}

Step wait(std::chrono::milliseconds time)
{
    return {.kind = Step::Kind::Wait, .wait = time};
}

Step awaitInterrupt()
{
    return {.kind = Step::Kind::AwaitInterrupt};
}

Step counts(int waiting, int loading, int backends, int live)
{
    return {.kind = Step::Kind::Counts, .counts = {waiting, loading, backends, live}};
}

Step frame(int opcode, const QByteArray &payload)
{
    return {.kind = Step::Kind::Frame, .bytes = payload, .number = opcode};
}

Step part(int opcode, const QByteArray &payload)
{
    return {.kind = Step::Kind::Part, .bytes = payload, .number = opcode};
}

Step reply(const QByteArray &words, int status)
{
    return {.kind = Step::Kind::Reply, .bytes = json(words), .number = status};
}

Step forgotten()
{
    return reply("{'error':'Invalid session ID. You may need to refresh the page.',"
                 "'error_id':'invalid_session_id'}",
                 401);
}

Step raw(const QByteArray &bytes)
{
    return {.kind = Step::Kind::Raw, .bytes = bytes};
}

Step listing(const QByteArrayList &seeds)
{
    QByteArrayList files;
    for (const QByteArray &seed : seeds) {
        files << "{'src':'raw/" + seed
                + ".png','metadata':'{\\'sui_image_params\\':{\\'prompt\\':\\'a fox\\',\\'seed\\':" + seed
                + "}}'}";
    }
    return reply("{'folders':[],'files':[" + files.join(',') + "]}");
}

ScriptedServer::Script ending()
{
    using namespace std::chrono_literals;
    return {status(0, 0, 0, 0), keepAlive(),        discard(), intention(),
            wait(10s),          status(0, 0, 0, 0), closing()};
}

} // namespace Say
