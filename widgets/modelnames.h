// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// The names nearest to a mistyped one, best first, at most three: folders and endings do not count.
[[nodiscard]] QStringList similarNames(const QString &typed, const QStringList &names);

/// "No model is called “dremshaper”. Similar: dreamshaper_xl, dreamshaper_8."
[[nodiscard]] QString unknownModelSentence(const QString &typed, const QStringList &names);
