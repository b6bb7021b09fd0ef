// SPDX-License-Identifier: GPL-3.0-or-later
#include "parametervalue.h"

#include "jsontext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using Type = Parameter::Type;

ParameterValue refused(const Parameter &parameter, const char *what, const QString &text, const QString &why)
{
    return {.refusal = u"Invalid %1value for param %2 - '%3' - %4"_s.arg(QLatin1String(what), parameter.name,
                                                                         text, why)};
}

bool outside(const Parameter &parameter, double number)
{
    return (parameter.least != 0 || parameter.most != 0)
        && (number < parameter.least || number > parameter.most);
}

QString range(const Parameter &parameter)
{
    return u"must be between %1 and %2"_s.arg(parameter.least, 0, 'g', 15).arg(parameter.most, 0, 'g', 15);
}

ParameterValue readInteger(const Parameter &parameter, const QString &text)
{
    bool good = false;
    qint64 number = text.toLongLong(&good);
    if (!good) {
        const double decimal = text.toDouble(&good);
        good = good && decimal == std::floor(decimal);
        number = good ? qint64(decimal) : 0;
    }
    if (!good)
        return refused(parameter, "integer ", text, u"must be a valid integer (eg '0', '3', '-5', etc)"_s);
    if (outside(parameter, double(number)))
        return refused(parameter, "integer ", text, range(parameter));
    return {.meaning = number};
}

ParameterValue readDecimal(const Parameter &parameter, const QString &text)
{
    bool good = false;
    const double number = text.toDouble(&good);
    if (!good)
        return refused(parameter, "decimal ", text,
                       u"must be a valid decimal (eg '0.0', '3.5', '-5.2', etc)"_s);
    if (outside(parameter, number))
        return refused(parameter, "decimal ", text, range(parameter));
    return {.meaning = number};
}

ParameterValue readBoolean(const Parameter &parameter, const QString &text)
{
    const bool yes = text.compare("true"_L1, Qt::CaseInsensitive) == 0;
    if (!yes && text.compare("false"_L1, Qt::CaseInsensitive) != 0)
        return refused(parameter, "boolean ", text, u"must be exactly 'true' or 'false'"_s);
    return {.meaning = yes};
}

std::optional<QString> closest(const QStringList &values, const QString &text)
{
    const QString wanted = comparableName(text);
    std::optional<QString> best;
    for (const QString &value : values) {
        const QString name = comparableName(value);
        if (name == wanted)
            return value;
        if (name.contains(wanted) && (!best || value.size() < best->size()))
            best = value;
    }
    return best;
}

ParameterValue readChoice(const Parameter &parameter, const QString &text)
{
    if (const std::optional<QString> value = closest(parameter.values, text))
        return {.meaning = *value};
    return refused(parameter, "", text, "must be one of: `"_L1 + parameter.values.join("`, `"_L1) + u'`');
}

ParameterValue readList(const Parameter &parameter, const QJsonValue &sent)
{
    QStringList words;
    if (sent.isArray()) {
        for (const QJsonValue &word : sent.toArray())
            words << plainText(word);
    } else {
        words = sent.isObject() ? QStringList{plainText(sent)}
                                : plainText(sent).split(u',', Qt::SkipEmptyParts);
    }
    QJsonArray list;
    for (const QString &word : std::as_const(words)) {
        const ParameterValue one = parameter.values.isEmpty() ? ParameterValue{.meaning = word.trimmed()}
                                                              : readChoice(parameter, word);
        if (!one.refusal.isEmpty())
            return one;
        list.append(one.meaning);
    }
    return {.meaning = list};
}

ParameterValue readModel(const Parameter &parameter, const QString &text, const ModelShelf &shelf)
{
    if (const ShelfModel *model = shelf.fuzzy(parameter.kind, text))
        return {.meaning = bareName(model->name)};
    return refused(parameter, "model ", text, u"are you sure that model name is correct?"_s);
}

ParameterValue readImage(const Parameter &parameter, const QString &text)
{
    static const QRegularExpression dataUrl(u"^data:[^,]*;base64,"_s);
    static const QRegularExpression base64(u"^[A-Za-z0-9+/]+={0,2}$"_s);
    const QString content = QString(text).remove(dataUrl);
    if (content.size() < 10 || !base64.match(content).hasMatch())
        return refused(parameter, "IMAGE ", text,
                       u"must be a valid base64 string - got '%1...'"_s.arg(text.left(10)));
    return {.meaning = content, .broken = content.size() % 4 != 0};
}

} // namespace

ParameterValue readValue(const Parameter &parameter, const QJsonValue &sent, const ModelShelf &shelf)
{
    switch (parameter.type) {
    case Type::Text:
        return {.meaning = plainText(sent)};
    case Type::Integer:
        return readInteger(parameter, plainText(sent));
    case Type::Decimal:
        return readDecimal(parameter, plainText(sent));
    case Type::Boolean:
        return readBoolean(parameter, plainText(sent));
    case Type::Dropdown:
        return readChoice(parameter, plainText(sent));
    case Type::Model:
        return readModel(parameter, plainText(sent), shelf);
    case Type::List:
        return readList(parameter, sent);
    case Type::Image:
        return readImage(parameter, plainText(sent));
    }
    Q_UNREACHABLE();
}

} // namespace demo
