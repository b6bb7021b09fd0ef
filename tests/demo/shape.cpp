// SPDX-License-Identifier: GPL-3.0-or-later
#include "shape.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace
{

bool isMap(const QString &path)
{
    static const QStringList maps{u".models"_s, u".model_classes"_s, u".model_compat_classes"_s,
                                  u".starred_models"_s};
    return maps.contains(path);
}

bool mayBeNull(const QJsonValue &value)
{
    return value.isNull() || value.isString() || value.isArray() || value.isObject();
}

QString objectDifference(const QJsonObject &recorded, const QJsonObject &here, const QString &path)
{
    for (const QString &key : recorded.keys()) {
        if (!here.contains(key))
            return path + u'.' + key + " is missing"_L1;
    }
    for (const QString &key : here.keys()) {
        if (!recorded.contains(key))
            return path + u'.' + key + " was not recorded"_L1;
        const QString difference = shapeDifference(recorded[key], here[key], path + u'.' + key);
        if (!difference.isEmpty())
            return difference;
    }
    return {};
}

} // namespace

QString shapeDifference(const QJsonValue &recorded, const QJsonValue &here, const QString &path)
{
    if (recorded.isNull() || here.isNull())
        return mayBeNull(recorded) && mayBeNull(here) ? QString() : path + " is null on one side"_L1;
    if (recorded.type() != here.type())
        return path + " is of another type"_L1;
    if (recorded.isArray()) {
        const QJsonArray one = recorded.toArray();
        const QJsonArray other = here.toArray();
        return one.isEmpty() || other.isEmpty() ? QString()
                                                : shapeDifference(one[0], other[0], path + "[0]"_L1);
    }
    if (!recorded.isObject())
        return {};
    const QJsonObject one = recorded.toObject();
    const QJsonObject other = here.toObject();
    if (!isMap(path))
        return objectDifference(one, other, path);
    return one.isEmpty() || other.isEmpty() ? QString()
                                            : shapeDifference(*one.begin(), *other.begin(), path + "{}"_L1);
}
