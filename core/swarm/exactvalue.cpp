// SPDX-License-Identifier: GPL-3.0-or-later
#include "exactvalue.h"

#include "namematch.h"
#include "similarnames.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExactValue)
};

using Type = ServerParameter::Type;

constexpr qsizetype mostListed = 12; // some choices have hundreds of values

Error usage(const QString &message, const QString &hint)
{
    return {.kind = Error::Kind::Usage, .message = message, .hint = hint};
}

Error notInRange(const ServerParameter &parameter, const QString &typed)
{
    const bool whole = parameter.type == Type::Integer;
    const QString fits = parameter.range
        ? Text::tr("from %1 to %2").arg(rangeEnd(parameter.range->least), rangeEnd(parameter.range->most))
        : QString();
    const QString what = whole ? Text::tr("a whole number %1").arg(fits) : Text::tr("a number %1").arg(fits);
    return usage(Text::tr("%1 is “%2”, but must be %3.").arg(parameter.id, typed, what.trimmed()),
                 Text::tr("Choose another value."));
}

bool fits(const ServerParameter &parameter, double number)
{
    return std::isfinite(number)
        && (!parameter.range || (number >= parameter.range->least && number <= parameter.range->most));
}

Result<QJsonValue> exactInteger(const ServerParameter &parameter, const QString &typed)
{
    bool ok = false;
    qint64 number = typed.toLongLong(&ok);
    if (!ok) { // other programs write 20 as 20.0
        const double decimal = typed.toDouble(&ok);
        ok = ok && std::abs(decimal) < 9e15 && std::trunc(decimal) == decimal;
        number = ok ? qint64(decimal) : 0;
    }
    if (!ok || !fits(parameter, double(number)))
        return notInRange(parameter, typed);
    return QJsonValue(number);
}

Result<QJsonValue> exactDecimal(const ServerParameter &parameter, const QString &typed)
{
    bool ok = false;
    const double number = typed.toDouble(&ok);
    if (!ok || !fits(parameter, number))
        return notInRange(parameter, typed);
    return QJsonValue(number);
}

Result<QJsonValue> exactBoolean(const ServerParameter &parameter, const QString &typed)
{
    const QString word = typed.toLower();
    if (QStringList{u"true"_s, u"yes"_s, u"on"_s, u"1"_s}.contains(word))
        return QJsonValue(true);
    if (QStringList{u"false"_s, u"no"_s, u"off"_s, u"0"_s}.contains(word))
        return QJsonValue(false);
    return usage(Text::tr("%1 is “%2”, but must be true or false.").arg(parameter.id, typed),
                 Text::tr("Choose one of the two."));
}

// As the server compares values.
QString comparable(const QString &value)
{
    static const QRegularExpression dropped(u"[ \\[\\]]"_s);
    return withoutModelEnding(value).toLower().remove(dropped);
}

QString shownAs(const ServerParameter &parameter, qsizetype i)
{
    return parameter.valueNames.value(i);
}

Error unknownChoice(const ServerParameter &parameter, const QString &typed)
{
    const bool few = parameter.values.size() <= mostListed;
    const QStringList near = few ? parameter.values : similarNames(typed, parameter.values, mostListed);
    Error error
        = usage(Text::tr("%1 has no value “%2”.").arg(parameter.id, typed),
                few                  ? Text::tr("It takes %1.").arg(alternatives(near))
                    : near.isEmpty() ? Text::tr("It takes %1 others, such as %2.")
                                           .arg(parameter.values.size())
                                           .arg(parameter.values.mid(0, 5).join(", "_L1))
                                     : Text::tr("Did you mean %1?").arg(alternatives(near.mid(0, 5))));
    error.details = {{u"matches"_s, QJsonArray::fromStringList(near)}};
    return error;
}

Error ambiguousChoice(const ServerParameter &parameter, const QString &typed, const QStringList &fitting)
{
    Error error = usage(Text::tr("Several values of %1 fit “%2”.").arg(parameter.id, typed),
                        Text::tr("Choose %1.").arg(alternatives(fitting.mid(0, mostListed))));
    error.details = {{u"matches"_s, QJsonArray::fromStringList(fitting)}};
    return error;
}

