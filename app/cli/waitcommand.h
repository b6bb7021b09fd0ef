// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "projectsfollower.h"

#include <QSet>
#include <QTimer>

/// `wait`: returns when sessions have ended, and tells how.
class WaitCommand : public Command
{
    Q_OBJECT
public:
    WaitCommand(CommandContext &context, WaitOptions options);
    void start() override;

private:
    struct Ending {
        QString id;
        Outcome outcome;
        int made;
        int requested;
        QDateTime start;
        QDateTime end;
        std::optional<Error> error;
    };
    void warn(const QString &sentence);
    void onEnded(const FollowedSession &session);
    void onTimeout();
    void note(const Ending &ending);
    void sayOrphan(const FollowedSession &session);
    void lookAtOrphans();
    void endWhenDone();
    [[nodiscard]] static QString lineOf(const Ending &ending);
    [[nodiscard]] int exitFor() const;
    [[nodiscard]] Result<> printResult() const;

    WaitOptions m_options;
    std::unique_ptr<ProjectsFollower> m_projects;
    QSet<QString> m_awaited;
    QList<Ending> m_endings;
    QTimer m_timeout;
    QTimer m_orphans;
    QSet<QString> m_saidOrphans;
    Result<> m_printed = {};
    bool m_hasEnded = false;
};
