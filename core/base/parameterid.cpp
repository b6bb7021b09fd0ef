// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterid.h"

QString parameterId(const QString &name)
{
    QString id;
    for (const QChar letter : name.toLower()) {
        if (letter >= u'a' && letter <= u'z')
            id += letter;
    }
    return id;
}