// The value, or how it is shown; else the only one that contains what was typed, or the one that all of those
// begin with: "euler_a" is euler_ancestral, whatever longer names there are.
Result<QJsonValue> exactChoice(const ServerParameter &parameter, const QString &typed)
{
    if (parameter.values.isEmpty())
        return QJsonValue(typed);
    const QString wanted = comparable(typed);
    QStringList fitting;
    for (qsizetype i = 0; i < parameter.values.size(); ++i) {
        const QString &value = parameter.values.at(i);
        const QString shown = comparable(shownAs(parameter, i));
        if (comparable(value) == wanted || (!wanted.isEmpty() && shown == wanted))
            return QJsonValue(value);
        if (!wanted.isEmpty() && (comparable(value).contains(wanted) || shown.contains(wanted)))
            fitting << value;
    }
    if (fitting.isEmpty())
        return unknownChoice(parameter, typed);
    const QString shortest = *std::ranges::min_element(fitting, {}, &QString::size);
    if (std::ranges::all_of(fitting, [&](const QString &value) { return value.startsWith(shortest); }))
        return QJsonValue(shortest);
    return ambiguousChoice(parameter, typed, fitting);
}

// Values besides the names of files stand for themselves: "None", "Automatic", "(Use Base)".
Result<QJsonValue> exactModel(const ServerParameter &parameter, const QString &typed,
                              const ServerParameters &all)
{
    const auto names = all.names.find(parameter.kind);
    const auto special = std::ranges::find_if(parameter.values, [&](const QString &value) {
        return value.compare(typed, Qt::CaseInsensitive) == 0;
    });
    if (special != parameter.values.end())
        return QJsonValue(*special);
    const QStringList &known = names == all.names.end() ? parameter.values : names->second;
    const Result<QString> name = exactName(known, typed, parameter.kind);
    if (!name)
        return name.error();
    constexpr auto ending = ".safetensors"_L1; // the only one that the server leaves out itself
    return QJsonValue(name->endsWith(ending) ? name->chopped(ending.size()) : *name);
}

QStringList itemsOf(const QJsonValue &typed)
{
    QStringList items;
    if (!typed.isArray())
        return typed.toVariant().toString().split(u',', Qt::SkipEmptyParts);
    for (const auto &item : typed.toArray())
        items << item.toVariant().toString();
    return items;
}

Result<QJsonValue> exactList(const ServerParameter &parameter, const QJsonValue &typed,
                             const ServerParameters &all)
{
    QJsonArray list;
    for (const QString &item : itemsOf(typed)) {
        Result<QJsonValue> value = QJsonValue(item.trimmed());
        if (!parameter.kind.isEmpty())
            value = exactModel(parameter, item.trimmed(), all);
        else if (parameter.range)
            value = exactDecimal(parameter, item.trimmed());
        else if (!parameter.values.isEmpty())
            value = exactChoice(parameter, item.trimmed());
        if (!value)
            return value.error();
        list << value->toVariant().toString();
    }
    return QJsonValue(list);
}

} // namespace

Result<QJsonValue> exactValue(const ServerParameter &parameter, const QJsonValue &typed,
                              const ServerParameters &all)
{
    const QString text = typed.toVariant().toString().trimmed();
    switch (parameter.type) {
    case Type::Integer:
        return exactInteger(parameter, text);
    case Type::Decimal:
        return exactDecimal(parameter, text);
    case Type::Boolean:
        return exactBoolean(parameter, text);
    case Type::Dropdown:
        return exactChoice(parameter, text);
    case Type::Model:
        return exactModel(parameter, text, all);
    case Type::List:
        return exactList(parameter, typed, all);
    case Type::Text:
    case Type::File:
    case Type::Other:
        return typed;
    }
    Q_UNREACHABLE();
}
