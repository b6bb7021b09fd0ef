// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionface.h"

#include <QIcon>
#include <QPalette>
#include <QPixmap>

/// Our own drawings (resources/icons), recoloured from the palette. `name` is the file's without its ending:
/// "state-orphan", "action-folder", "server-off".
[[nodiscard]] QString glyphName(Glyph glyph);

/// The file's bytes with its one colour replaced; drawings with colours of their own stay as they are.
[[nodiscard]] QByteArray recoloured(const QString &name, const QColor &colour);

/// `size` is in logical pixels; the pixmap is kept in the pixmap cache. Arrow glyphs are mirrored where
/// `direction` is right to left.
[[nodiscard]] QPixmap glyphPixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio,
                                  Qt::LayoutDirection direction = Qt::LeftToRight);

/// For menus, tool bars and lists: text colour, muted when disabled, highlighted text when selected. To be
/// made anew when the palette changes.
[[nodiscard]] QIcon glyphIcon(const QString &name, const QPalette &palette);
/// The same in the colour of a role.
[[nodiscard]] QIcon glyphIcon(const QString &name, ColourRole role, const QPalette &palette);

/// The program's icon, small drawing at small sizes.
[[nodiscard]] QIcon applicationIcon();
