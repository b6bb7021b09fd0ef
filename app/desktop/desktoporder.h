// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <map>

/// What the command line asks of the desktop:
/// `asset-generator [--hidden] [--api-url URL] [--config FILE] … [FOLDER…]`.
struct DesktopOrder {
    Q_DECLARE_TR_FUNCTIONS(DesktopOrder)
public:
    bool hidden = false; ///< the tray alone
    QStringList folders = {}; ///< absolute; not looked at yet
    QString configFile = {};
    QString apiKeyFile = {};
    std::map<QString, QString> commandLine = {}; ///< settings given as options, by their keys

    /// `arguments` begin with the program's name. An option that is not known is a Usage error.
    [[nodiscard]] static Result<DesktopOrder> parse(const QStringList &arguments,
                                                    const QString &workingFolder);
};

/// Why a folder cannot be watched; none where it can.
[[nodiscard]] std::optional<Error> folderProblem(const QString &folder);
