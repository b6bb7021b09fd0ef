// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusreport.h"

#include "digits.h"
#include "ornull.h"
#include "pace.h"
#include "sessionjson.h"
#include "wiretime.h"

#include <QJsonArray>
#include <QStringBuilder>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

QLatin1String wireName(ServerFacts::State state)
{
    using State = ServerFacts::State;
    switch (state) {
    case State::Unknown:
        return "unknown"_L1;
    case State::Online:
        return "online"_L1;
    case State::Offline:
        return "offline"_L1;
    case State::Unauthorised:
        return "unauthorised"_L1;
    }
    Q_UNREACHABLE();
}

QJsonArray backendsJson(const ServerFacts &server)
{
    QJsonArray list;
    for (const ServerBackend &backend : server.backends.value_or(QList<ServerBackend>())) {
        list += QJsonObject{{"id"_L1, backend.id},
                            {"type"_L1, backend.type},
                            {"status"_L1, backend.status},
                            {"model_loaded"_L1, orNull(backend.modelLoaded)}};
    }
    return list;
}

/// One digit behind the point, rounded as the predecessor's language does: 2.25 is 2.2. Qt makes it 2.3.
QString tenths(std::chrono::milliseconds duration, std::chrono::milliseconds unit, QChar letter)
{
    const auto tenth = unit / 10;
    const auto rest = duration % tenth;
    if (2 * rest == tenth) { // as a double it lies a little above or below, or is just the half
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%.1f", double(duration.count()) / double(unit.count()));
        return QLatin1String(text.data()) % letter;
    }
    const qint64 count = duration / tenth + (2 * rest > tenth ? 1 : 0);
    return Digits(count / 10).text() % u'.' % Digits(count % 10).text() % letter;
}

std::chrono::milliseconds elapsedOf(const FollowedSession &session, const QDateTime &now)
{
    const QDateTime &start = session.session.startTime;
    return std::chrono::milliseconds(start.isValid() ? std::max<qint64>(0, start.msecsTo(now)) : 0);
}

} // namespace

int StatusReport::running() const
{
    return int(std::ranges::count_if(
        sessions, [](const FollowedSession &s) { return s.liveness != Liveness::Orphan; }));
}

int StatusReport::needingAttention() const
{
    const auto troubled = [](const FollowedSession &s) {
        return s.liveness == Liveness::Orphan || s.liveness == Liveness::Stopped
            || s.liveness == Liveness::Unresponsive;
    };
    return int(std::ranges::count_if(sessions, troubled)) + unseenProblems;
}

double StatusReport::overallProgress() const
{
    double done = 0;
    double all = 0;
    for (const FollowedSession &s : sessions) {
        if (s.liveness == Liveness::Orphan)
            continue;
        const double weight = std::max(1, s.session.images);
        done += s.session.progress * weight;
        all += weight;
    }
    return all > 0 ? done / all : 0;
}

StatusReport::Attention StatusReport::attention() const
{
    if (needingAttention() > 0)
        return Attention::NeedsAttention;
    if (server.state == ServerFacts::State::Offline)
        return Attention::Offline;
    return running() > 0 ? Attention::Running : Attention::Idle;
}

QString StatusReport::shortLine() const
{
    const int count = running();
    const int orphans = int(sessions.size()) - count;
    const bool isKnown = stateProblem.isEmpty() || !sessions.isEmpty();
    QString line = count > 0 ? tr("%1 running %2%").arg(count).arg(std::lround(overallProgress() * 100))
        : isKnown            ? tr("idle")
                             : tr("unknown");
    if (orphans > 0)
        line += u' ' + (orphans == 1 ? tr("1 orphan") : tr("%n orphans", nullptr, orphans));
    if (server.state == ServerFacts::State::Offline)
        line += u' ' + tr("offline");
    return line;
}

