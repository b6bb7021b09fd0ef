// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverfacts.h"

/// The exact name of the model to be used: the server would silently take the nearest. What is typed must be
/// one of `models`; nothing typed means the loaded one, or the only one. Where the list is not known the
/// server has the word about a name, and nothing typed is an error: no server generates without a model.
[[nodiscard]] Result<QString> chosenModel(const QString &typed, const QList<ServerModel> &models);
