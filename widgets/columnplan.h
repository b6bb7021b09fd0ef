// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionmodel.h"

#include <array>
#include <bitset>

/// Which columns of the session table are shown: those that the user wants and that leave the Session column
/// its room. A plain value.
struct ColumnPlan {
    using Shown = std::bitset<SessionModel::ColumnCount>;

    std::array<int, SessionModel::ColumnCount> widths = {}; ///< logical pixels; Session's is not looked at
    Shown wanted = byDefault(); ///< by the user
    bool allProjects = true; ///< else the Project column says nothing
    bool narrow = false; ///< only State, Session, Progress and Time left

    /// The columns that fit into `width`: while Session would be too small, the next one gives way.
    [[nodiscard]] Shown fitting(int width) const;
    /// With all gone that may go.
    [[nodiscard]] int smallestTable() const;
    [[nodiscard]] int smallestSession() const { return narrow ? 140 : 200; }

    [[nodiscard]] static Shown byDefault();
    /// State and Session cannot be switched off.
    [[nodiscard]] static bool isFixed(int column);
    [[nodiscard]] static int startWidth(int column, bool narrow);
};
