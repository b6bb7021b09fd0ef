// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionface.h"

#include <QColor>
#include <QPalette>

/// The colour of a role on this palette's base: readable (4.5 : 1) on light and dark, the text colour in high
/// contrast, where icon and word carry the meaning.
[[nodiscard]] QColor roleColour(ColourRole role, const QPalette &palette);

/// This palette with hints that can be read: some desktops leave black ones on their dark colours.
[[nodiscard]] QPalette withReadableHints(const QPalette &palette);
/// Chosen by the luminance of the base.
[[nodiscard]] bool isDark(const QPalette &palette);
/// Black on white or the reverse: nothing is told by colour then.
[[nodiscard]] bool isHighContrast(const QPalette &palette);
/// `share` of `ink` over `base`, 0..1.
[[nodiscard]] QColor mixed(const QColor &base, const QColor &ink, qreal share);
/// WCAG contrast, 1..21.
[[nodiscard]] qreal contrast(const QColor &one, const QColor &other);
