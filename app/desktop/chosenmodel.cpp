// SPDX-License-Identifier: GPL-3.0-or-later
#include "chosenmodel.h"

#include "modelinquiry.h"

#include <QCoreApplication>

#include <algorithm>

Result<QString> chosenModel(const QString &typed, const QList<ServerModel> &models)
{
    const bool isTyped = !typed.trimmed().isEmpty();
    if (models.isEmpty() && !isTyped)
        return Error{.kind = Error::Kind::Usage,
                     .message = QCoreApplication::translate("ChosenModel", "The models are not known yet."),
                     .hint = QCoreApplication::translate("ChosenModel", "Type a name or try again.")};
    if (models.isEmpty())
        return typed;
    if (isTyped) {
        const Result<ServerModel> found = findModel(models, typed);
        return found ? Result<QString>(found->name) : found.error();
    }
    const auto loaded = std::ranges::find_if(models, &ServerModel::loaded);
    if (loaded != models.end())
        return loaded->name;
    if (models.size() == 1)
        return models.first().name;
    return Error{.kind = Error::Kind::Usage,
                 .message = QCoreApplication::translate(
                     "ChosenModel", "No model is chosen, and none is loaded on the server."),
                 .hint = QCoreApplication::translate("ChosenModel", "Choose one from the list.")};
}
