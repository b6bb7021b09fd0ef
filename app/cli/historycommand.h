// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

/// `history`: ended sessions, newest first, and `history show ID`.
class HistoryCommand : public Command
{
    Q_OBJECT
public:
    HistoryCommand(CommandContext &context, HistoryOptions options);
    void start() override;

private:
    void list();
    void show();
    HistoryOptions m_options;
};