QJsonObject StatusReport::toJson() const
{
    const bool answered = server.state == ServerFacts::State::Online;
    QJsonArray active;
    for (const FollowedSession &session : sessions)
        active += activeGenerationJson(session, now);
    QJsonValue counts;
    if (server.counts) {
        counts = QJsonObject{{"live"_L1, server.counts->liveGens},
                             {"waiting"_L1, server.counts->waitingGens},
                             {"estimated"_L1, server.countsEstimated}};
    }
    return {{"schema"_L1, 1},
            {"server_url"_L1, server.server.toString(QUrl::FullyEncoded)},
            {"status"_L1, QString(wireName(server.state))},
            {"response_time"_L1,
             answered ? QJsonValue(u"%1ms"_s.arg(server.responseTime.count())) : QJsonValue()},
            {"version"_L1, orNull(server.version)},
            {"error"_L1, server.error ? QJsonValue(::toJson(*server.error)) : QJsonValue()},
            {"backends"_L1, backendsJson(server)},
            {"models_count"_L1, orNull(server.models)},
            {"models_loaded"_L1, orNull(server.modelsLoaded)},
            {"system_info"_L1, server.systemInfo},
            {"server_generations"_L1, counts},
            {"project"_L1, orNull(project)},
            {"state_file"_L1, orNull(stateFile)},
            {"state_problem"_L1, orNull(stateProblem)},
            {"generations_running"_L1, running()},
            {"active_generations"_L1, active}};
}

QJsonObject activeGenerationJson(const FollowedSession &followed, const QDateTime &now)
{
    const Session &session = followed.session;
    const auto elapsed = elapsedOf(followed, now);
    const bool hasStart = session.startTime.isValid();
    const auto left = timeLeft(followed, now);
    QJsonValue owner;
    if (session.owner) {
        owner = QJsonObject{{"host"_L1, session.owner->host},
                            {"user"_L1, session.owner->user},
                            {"pid"_L1, session.owner->pid}};
    }
    const bool foreign = isForeign(session.id);
    return {{"session_id"_L1, foreign ? shortId(session.id) : session.id}, // a foreign id is a credential
            {"status"_L1, QString(wireName(session.status))},
            {"progress"_L1, session.progress},
            {"start_time"_L1, orNull(toWireTime(session.startTime))},
            {"duration"_L1, hasStart ? QJsonValue(shortDuration(elapsed)) : QJsonValue()},
            {"updated_at"_L1, orNull(toWireTime(session.updatedAt))},
            {"elapsed_seconds"_L1, hasStart ? QJsonValue(qint64(elapsed.count() / 1000)) : QJsonValue()},
            {"remaining_seconds"_L1, left ? QJsonValue(qint64(left->count())) : QJsonValue()},
            {"stage"_L1, orNull(QString(wireName(session.stage)))},
            {"images"_L1, session.images > 0 ? QJsonValue(session.images) : QJsonValue()},
            {"images_done"_L1, session.images > 0 ? QJsonValue(session.imagesDone) : QJsonValue()},
            {"label"_L1, orNull(session.label)},
            {"server"_L1, orNull(session.server)},
            {"owner"_L1, owner},
            {"liveness"_L1, QString(wireName(followed.liveness))},
            {"cancel_requested"_L1, session.cancelRequested},
            {"foreign"_L1, foreign},
            {"source"_L1, u"file"_s},
            {"project"_L1, orNull(followed.project)}};
}

std::optional<std::chrono::seconds> timeLeft(const FollowedSession &session, const QDateTime &now)
{
    const bool goesOn = session.liveness == Liveness::Alive || session.liveness == Liveness::Unknown;
    if (!goesOn || !session.isLive() || session.session.stage == Session::Stage::Reconnecting)
        return {};
    return session.remaining ? session.remaining
                             : Pace::guess(session.session.progress, elapsedOf(session, now));
}

QString shortDuration(std::chrono::milliseconds duration)
{
    if (duration < 1min)
        return Digits(duration / 1s).text() % u's';
    if (duration < 1h)
        return tenths(duration, 1min, u'm');
    return tenths(duration, 1h, u'h');
}

QString shortId(const QString &sessionId)
{
    return sessionId.left(8);
}

QLatin1String stateWord(const FollowedSession &session)
{
    if (session.liveness != Liveness::Alive && session.liveness != Liveness::Unknown)
        return wireName(session.liveness);
    if (session.session.cancelRequested)
        return wireName(Session::Stage::Cancelling);
    const QLatin1String stage = wireName(session.session.stage);
    return stage.isEmpty() ? wireName(session.session.status) : stage;
}
