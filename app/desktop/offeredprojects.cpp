// SPDX-License-Identifier: GPL-3.0-or-later
#include "offeredprojects.h"

#include "liveness.h"
#include "statedocument.h"
#include "statefile.h"

#include <QFileInfo>

namespace
{

bool isLive(const Session &session, const ProcessTable &processes, const QDateTime &now)
{
    const std::chrono::milliseconds silence(session.updatedAt.msecsTo(now));
    const Liveness liveness = livenessOf(session, processes, silence, silenceRead);
    return liveness == Liveness::Alive || liveness == Liveness::Stopped;
}

} // namespace

QList<OfferedProject> offeredProjects(const QStringList &stateFiles, const QStringList &watched,
                                      const ProcessTable &processes, const QDateTime &now)
{
    QList<OfferedProject> offered;
    for (const QString &stateFile : stateFiles) {
        const QString folder = QFileInfo(stateFile).path();
        if (watched.contains(folder) || stateFile != defaultStateFile(folder))
            continue;
        const Result<QByteArray> bytes = readStateFile(stateFile);
        if (!bytes)
            continue;
        OfferedProject project{.path = folder};
        for (const auto &[id, session] : StateDocument::parse(*bytes).sessions)
            project.sessions += isLive(session, processes, now) ? 1 : 0;
        if (project.sessions > 0)
            offered << project;
    }
    return offered;
}
