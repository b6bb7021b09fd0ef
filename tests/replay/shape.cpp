// SPDX-License-Identifier: GPL-3.0-or-later
#include "shape.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

bool isMap(const QString &path)
{
    static const QStringList maps{u".models"_s,
                                  u".model_classes"_s,
                                  u".model_compat_classes"_s,
                                  u".starred_models"_s,
                                  u".model_preset_links"_s,
                                  u".settings"_s,
                                  u".gpus"_s};
    return maps.contains(path);
}

bool mayBeNull(const QJsonValue &value)
{
    return value.isNull() || value.isString() || value.isArray() || value.isObject();
}

QJsonArray valuesOf(const QJsonObject &map)
{
    QJsonArray values;
    for (const QJsonValue &value : map)
        values.append(value);
    return values;
}

// The difference to that element of `others` which is most like it; none where one has the same shape.
QString difference(const QJsonValue &element, const QJsonArray &others, bool isRecorded, const QString &path)
{
    QString first;
    for (const QJsonValue &other : others) {
        const QString found
            = isRecorded ? shapeDifference(element, other, path) : shapeDifference(other, element, path);
        if (found.isEmpty())
            return {};
        if (first.isEmpty())
            first = found;
    }
    return first;
}

QString listDifference(const QJsonArray &recorded, const QJsonArray &here, const QString &path)
{
    if (recorded.isEmpty() || here.isEmpty())
        return {};
    for (const QJsonValue &one : recorded) {
        if (const QString found = difference(one, here, true, path); !found.isEmpty())
            return found;
    }
    for (const QJsonValue &one : here) {
        if (const QString found = difference(one, recorded, false, path); !found.isEmpty())
            return found;
    }
    return {};
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
        const QString found = shapeDifference(recorded[key], here[key], path + u'.' + key);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

QJsonDocument documentIn(const QJsonValue &text)
{
    const QString trimmed = text.toString().trimmed();
    return trimmed.startsWith(u'{') ? QJsonDocument::fromJson(trimmed.toUtf8()) : QJsonDocument();
}

QString textDifference(const QJsonValue &recorded, const QJsonValue &here, const QString &path)
{
    const QJsonDocument one = documentIn(recorded);
    if (!one.isObject())
        return {};
    const QJsonDocument other = documentIn(here);
    return other.isObject() ? shapeDifference(one.object(), other.object(), path + u':')
                            : path + " is no JSON inside"_L1;
}

} // namespace

QString shapeDifference(const QJsonValue &recorded, const QJsonValue &here, const QString &path)
{
    if (recorded.isNull() || here.isNull())
        return mayBeNull(recorded) && mayBeNull(here) ? QString() : path + " is null on one side"_L1;
    if (recorded.type() != here.type())
        return path + " is of another type"_L1;
    if (recorded.isString())
        return textDifference(recorded, here, path);
    if (recorded.isArray())
        return listDifference(recorded.toArray(), here.toArray(), path + "[]"_L1);
    if (!recorded.isObject())
        return {};
    if (isMap(path))
        return listDifference(valuesOf(recorded.toObject()), valuesOf(here.toObject()), path + "{}"_L1);
    return objectDifference(recorded.toObject(), here.toObject(), path);
}
