// SPDX-License-Identifier: GPL-3.0-or-later
#include "statuscommand.h"

#include "document.h"
#include "sessionreading.h"
#include "statustable.h"

#include <QFileInfo>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto orphanPatience = 3s; ///< a report that is late helps nobody

} // namespace

StatusCommand::StatusCommand(CommandContext &context, StatusOptions options)
    : Command(context)
    , m_options(options)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &StatusCommand::report);
}

void StatusCommand::start()
{
    const Result<QString> here = context().stateFile();
    if (!here)
        return end(here.error());
    const Result<ServerAddress> server = context().serverAddress();
    if (!server)
        return end(server.error());
    m_report.server.server = server->url;
    m_stateFiles = m_options.all ? *context().allStateFiles() : QStringList{*here};
    if (!m_options.all) {
        m_report.project = QFileInfo(*here).path();
        m_report.stateFile = *here;
    }
    if (m_options.local) {
        m_serverAnswered = true;
        return report();
    }
    readAgain();
    lookAfterOrphans();
    askServer();
}

void StatusCommand::askServer()
{
    auto *inquiry = new ServerInquiry(context().client(), callLimit, this);
    connect(inquiry, &ServerInquiry::finished, this, [this](const ServerFacts &facts) {
        m_report.server = facts;
        m_serverAnswered = true;
        m_patience.start(orphanPatience);
        reportWhenAnswered();
    });
}

void StatusCommand::lookAfterOrphans()
{
    for (const QString &stateFile : std::as_const(m_withOrphans)) {
        auto care = std::make_unique<FollowedProject>(stateFile, context());
        care->lookAfterOrphans();
        connect(care->keeper.get(), &OrphanKeeper::idle, this, &StatusCommand::reportWhenAnswered);
        m_care.push_back(std::move(care));
    }
}

void StatusCommand::readAgain()
{
    m_report.now = QDateTime::currentDateTimeUtc();
    m_report.sessions.clear();
    m_withOrphans.clear();
    QStringList problems;
    for (const QString &stateFile : m_stateFiles) {
        SessionReading reading = readSessions(stateFile, context().processes(), context().tickets(),
                                              context().history(), m_report.now);
        const auto isOrphan = [](const FollowedSession &s) { return s.liveness == Liveness::Orphan; };
        if (!reading.closed.isEmpty() || std::ranges::any_of(reading.sessions, isOrphan))
            m_withOrphans += stateFile;
        if (!reading.problem.isEmpty())
            problems += reading.problem;
        if (m_report.sessions.isEmpty())
            m_report.sessions = std::move(reading.sessions);
        else
            m_report.sessions += std::move(reading.sessions);
    }
    m_report.stateProblem = problems.join(u' ');
}

void StatusCommand::reportWhenAnswered()
{
    const bool asking = std::ranges::any_of(m_care, [](const auto &care) { return care->keeper->isBusy(); });
    if (m_serverAnswered && !asking)
        report();
}

void StatusCommand::report()
{
    if (std::exchange(m_reported, true))
        return;
    m_patience.stop();
    readAgain();
    for (FollowedSession &session : m_report.sessions) { // what the server said of orphans meanwhile
        for (const auto &care : m_care) {
            const auto known = care->follower.sessions().find(session.session.id);
            if (known != care->follower.sessions().end())
                session.serverWord = known->second.serverWord;
        }
    }
    const bool structured = isStructured(context().format());
    const QString text = m_options.shortLine ? m_report.shortLine() + u'\n' : table();
    const Result<> printed = structured ? print(m_report.toJson(), context()) : print(text, context());
    if (!m_report.stateProblem.isEmpty())
        context().say(m_report.stateProblem);
    sayHints();
    const auto &error = m_report.server.error;
    if (error)
        context().warn(*error);
    endAfter(printed, error && !m_options.local ? exitCode(error->kind) : 0);
}

void StatusCommand::sayHints() const
{
    for (const FollowedSession &session : m_report.sessions) {
        if (session.liveness != Liveness::Orphan)
            continue;
        const QString id = shortId(session.session.id);
        const QString user = session.session.owner ? session.session.owner->user : QString();
        if (user != context().processes().self().user) {
            context().say(tr("%1: its owner is gone. Only %2 can stop it.").arg(id, user));
            continue;
        }
        if (m_report.server.error) { // then the advice could not be followed
            context().say(
                tr("%1: its owner is gone. It can be stopped when its server answers again.").arg(id));
            continue;
        }
        const bool works = session.serverWord && !session.serverWord->allZero();
        context().say(works ? tr("%1: its owner is gone, the server still works on it. Get its pictures: "
                                 "asset-generator collect %1. Or stop it: asset-generator cancel %1")
                                  .arg(id)
                            : tr("%1: its owner is gone. Stop it: asset-generator cancel %1").arg(id));
    }
}

QString StatusCommand::table() const
{
    return statusTable(m_report, m_options.local, m_options.all, context().streams().width);
}
