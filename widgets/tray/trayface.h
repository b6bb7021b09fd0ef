// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statusreport.h"

/// What the tray's icon tells: a state by shape, a number, and overall progress in steps of 5 %. The icon is
/// painted anew only when this changes.
struct TrayFace {
    StatusReport::Attention attention = StatusReport::Attention::Idle;
    int number = 0; ///< running sessions, at most 99; only where that is what it tells
    int step = 0; ///< twentieths of the overall progress; only where that is what it tells

    [[nodiscard]] static TrayFace of(const StatusReport &report);

    bool operator==(const TrayFace &) const = default;
};

/// Colours of the icon. The panel's own colour cannot be asked.
enum class TraySkin {
    Colour, ///< white on a coloured plate: reads on every panel
    ForDarkPanels, ///< light lines
    ForLightPanels ///< dark lines
};

/// The skin that fits most panels of a desktop, named as in XDG_CURRENT_DESKTOP.
[[nodiscard]] TraySkin traySkinFor(const QString &desktop);
