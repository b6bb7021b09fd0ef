// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelnames.h"

#include "similarnames.h"

#include <QCoreApplication>

namespace
{
constexpr qsizetype mostSimilar = 3; // as many as fit under a field
}

QString unknownModelSentence(const QString &typed, const QStringList &names)
{
    const QString unknown = QCoreApplication::translate("ModelPicker", "No model is called “%1”.").arg(typed);
    const QStringList similar = similarNames(typed, names, mostSimilar);
    if (similar.isEmpty())
        return unknown;
    return QCoreApplication::translate("ModelPicker", "%1 Similar: %2.", "a sentence, names")
        .arg(unknown, similar.join(QCoreApplication::translate("ModelPicker", ", ")));
}
