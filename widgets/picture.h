// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

/// A finished picture, read for showing. A null image: the file cannot be shown.
struct Picture {
    QString file = {};
    QImage image = {};
};
