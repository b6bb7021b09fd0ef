// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QFunctionPointer>
#include <QString>

/// Loads a part of the program that is only loaded when wanted (`desktop`, `history`, `demo`) and returns the
/// address of its C function `symbol`. The part stays loaded until the process ends. Looked for in
/// lib/asset-generator beside the bin folder of the running program.
[[nodiscard]] Result<QFunctionPointer> loadModule(const QString &programFolder, const QString &name,
                                                  const char *symbol);
