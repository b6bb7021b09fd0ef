// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collection.h"
#include "command.h"
#include "followedproject.h"

/// `collect ID`: the pictures that a lost session left on the server.
class CollectCommand : public Command
{
    Q_OBJECT
public:
    CollectCommand(CommandContext &context, CollectOptions options);
    ~CollectCommand() override;
    void start() override;

private:
    [[nodiscard]] Result<> choose();
    [[nodiscard]] Result<> chooseOrphan(const FollowedSession &session);
    void collect();
    void onDrawing(const ServerCounts &counts);
    void onSaved(const QString &path);
    void onFinished(const Result<Collection::Yield> &yield);
    [[nodiscard]] bool namesFromRoot() const;

    CollectOptions m_options;
    Collection::Order m_order;
    std::unique_ptr<TicketBox::Claim> m_claim; ///< of an orphan: nobody else closes it meanwhile
    std::unique_ptr<FollowedProject> m_project;
    std::unique_ptr<Collection> m_collection;
    int m_drawing = 0; ///< as it was said last
    int m_saved = 0;
};
