// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

/// The name of a model without the ending of its file; other points stay.
[[nodiscard]] QString withoutModelEnding(const QString &name);

/// The names nearest to a mistyped one, best first, at most so many: case, folders and endings do not count.
/// A name that holds the other comes first; one that begins alike is as near as its beginning.
[[nodiscard]] QStringList similarNames(const QString &typed, const QStringList &names, qsizetype most);

/// The one that a slip of the fingers made of it: one letter in three, and no more than
/// three; empty where none is that near.
[[nodiscard]] QString likelyMeant(const QString &typed, const QStringList &words);
