// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QStringList>

/// The one of the server's names (with folder and extension) that a user means, who may leave out both and
/// need not mind case: the server itself would silently take the shortest that contains what it is given.
/// Else ModelNotFound with up to 5 similar ones, or Usage where several fit; details: {"matches": […]}.
/// `kind` as the server calls it ("LoRA"); empty or "Stable-Diffusion": a model.
[[nodiscard]] Result<QString> exactName(const QStringList &names, const QString &typed,
                                        const QString &kind = {});

/// "a, b or c"
[[nodiscard]] QString alternatives(const QStringList &names);
