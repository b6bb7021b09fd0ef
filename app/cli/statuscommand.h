// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "followedproject.h"
#include "serverinquiry.h"
#include "statusreport.h"

#include <QTimer>

#include <vector>

/// `status`: the sessions of this project (or all), the server's own word, and a look after orphans.
class StatusCommand : public Command
{
    Q_OBJECT
public:
    StatusCommand(CommandContext &context, StatusOptions options);
    void start() override;

private:
    void askServer();
    void lookAfterOrphans();
    void readAgain();
    void reportWhenAnswered();
    void report();
    [[nodiscard]] QString table() const;
    void sayHints() const;

    StatusOptions m_options;
    QStringList m_stateFiles;
    QStringList m_withOrphans; ///< those in which a dead owner's session stands, closed or not
    StatusReport m_report;
    std::vector<std::unique_ptr<FollowedProject>> m_care; ///< projects with orphans
    QTimer m_patience;
    bool m_serverAnswered = false;
    bool m_reported = false;
};
