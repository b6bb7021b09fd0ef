// SPDX-License-Identifier: GPL-3.0-or-later
#include "exactrequest.h"

#include "exactvalue.h"
#include "namematch.h"
#include "parameterid.h"
#include "similarnames.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ExactRequest)
};

constexpr qsizetype mostSimilar = 5;

Error unknownParameter(const QString &typed, const ServerParameters &server)
{
    QStringList known;
    for (const ServerParameter &parameter : server.list)
        known << parameter.id;
    known.sort();
    const QStringList near = similarNames(parameterId(typed), known, mostSimilar);
    return {.kind = Error::Kind::Usage,
            .message = Text::tr("The server has no parameter “%1”.").arg(typed),
            .hint = near.isEmpty()
                ? Text::tr("It has %1 others, such as steps, vae and initimage.").arg(known.size())
                : Text::tr("Did you mean %1?").arg(alternatives(near)),
            .details = {{u"matches"_s, QJsonArray::fromStringList(near)}}};
}

} // namespace

Result<ServerParameter> exactParameter(const ServerParameters &server, const QString &typed)
{
    const ServerParameter *parameter = server.find(typed);
    return parameter ? Result<ServerParameter>(*parameter) : unknownParameter(typed, server);
}

Result<GenerationRequest> exactRequest(const GenerationRequest &request, const ServerParameters &server)
{
    const QJsonObject typed = toParameters(request);
    QJsonObject exact;
    for (auto entry = typed.begin(); entry != typed.end(); ++entry) {
        const ServerParameter *parameter = server.find(entry.key());
        const bool isOwnWord = entry.key() == "presets"_L1 || !request.others.contains(entry.key());
        if (parameter == nullptr && !isOwnWord)
            return unknownParameter(entry.key(), server);
        if (parameter == nullptr) {
            exact[entry.key()] = *entry;
            continue;
        }
        const Result<QJsonValue> value = exactValue(*parameter, *entry, server);
        if (!value) {
            Error error = value.error();
            error.details.insert("parameter"_L1, parameter->id);
            return error;
        }
        exact[parameter->id] = *value;
    }
    return requestFrom(exact);
}

Result<QString> exactPreset(const QStringList &titles, const QString &typed)
{
    const auto same = std::ranges::find_if(titles, [&](const QString &title) {
        return title.compare(typed.trimmed(), Qt::CaseInsensitive) == 0;
    });
    if (same != titles.end())
        return *same;
    const QStringList near = similarNames(typed, titles, mostSimilar);
    return Error{.kind = Error::Kind::Usage,
                 .message = Text::tr("The server has no preset “%1” of yours.").arg(typed),
                 .hint = titles.isEmpty() ? Text::tr("It has none at all.")
                     : near.isEmpty()     ? Text::tr("It has %1.").arg(alternatives(titles.mid(0, 10)))
                                          : Text::tr("Did you mean %1?").arg(alternatives(near)),
                 .details = {{u"matches"_s, QJsonArray::fromStringList(near)}}};
}
