// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statusreport.h"

#include <QCoreApplication>

/// What the tray's menu says of sessions. Texts are short and begin with the figure, so that the menu keeps
/// its width.
class TrayLines
{
    Q_DECLARE_TR_FUNCTIONS(TrayLines)
public:
    static constexpr int longest = 48; ///< characters of a line

    /// "1 session is running, 45 %"
    [[nodiscard]] static QString headline(const StatusReport &report);
    /// " 45 %  a red fox in deep s… – cards"
    [[nodiscard]] static QString line(const FollowedSession &session);
    /// "! 1 session failed in cards"; empty where none failed.
    [[nodiscard]] static QString problems(const StatusReport &report);
    /// The default order of lists: problems first, then what works, then what waits; each newest first.
    [[nodiscard]] static QList<FollowedSession> inOrder(QList<FollowedSession> sessions);
};
