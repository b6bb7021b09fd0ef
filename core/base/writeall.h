// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Writes all of it, also where a signal interrupts. False with the reason in errno.
[[nodiscard]] bool writeAll(int descriptor, const QByteArray &bytes);
