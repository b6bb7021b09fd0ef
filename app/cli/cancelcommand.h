// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "followedproject.h"
#include "sessionlookup.h"

/// `cancel`: stops exactly the sessions that were named, whoever runs them.
class CancelCommand : public Command
{
    Q_OBJECT
public:
    CancelCommand(CommandContext &context, CancelOptions options);
    void start() override;

private:
    [[nodiscard]] Result<QList<NamedSession>> chosen() const;
    void wish(const NamedSession &session);
    void onReply(const CancelReply &reply);
    void tell(const CancelReply &reply) const;
    void report();

    CancelOptions m_options;
    std::map<QString, std::unique_ptr<FollowedProject>> m_projects; ///< by state file
    QList<CancelReply> m_replies;
    qsizetype m_wishes = 0;
};
