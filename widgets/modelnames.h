// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// "No model is called “dremshaper”. Similar: dreamshaper_xl, dreamshaper_8."
[[nodiscard]] QString unknownModelSentence(const QString &typed, const QStringList &names);
