// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "filesessionstore.h"
#include "sessionlookup.h"

/// `cancel`: stops exactly the sessions that were named, whoever runs them.
class CancelCommand : public Command
{
    Q_OBJECT
public:
    CancelCommand(CommandContext &context, CancelOptions options);
    ~CancelCommand() override;
    void start() override;

private:
    struct Project;
    [[nodiscard]] Result<QList<NamedSession>> chosen() const;
    void wish(const NamedSession &session);
    void onReply(const CancelReply &reply);
    void tell(const CancelReply &reply) const;
    void report();

    CancelOptions m_options;
    std::map<QString, std::unique_ptr<Project>> m_projects; ///< by state file
    QList<CancelReply> m_replies;
    qsizetype m_wishes = 0;
};
