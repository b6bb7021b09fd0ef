// SPDX-License-Identifier: GPL-3.0-or-later
#include "workbench.h"

#include "chosenmodel.h"
#include "desktoporder.h"
#include "housekeeping.h"
#include "offeredprojects.h"
#include "picturesaver.h"
#include "terminalof.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <limits>

using namespace std::chrono_literals;

namespace
{

constexpr auto gatherChanges = 50ms;

qint64 drawnSeed()
{
    return QRandomGenerator::global()->bounded(std::numeric_limits<qint32>::max());
}

/// The same error with the hint that helps where there are no options to set.
Error cannotSave(Error error)
{
    error.hint
        = Workbench::tr("Nothing was sent to the server. Check the folder's rights, or choose another.");
    return error;
}

} // namespace

Workbench::Workbench(const Places &places, const QString &programFolder, const ServerAddress &server,
                     QObject *parent)
    : QObject(parent)
    , m_set(server)
    , m_parts(places, programFolder, server)
    , m_sessions({.self = m_parts.self,
                  .hasTerminal = [self = m_parts.self](const Owner &o) { return ::hasTerminal(o, self); }})
    , m_projects(m_sessions)
    , m_board(m_parts, m_sessions, m_projects)
    , m_runs(m_parts)
    , m_canceller(m_runs, m_board)
    , m_server(m_parts.clients)
{
    tidyPrivateFolders(m_parts.tickets, m_parts.previews, m_parts.registry);
    m_tell.setSingleShot(true);
    m_tell.setInterval(gatherChanges);
    connect(&m_tell, &QTimer::timeout, this, &Workbench::tell);
    const auto tellSoon = [this] {
        if (!m_tell.isActive())
            m_tell.start();
    };
    connect(&m_board, &SessionBoard::changed, this, tellSoon);
    connect(&m_sessions, &SessionModel::countsChanged, this, tellSoon);
    connect(&m_server, &ServerWatch::factsChanged, this, tellSoon);
    connect(
        &m_runs, &OwnRuns::ended, this,
        [this] { m_board.dropUnwatched([this](const QString &file) { return m_runs.hasAnyIn(file); }); },
        Qt::QueuedConnection); // not while one of its objects is telling something
}

Result<QString> Workbench::generate(FormOrder order)
{
    if (order.project.isEmpty())
        return Error{.kind = Error::Kind::Usage,
                     .message = tr("No project folder is chosen."),
                     .hint = tr("Add one first: pictures and the record of the session go there.")};
    if (std::optional<Error> problem = folderProblem(order.project))
        return *std::move(problem);
    const Result<QString> model = chosenModel(order.request.model, m_server.models());
    if (!model) {
        if (m_server.models().isEmpty())
            m_server.check(); // so that trying again helps
        return model.error();
    }
    if (const Result<> ready = prepareFolder({.folder = order.project}); !ready)
        return cannotSave(ready.error());
    order.request.model = *model;
    if (!order.request.seed)
        order.request.seed = drawnSeed(); // known from the start, so that history and file names have it
    m_board.watch(order.project);
    WatchedProject *project = m_board.project(QFileInfo(order.project).canonicalFilePath());
    return m_runs.start(order, *project);
}

void Workbench::useServer(const QUrl &url)
{
    setServer({.url = url});
}

void Workbench::useSetServer()
{
    setServer(m_set);
}

void Workbench::setServer(const ServerAddress &server)
{
    if (server.url == m_parts.clients.main().address().url)
        return;
    m_parts.clients.setMain(server);
    m_server.startAnew();
}

void Workbench::unwatch(const QString &folder)
{
    m_board.unwatch(folder);
    m_board.dropUnwatched([this](const QString &file) { return m_runs.hasAnyIn(file); });
    lookForOffers();
}

void Workbench::lookForOffers()
{
    m_projects.setOffered(offeredProjects(m_parts.registry.stateFiles(), m_board.watched(), m_parts.processes,
                                          QDateTime::currentDateTimeUtc()));
}

void Workbench::lookAtAll()
{
    m_board.checkAll();
    lookForOffers();
    m_server.check();
}

QList<FollowedSession> Workbench::problems() const
{
    QList<FollowedSession> found;
    for (int row = 0; row < m_sessions.rowCount(); ++row) {
        const QVariant value = m_sessions.data(m_sessions.index(row, 0), SessionModel::SessionRole);
        const auto session = value.value<FollowedSession>();
        if (session.outcome && isProblem(*session.outcome))
            found << session;
    }
    return found;
}

StatusReport Workbench::report() const
{
    StatusReport report{
        .sessions = m_board.live(), .server = m_server.facts(), .now = QDateTime::currentDateTimeUtc()};
    const QList<FollowedSession> ended = problems();
    report.unseenProblems = static_cast<int>(ended.size());
    const bool isOneProject = !ended.isEmpty()
        && std::ranges::all_of(ended, [&](const auto &s) { return s.project == ended.first().project; });
    if (isOneProject)
        report.problemProject = m_projects.nameOf(ended.first().project);
    return report;
}

QString Workbench::newest() const
{
    FollowedSession best;
    const auto isBetter = [&best](const FollowedSession &session) {
        const bool isProblem = SessionFace::of(session).rank == SortRank::Attention;
        const bool bestIsProblem
            = !best.session.id.isEmpty() && SessionFace::of(best).rank == SortRank::Attention;
        return best.session.id.isEmpty() || (isProblem && !bestIsProblem)
            || (isProblem == bestIsProblem && session.session.startTime > best.session.startTime);
    };
    for (const FollowedSession &session : problems() + m_board.live()) {
        if (isBetter(session))
            best = session;
    }
    return best.session.id;
}

void Workbench::tell()
{
    const StatusReport now = report();
    m_server.setSessionsLive(!now.sessions.isEmpty());
    Q_EMIT reportChanged(now);
}
