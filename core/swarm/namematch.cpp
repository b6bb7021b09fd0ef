// SPDX-License-Identifier: GPL-3.0-or-later
#include "namematch.h"

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
constexpr qsizetype mostNamed = 8;

// Folder and name in one spelling: what people type differs in case, slashes and extension only.
QString comparable(const QString &name)
{
    return withoutModelEnding(name.trimmed().replace(u'\\', u'/')).toLower();
}

QString lastPart(const QString &path)
{
    return path.section(u'/', -1);
}

template <typename Fits> QStringList thoseThat(const QStringList &names, Fits fits)
{
    QStringList found;
    std::ranges::copy_if(names, std::back_inserter(found), fits);
    return found;
}

bool isModel(const QString &kind)
{
    return kind.isEmpty() || kind == "Stable-Diffusion"_L1;
}

QStringList similarTo(const QString &typed, const QStringList &names)
{
    QStringList bare;
    for (const QString &name : names)
        bare << withoutModelEnding(name);
    bare.sort();
    return similarNames(typed, bare, mostSimilar);
}

// Where nothing is alike, some names say more than none.
QString hintFor(const QStringList &similar, const QStringList &names)
{
    if (!similar.isEmpty())
        return Text::tr("Did you mean %1?").arg(alternatives(similar));
    if (names.isEmpty())
        return Text::tr("It has none.");
    const QString some = names.mid(0, mostNamed).join(u", "_s);
    return names.size() > mostNamed
        ? Text::tr("It has %1 and %2 more.").arg(some).arg(names.size() - mostNamed)
        : Text::tr("It has %1.").arg(some);
}

Error unknown(const QString &typed, const QString &kind, const QStringList &names)
{
    const QStringList similar = similarTo(typed, names);
    return {.kind = Error::Kind::ModelNotFound,
            .message = isModel(kind) ? Text::tr("The server does not know the model “%1”.").arg(typed)
                                     : Text::tr("The server does not know the %1 “%2”.").arg(kind, typed),
            .hint = hintFor(similar, names),
            .details = {{u"matches"_s, QJsonArray::fromStringList(similar)}}};
}

Error ambiguous(const QString &typed, const QString &kind, const QStringList &fitting)
{
    return {
        .kind = Error::Kind::Usage,
        .message = isModel(kind)
            ? Text::tr("Several models of the server are called “%1”.").arg(typed)
            : Text::tr("Several entries of kind %1 on the server are called “%2”.").arg(kind, typed),
        .hint
        = Text::tr("Name one of them with its folder: %1.").arg(alternatives(fitting.mid(0, mostSimilar))),
        .details = {{u"matches"_s, QJsonArray::fromStringList(fitting)}}};
}

} // namespace

QString alternatives(const QStringList &names)
{
    if (names.size() < 2)
        return names.join(QString());
    return Text::tr("%1 or %2").arg(names.mid(0, names.size() - 1).join(u", "_s), names.last());
}

Result<QString> exactName(const QStringList &names, const QString &typed, const QString &kind)
{
    const QString wanted = comparable(typed);
    const std::array<QStringList, 3> fitting{
        thoseThat(names, [&](const QString &name) { return name == typed; }),
        thoseThat(names, [&](const QString &name) { return comparable(name) == wanted; }),
        thoseThat(names, [&](const QString &name) { return lastPart(comparable(name)) == wanted; })};
    for (const QStringList &found : fitting) {
        if (found.size() == 1)
            return found.first();
        if (found.size() > 1)
            return ambiguous(typed, kind, found);
    }
    return unknown(typed, kind, names);
}
