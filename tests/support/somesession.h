// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "followedsession.h"

using namespace Qt::StringLiterals;

/// A session for tests, told in the domain's words: `SomeSession(u"fox"_s).generating(0.45).images(1, 4)`.
/// The test's noon is the time in which all is told.
class SomeSession
{
public:
    static QDateTime noon() { return {QDate(2026, 10, 10), QTime(12, 0), Qt::UTC}; }
    /// The process that looks.
    static Owner self()
    {
        return {.host = u"studio"_s, .user = u"ada"_s, .boot = u"b"_s, .ns = 1, .pid = 100, .started = 1};
    }
    static Owner process(qint64 pid)
    {
        return {.host = u"studio"_s, .user = u"ada"_s, .boot = u"b"_s, .ns = 1, .pid = pid, .started = 2};
    }
    static Owner anna()
    {
        return {.host = u"render2"_s, .user = u"anna"_s, .boot = u"c"_s, .ns = 1, .pid = 5022, .started = 3};
    }

    explicit SomeSession(const QString &id)
    {
        m_session.session.id = id;
        m_session.session.server = u"http://studio:7801"_s;
        m_session.session.owner = process(4711);
        m_session.project = u"/home/ada/cards"_s;
        startedAgo(300);
    }

    SomeSession &in(const QString &project) { return m_session.project = project, *this; }
    SomeSession &labelled(const QString &label) { return m_session.session.label = label, *this; }
    SomeSession &ownedBy(const std::optional<Owner> &owner) { return m_session.session.owner = owner, *this; }
    SomeSession &images(int done, int asked)
    {
        m_session.session.imagesDone = done;
        m_session.session.images = asked;
        return *this;
    }
    SomeSession &startedAgo(int seconds)
    {
        m_session.session.startTime = noon().addSecs(-seconds);
        m_session.session.updatedAt = noon().addSecs(-1);
        return *this;
    }
    /// With a ticket that this user may read.
    SomeSession &prompted(const QString &prompt, const QJsonObject &more = {})
    {
        Ticket ticket{.sessionId = m_session.session.id, .parameters = more};
        ticket.parameters.insert("prompt"_L1, prompt);
        m_session.ticket = std::move(ticket);
        return *this;
    }
    SomeSession &working(Session::Status status, Session::Stage stage, double progress = 0)
    {
        m_session.session.status = status;
        m_session.session.stage = stage;
        m_session.session.progress = progress;
        return *this;
    }
    SomeSession &waiting() { return working(Session::Status::Pending, Session::Stage::None); }
    SomeSession &loadingModel() { return working(Session::Status::Starting, Session::Stage::LoadingModel); }
    SomeSession &generating(double progress)
    {
        return working(Session::Status::Generating, Session::Stage::Sampling, progress);
    }
    SomeSession &askedToStop() { return m_session.session.cancelRequested = true, *this; }
    SomeSession &judged(Liveness liveness) { return m_session.liveness = liveness, *this; }
    SomeSession &leftFor(int seconds) { return m_session.remaining = std::chrono::seconds(seconds), *this; }
    SomeSession &serverSays(int imagesInWork)
    {
        m_session.serverWord = ServerCounts{.waitingGens = imagesInWork, .liveGens = imagesInWork};
        m_session.serverWordAt = noon();
        return *this;
    }
    SomeSession &ended(Outcome outcome, int secondsAgo = 0)
    {
        m_session.outcome = outcome;
        m_session.endTime = noon().addSecs(-secondsAgo);
        return *this;
    }
    SomeSession &saved(const QStringList &files) { return m_session.localPaths = files, *this; }
    SomeSession &because(const QString &message, const QString &hint = {}, const QString &serverWords = {})
    {
        m_session.error = Error{
            .kind = Error::Kind::Failed, .message = message, .hint = hint, .serverWords = serverWords};
        return *this;
    }

    operator FollowedSession() const { return m_session; } // NOLINT: reads as the session that it tells

private:
    FollowedSession m_session;
};
