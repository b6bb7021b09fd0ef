// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// How the client's reading of one recorded message differs from what stands in it; empty where it does not.
[[nodiscard]] QString messageDifference(const QByteArray &message);
