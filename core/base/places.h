// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>

/// The private folders of one user (product: configuration, history and tickets, live previews). Absolute
/// paths; nothing is created by naming them.
struct Places {
    QString configuration; ///< $XDG_CONFIG_HOME/asset-generator
    QString state; ///< $XDG_STATE_HOME/asset-generator
    QString runtime; ///< $XDG_RUNTIME_DIR/asset-generator; empty where the system gives none: then no
                     ///< previews, no socket
    QString home;

    [[nodiscard]] static Places of(const QProcessEnvironment &environment);
};

/// Creates the folder with its parents, itself for its owner alone (0700). False where that fails or where
/// the folder is someone else's.
[[nodiscard]] bool makePrivateFolder(const QString &path);
