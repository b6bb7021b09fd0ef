// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayface.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

TrayFace TrayFace::of(const StatusReport &report)
{
    TrayFace face{.attention = report.attention()};
    if (face.attention != StatusReport::Attention::Running)
        return face;
    face.number = std::clamp(report.running(), 1, 99);
    // Down, not to the nearest: a full frame means that all is done.
    face.step = std::clamp(static_cast<int>(std::floor(report.overallProgress() * 20 + 1e-9)), 0, 20);
    return face;
}

TraySkin traySkinFor(const QString &desktop)
{
    // GNOME's bar is dark in every theme; elsewhere light windows go with dark panels and the other way
    // round.
    const QStringList names = desktop.split(u':');
    return names.contains("GNOME"_L1, Qt::CaseInsensitive) ? TraySkin::ForDarkPanels : TraySkin::Colour;
}
