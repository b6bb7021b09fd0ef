// SPDX-License-Identifier: GPL-3.0-or-later
#include "ownruns.h"

OwnRuns::OwnRuns(DesktopParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

OwnRuns::~OwnRuns() = default;

QString OwnRuns::start(const FormOrder &order, WatchedProject &project)
{
    const RunNeeds needs{.client = m_parts.clients.main(),
                         .store = project.store(),
                         .watcher = project.follower().watcher(),
                         .tickets = m_parts.tickets,
                         .previews = m_parts.previews,
                         .projects = m_parts.registry,
                         .history = *m_parts.history,
                         .owner = m_parts.self};
    const QString folder = project.folder();
    auto run = std::make_unique<GenerationRun>(needs,
                                               RunOrder{.request = order.request,
                                                        .saving = {.folder = folder},
                                                        .stateFile = project.follower().stateFile(),
                                                        .label = order.label});
    const QString id = run->session().id;
    connect(run.get(), &GenerationRun::warned, this,
            [this, folder](const Error &error) { Q_EMIT warned(folder, error); });
    connect(run.get(), &GenerationRun::finished, this,
            [this, id](const RunResult &result) { onFinished(id, result); });
    m_runs.emplace(id, std::move(run)).first->second->start();
    return id;
}

bool OwnRuns::hasAnyIn(const QString &stateFile) const
{
    for (const auto &[id, run] : m_runs) {
        if (run->stateFile() == stateFile)
            return true;
    }
    return false;
}

void OwnRuns::cancel(const QString &sessionId)
{
    if (const auto run = m_runs.find(sessionId); run != m_runs.end())
        run->second->cancel();
}

void OwnRuns::cancelAll()
{
    for (const auto &[id, run] : m_runs)
        run->cancel();
}

void OwnRuns::onFinished(const QString &sessionId, const RunResult &result)
{
    const auto run = m_runs.find(sessionId);
    run->second.release()->deleteLater(); // it is this signal's sender
    m_runs.erase(run);
    Q_EMIT ended(sessionId, result);
}
