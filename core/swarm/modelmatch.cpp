// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverinquiry.h"
#include "similarnames.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelInquiry)
};

constexpr qsizetype mostSimilar = 5;

// Folder and name in one spelling: what people type differs in case, slashes and extension only.
QString comparable(const QString &name)
{
    return withoutModelEnding(name.trimmed().replace(u'\\', u'/')).toLower();
}

QString lastPart(const QString &path)
{
    return path.section(u'/', -1);
}

template <typename Fits> QList<ServerModel> thoseThat(const QList<ServerModel> &models, Fits fits)
{
    QList<ServerModel> found;
    std::ranges::copy_if(models, std::back_inserter(found), fits);
    return found;
}

QStringList similarTo(const QString &typed, const QList<ServerModel> &models)
{
    QStringList names;
    for (const ServerModel &model : models)
        names << withoutModelEnding(model.name);
    names.sort();
    return similarNames(typed, names, mostSimilar);
}

QString enumeration(const QStringList &names)
{
    if (names.size() < 2)
        return names.join(QString());
    return Text::tr("%1 or %2").arg(names.mid(0, names.size() - 1).join(u", "_s), names.last());
}

Error unknown(const QString &typed, const QStringList &similar)
{
    return {.kind = Error::Kind::ModelNotFound,
            .message = Text::tr("The server does not know the model “%1”.").arg(typed),
            .hint = similar.isEmpty() ? Text::tr("Choose one of the models that it lists.")
                                      : Text::tr("Did you mean %1?").arg(enumeration(similar)),
            .details = {{u"matches"_s, QJsonArray::fromStringList(similar)}}};
}

Error ambiguous(const QString &typed, const QList<ServerModel> &fitting)
{
    QStringList names;
    for (const ServerModel &model : fitting)
        names << model.name;
    return {.kind = Error::Kind::Refused,
            .message = Text::tr("Several models of the server are called “%1”.").arg(typed),
            .hint
            = Text::tr("Name one of them with its folder: %1.").arg(enumeration(names.mid(0, mostSimilar))),
            .details = {{u"matches"_s, QJsonArray::fromStringList(names)}}};
}

} // namespace

Result<ServerModel> findModel(const QList<ServerModel> &models, const QString &typed)
{
    const QString wanted = comparable(typed);
    const std::array<QList<ServerModel>, 3> fitting{
        thoseThat(models, [&](const ServerModel &m) { return m.name == typed; }),
        thoseThat(models, [&](const ServerModel &m) { return comparable(m.name) == wanted; }),
        thoseThat(models, [&](const ServerModel &m) { return lastPart(comparable(m.name)) == wanted; })};
    for (const QList<ServerModel> &found : fitting) {
        if (found.size() == 1)
            return found.first();
        if (found.size() > 1)
            return ambiguous(typed, found);
    }
    return unknown(typed, similarTo(typed, models));
}
