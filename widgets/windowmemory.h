// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionspage.h"

class QSettings;

/// What a window remembers of itself from one start to the next. A plain value.
struct WindowMemory {
    QByteArray geometry = {};
    QByteArray panes = {}; ///< projects and pages
    QByteArray sessionsSplitter = {};
    QByteArray columns = {};
    DetailsPlace details = DetailsPlace::Automatic;
    bool projectsShown = true;

    [[nodiscard]] static WindowMemory from(const QSettings &settings);
    void keep(QSettings &settings) const;
};
