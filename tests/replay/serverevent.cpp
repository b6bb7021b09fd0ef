// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverevent.h"

#include "recordedanswer.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace
{

using Kind = ServerEvent::Kind;

bool speaksOf(const QString &text, const QString &pattern)
{
    return QRegularExpression(u"\\b(?:%1)\\b"_s.arg(pattern), QRegularExpression::CaseInsensitiveOption)
        .match(text)
        .hasMatch();
}

std::optional<ServerEvent> backendEvent(const Transcript::Note &note)
{
    if (speaksOf(note.text, u"killed|dies|died|dead|gone|stops|stopped|cut|down|no longer answers"_s))
        return ServerEvent{.at = note.at, .kind = Kind::BackendGone};
    if (speaksOf(note.text, u"answers|started|back|up"_s))
        return ServerEvent{.at = note.at, .kind = Kind::BackendBack};
    return std::nullopt;
}

std::optional<ServerEvent> eventIn(const Transcript::Note &note)
{
    if (note.text.contains(u'{'))
        return std::nullopt; // tells of a request or of work
    if (speaksOf(note.text, u"backends?"_s))
        return backendEvent(note);
    const bool isServer = speaksOf(note.text, u"server|process|SIGTERM|SIGKILL|SIGINT"_s);
    const bool isRestart = speaksOf(
        note.text, u"restarts?|restarted|started again|started with|started without|and started"_s);
    const bool isStop
        = speaksOf(note.text, u"stops?|stopped|kill|killed|SIGTERM|SIGKILL|SIGINT|shuts? down"_s);
    if (!isServer || (!isStop && !isRestart))
        return std::nullopt;
    const bool persists
        = !note.text.contains("--no_persist"_L1) || note.text.contains("without --no_persist"_L1);
    return ServerEvent{.at = note.at, .kind = isRestart ? Kind::Restart : Kind::Stop, .persists = persists};
}

QList<ServerEvent> notedEvents(const Transcript &transcript)
{
    QList<ServerEvent> events;
    for (const Transcript::Note &note : transcript.notes) {
        if (const auto event = eventIn(note))
            events << *event;
    }
    return events;
}

bool isBetween(const QList<ServerEvent> &events, int from, int to)
{
    return std::ranges::any_of(events, [&](const ServerEvent &event) {
        return (event.kind == Kind::Restart || event.kind == Kind::Stop) && event.at >= from
            && event.at <= to;
    });
}

// Each run of a server has an id of its own.
void addRestarts(QList<ServerEvent> &events, const Transcript &transcript)
{
    QString last;
    int lastAt = 0;
    for (const Transcript::Http &call : transcript.calls) {
        const QString id = RecordedAnswer(call).object["server_id"_L1].toString();
        if (id.isEmpty())
            continue;
        if (!last.isEmpty() && id != last && !isBetween(events, lastAt, call.sentAt))
            events.append({.at = call.sentAt, .kind = Kind::Restart});
        last = id;
        lastAt = call.sentAt;
    }
}

/// What was told of the backends as a whole, by time: "running", "errored", …
std::multimap<int, QString> backendStates(const Transcript &transcript)
{
    std::multimap<int, QString> states;
    const auto add = [&states](int at, const QJsonObject &message) {
        const QString state = message["backend_status"_L1]["status"_L1].toString();
        if (!state.isEmpty())
            states.emplace(at, state);
    };
    for (const Transcript::Http &call : transcript.calls)
        add(call.sentAt, RecordedAnswer(call).object);
    for (const Transcript::Socket &socket : transcript.sockets) {
        for (const Transcript::Frame &message : socket.messages())
            add(message.at, QJsonDocument::fromJson(message.payload).object());
    }
    return states;
}

// What a backend is while nothing answers at its address.
bool isDown(const QString &state)
{
    return state == "errored"_L1 || state == "idle"_L1 || state == "loading"_L1 || state == "some_loading"_L1
        || state == "unknown"_L1;
}

void addBackendChanges(QList<ServerEvent> &events, const Transcript &transcript)
{
    const QList<ServerEvent> noted = events;
    bool isAway = beginsWithoutBackend(transcript);
    int seen = 0;
    for (const auto &[at, state] : backendStates(transcript)) {
        for (const ServerEvent &event : noted) {
            const bool isBackend = event.kind == Kind::BackendGone || event.kind == Kind::BackendBack;
            if (isBackend && event.at >= seen && event.at <= at)
                isAway = event.kind == Kind::BackendGone;
        }
        seen = at;
        if (isAway == isDown(state) || state == "all_disabled"_L1 || state == "empty"_L1)
            continue;
        isAway = isDown(state);
        events.append({.at = at, .kind = isAway ? Kind::BackendGone : Kind::BackendBack});
    }
}

} // namespace

bool beginsWithoutBackend(const Transcript &transcript)
{
    const auto states = backendStates(transcript);
    return !states.empty() && isDown(states.begin()->second);
}

QList<ServerEvent> serverEvents(const Transcript &transcript)
{
    QList<ServerEvent> events = notedEvents(transcript);
    addRestarts(events, transcript);
    addBackendChanges(events, transcript);
    std::ranges::stable_sort(events, {}, &ServerEvent::at);
    return events;
}
