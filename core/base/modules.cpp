// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibrary>

using namespace Qt::StringLiterals;

Result<QFunctionPointer> loadModule(const QString &programFolder, const QString &name, const char *symbol)
{
    QLibrary library(QDir::cleanPath(programFolder + "/../lib/asset-generator/"_L1 + name));
    library.setLoadHints(QLibrary::PreventUnloadHint);
    if (QFunctionPointer found = library.resolve(symbol))
        return found;
    return Error{.kind = Error::Kind::Internal,
                 .message = QCoreApplication::translate("Modules",
                                                        "The part “%1” of the program cannot be loaded: %2.")
                                .arg(name, library.errorString()),
                 .hint = QCoreApplication::translate("Modules", "Install or build Asset Generator again.")};
}
