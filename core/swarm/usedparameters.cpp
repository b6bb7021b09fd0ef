// SPDX-License-Identifier: GPL-3.0-or-later
#include "usedparameters.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

// Of lists, in one text.
QString textOf(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items << item.toVariant().toString();
        return items.join(u',');
    }
    return value.isBool() ? QString(value.toBool() ? "true"_L1 : "false"_L1) : value.toVariant().toString();
}

bool isSameText(QString left, QString right)
{
    bool isWhole = false;
    bool isOtherWhole = false;
    const qint64 whole = left.toLongLong(&isWhole); // seeds go beyond what a double can tell apart
    const qint64 otherWhole = right.toLongLong(&isOtherWhole);
    if (isWhole && isOtherWhole)
        return whole == otherWhole;
    bool isNumber = false;
    bool isOtherNumber = false;
    const double number = left.toDouble(&isNumber);
    const double otherNumber = right.toDouble(&isOtherNumber);
    if (isNumber && isOtherNumber)
        return number == otherNumber;
    constexpr auto ending = ".safetensors"_L1;
    return left.remove(ending).compare(right.remove(ending), Qt::CaseInsensitive) == 0;
}

// The server counts the seed up from image to image, and the macros of a prompt are resolved.
bool isNeverTheSame(const QString &parameter)
{
    static const QStringList names{u"prompt"_s, u"negativeprompt"_s, u"images"_s, u"presets"_s};
    return names.contains(parameter);
}

// What tells the server itself what to do: no backend uses it, which is no news.
bool isForTheServer(const QString &parameter)
{
    static const QStringList names{
        u"donotsave"_s,    u"donotsaveintermediates"_s, u"nopreviews"_s,   u"outputintermediateimages"_s,
        u"imageformat"_s,  u"overrideoutpathformat"_s,  u"personalnote"_s, u"continueaftererrors"_s,
        u"webhooks"_s,     u"noseedincrement"_s,        u"colordepth"_s,   u"exactbackendid"_s,
        u"images"_s,       u"internalbackendtype"_s,    u"noloadmodels"_s, u"forwardrawbackenddata"_s,
        u"wildcardseed"_s, u"forwardswarmdata"_s};
    return names.contains(parameter);
}

QJsonObject expected(const GenerationRequest &request, int index)
{
    QJsonObject sent = toParameters(request);
    const bool counts = request.others["noseedincrement"_L1].toVariant().toString() != "true"_L1
        && request.others["variationseedstrength"_L1].toVariant().toDouble() == 0;
    if (request.seed && counts && index >= 0)
        sent[u"seed"_s] = *request.seed + index;
    else
        sent.remove(u"seed"_s);
    return sent;
}

} // namespace

bool isSameValue(const QJsonValue &sent, const QJsonValue &used)
{
    const QStringList left = textOf(sent).split(u',');
    const QStringList right = textOf(used).split(u',');
    return std::ranges::equal(left, right, [](const QString &one, const QString &other) {
        return isSameText(one.trimmed(), other.trimmed());
    });
}

UsedParameters usedParameters(const GenerationRequest &request, int index, const QString &metadata)
{
    const QJsonObject all = QJsonDocument::fromJson(metadata.toUtf8()).object();
    UsedParameters used{.values = all["sui_image_params"_L1].toObject()};
    const QJsonObject sent = expected(request, index);
    for (auto value = sent.begin(); value != sent.end(); ++value) {
        const QJsonValue told = used.values.value(value.key());
        if (!told.isUndefined() && !isNeverTheSame(value.key()) && !isSameValue(*value, told))
            used.differences << ParameterDifference{value.key(), textOf(*value), textOf(told)};
    }
    const QJsonObject extra = all["sui_extra_data"_L1].toObject();
    for (const QJsonValue &unused : extra["unused_parameters"_L1].toArray()) {
        const QString parameter = unused.toString();
        if (sent.contains(parameter) && !isForTheServer(parameter))
            used.differences << ParameterDifference{.parameter = parameter, .sent = textOf(sent[parameter])};
    }
    for (const QJsonValue &warning : extra["parser_warnings"_L1].toArray())
        used.warnings << warning.toString();
    return used;
}
