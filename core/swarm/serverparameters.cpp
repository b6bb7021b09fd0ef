// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverparameters.h"

#include "parameterid.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

using Type = ServerParameter::Type;

struct TypeWord {
    QLatin1String word;
    Type type;
};

constexpr std::array typeWords{
    TypeWord{"text"_L1, Type::Text},         TypeWord{"integer"_L1, Type::Integer},
    TypeWord{"decimal"_L1, Type::Decimal},   TypeWord{"boolean"_L1, Type::Boolean},
    TypeWord{"dropdown"_L1, Type::Dropdown}, TypeWord{"model"_L1, Type::Model},
    TypeWord{"list"_L1, Type::List},         TypeWord{"image"_L1, Type::File},
    TypeWord{"audio"_L1, Type::File},        TypeWord{"video"_L1, Type::File},
    TypeWord{"image_list"_L1, Type::File},   TypeWord{"audio_list"_L1, Type::File},
    TypeWord{"video_list"_L1, Type::File},
};

Type typeOf(const QString &word)
{
    const auto known = std::ranges::find(typeWords, word, &TypeWord::word);
    return known == typeWords.end() ? Type::Other : known->type;
}

QStringList textsOf(const QJsonValue &array)
{
    QStringList texts;
    for (const auto &text : array.toArray())
        texts << text.toVariant().toString();
    return texts;
}

/// Not all that stands in angle brackets: "<segment:face>" is a macro of prompts.
QString withoutLinks(QString text)
{
    static const QRegularExpression link(u"<a\\s[^<>]*>|</a>"_s);
    return text.remove(link).trimmed();
}

ServerParameter parameterFrom(const QJsonObject &entry)
{
    ServerParameter parameter{.id = entry["id"_L1].toString(),
                              .name = entry["name"_L1].toString(),
                              .type = typeOf(entry["type"_L1].toString()),
                              .typeName = entry["type"_L1].toString(),
                              .kind = entry["subtype"_L1].toString(),
                              .values = textsOf(entry["values"_L1]),
                              .valueNames = textsOf(entry["value_names"_L1]),
                              .usual
                              = entry["toggleable"_L1].toBool() ? QString() : entry["default"_L1].toString(),
                              .description = withoutLinks(entry["description"_L1].toString())};
    if (parameter.id.isEmpty())
        parameter.id = parameterId(parameter.name);
    const double least = entry["min"_L1].toDouble();
    const double most = entry["max"_L1].toDouble();
    if (least < most) // the server writes 0 and 0 where anything goes
        parameter.range = {.least = least, .most = most};
    parameter.values.removeAll(u"-----"_s); // a line between entries of the web page
    if (parameter.valueNames.size() != parameter.values.size())
        parameter.valueNames.clear();
    return parameter;
}

QStringList namesIn(const QJsonValue &models)
{
    QStringList names;
    for (const auto &model : models.toArray()) {
        const QString name = model.isArray() ? model[0].toString() : model.toString();
        if (!name.isEmpty() && name != "(None)"_L1)
            names << name;
    }
    return names;
}

} // namespace

QString rangeEnd(double number)
{
    constexpr int digits = 15;
    return QString::number(number, 'g', digits);
}

const ServerParameter *ServerParameters::find(const QString &typed) const
{
    const QString id = parameterId(typed);
    const auto found = std::ranges::find(list, id, &ServerParameter::id);
    return id.isEmpty() || found == list.end() ? nullptr : &*found;
}

ServerParameters parseParameters(const QJsonObject &reply)
{
    ServerParameters parameters;
    for (const auto &entry : reply["list"_L1].toArray()) {
        ServerParameter parameter = parameterFrom(entry.toObject());
        if (!parameter.id.isEmpty())
            parameters.list << std::move(parameter);
    }
    const QJsonObject models = reply["models"_L1].toObject();
    for (auto kind = models.begin(); kind != models.end(); ++kind)
        parameters.names[kind.key()] = namesIn(*kind);
    return parameters;
}
