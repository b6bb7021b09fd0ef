// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingstable.h"

#include "settings.h"
#include "table.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace
{

QString originOf(const SettingKey &key, const Settings &settings)
{
    const QString origin = settings.originOf(QString(key.name));
    return origin.isEmpty() ? u"default"_s : origin;
}

QJsonValue typed(const SettingKey &key, const QString &value)
{
    using enum SettingKey::Kind;
    if (key.kind == WholeNumber)
        return value.toLongLong();
    if (key.kind == Number || key.kind == Numbers)
        return value.toDouble();
    if (key.kind == Flag)
        return value == "true"_L1;
    return key.shown(value);
}

QJsonValue valueOf(const SettingKey &key, const Settings &settings)
{
    const QString name(key.name);
    if (key.isList() && settings.value(name)) {
        QJsonArray items;
        for (const QString &item : settings.list(name))
            items += typed(key, item);
        return items;
    }
    const QString value = settings.value(name).value_or(QString(key.fallback));
    return value.isEmpty() ? QJsonValue() : typed(key, value);
}

} // namespace

QString shownValue(const SettingKey &key, const Settings &settings)
{
    return key.shown(settings.value(QString(key.name)).value_or(QString(key.fallback)));
}

QJsonObject toJson(const SettingKey &key, const Settings &settings)
{
    return {{"key"_L1, QString(key.name)},
            {"value"_L1, valueOf(key, settings)},
            {"origin"_L1, originOf(key, settings)},
            {"secret"_L1, key.isSecret()}};
}

QString settingsTable(const Settings &settings, int width)
{
    Table table({{u"KEY"_s}, {u"VALUE"_s}, {u"ORIGIN"_s}});
    for (const SettingKey &key : settingKeys()) {
        const QString value = shownValue(key, settings);
        table.add({QString(key.name), value.isEmpty() ? u"-"_s : value, originOf(key, settings)});
    }
    return table.text(width);
}
