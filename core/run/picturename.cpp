// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturename.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("PictureName", text);
}

/// A value as a part of a name: nothing in it may separate folders or trouble a file system.
QString plain(const QString &value)
{
    static const QRegularExpression forbidden(u"[\\x00-\\x1f\\x7f/\\\\:*?\"<>|]"_s);
    QString clean = value;
    return clean.replace(forbidden, u"_"_s);
}

QString promptPart(const QString &prompt)
{
    static const QRegularExpression dropped(u"[\\x00-\\x1f\\x7f/\\\\:*?\"<>|]"_s);
    QString clean = prompt;
    clean.remove(dropped).replace(u' ', u'_');
    return clean.left(50);
}

/// The server's own name without folders and extension; it may come from anywhere, so it is made harmless.
QString originalPart(const QString &serverPath)
{
    if (serverPath.startsWith("data:"_L1))
        return u"image"_s;
    QString name = serverPath.section(u'/', -1);
    const auto dot = name.lastIndexOf(u'.');
    if (dot > 0)
        name.truncate(dot);
    name = plain(name);
    return name.isEmpty() || name == "."_L1 || name == ".."_L1 ? u"image"_s : name;
}

QHash<QString, QString> valuesOf(const PictureFacts &facts)
{
    const QString index = u"%1"_s.arg(facts.index, 3, 10, QLatin1Char('0'));
    const QString index1 = u"%1"_s.arg(facts.index + 1, 3, 10, QLatin1Char('0'));
    const QString timestamp = QString::number(facts.savedAt.toSecsSinceEpoch());
    const QString dateTime = facts.savedAt.toString(u"yyyy-MM-dd_HH-mm-ss"_s);
    QString model = facts.model;
    if (model.endsWith(".safetensors"_L1))
        model.chop(12);
    return {{u"index"_s, index},
            {u"i"_s, index},
            {u"index1"_s, index1},
            {u"i1"_s, index1},
            {u"timestamp"_s, timestamp},
            {u"ts"_s, timestamp},
            {u"datetime"_s, dateTime},
            {u"dt"_s, dateTime},
            {u"date"_s, facts.savedAt.toString(u"yyyy-MM-dd"_s)},
            {u"time"_s, facts.savedAt.toString(u"HH-mm-ss"_s)},
            {u"seed"_s, facts.seed < 0 ? u"unknown"_s : QString::number(facts.seed)},
            {u"model"_s, plain(model)},
            {u"width"_s, QString::number(facts.width)},
            {u"height"_s, QString::number(facts.height)},
            {u"prompt"_s, promptPart(facts.prompt)},
            {u"original"_s, originalPart(facts.serverPath)},
            {u"ext"_s, facts.extension}};
}

Result<QString> filled(const QString &nameTemplate, const QHash<QString, QString> &values)
{
    static const QRegularExpression variable(u"\\{([^{}]*)\\}"_s);
    QString name;
    qsizetype at = 0;
    for (auto matches = variable.globalMatch(nameTemplate); matches.hasNext();) {
        const auto match = matches.next();
        const auto value = values.constFind(match.captured(1).toLower());
        if (value == values.cend()) {
            return Error{.kind = Error::Kind::Usage,
                         .message = tr("The file name template does not know {%1}.").arg(match.captured(1)),
                         .hint
                         = tr("Use {index}, {seed}, {prompt}, {model}, {datetime}, {original} or {ext}.")};
        }
        name += QStringView(nameTemplate).mid(at, match.capturedStart() - at);
        name += *value;
        at = match.capturedEnd();
    }
    return name + nameTemplate.mid(at);
}

/// File systems end at 255 bytes; some room is left for "-2" and temporary names.
QString fitting(QString part)
{
    constexpr qsizetype longest = 200;
    while (part.toUtf8().size() > longest)
        part.chop(part.size() > 1 && part.back().isLowSurrogate() ? 2 : 1);
    return part;
}

} // namespace

Result<QString> pictureName(const QString &nameTemplate, const PictureFacts &facts)
{
    const QString wanted = nameTemplate.isEmpty() ? u"{original}"_s : nameTemplate;
    const Result<QString> name = filled(wanted, valuesOf(facts));
    if (!name)
        return name.error();
    QStringList parts;
    for (const QString &part : name->split(u'/', Qt::SkipEmptyParts)) {
        if (part != "."_L1)
            parts += part;
    }
    if (parts.isEmpty() || wanted.startsWith(u'/') || parts.contains(".."_L1)
        || name->contains(QChar(u'\0'))) {
        return Error{.kind = Error::Kind::Usage,
                     .message
                     = tr("The file name template “%1” leads out of the output folder.").arg(nameTemplate),
                     .hint = tr("Name the folder with --output-dir and keep the template inside it.")};
    }
    // The bytes decide about the extension: a picture saved under a wrong one opens nowhere.
    static const QRegularExpression known(u"\\.(png|jpe?g|webp|gif|mp4|webm|mov|avif|bmp|html)$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    QString &last = parts.last();
    if (!last.endsWith(facts.extension, Qt::CaseInsensitive))
        last.remove(known);
    else
        last.chop(facts.extension.size());
    for (QString &part : parts)
        part = fitting(part);
    if (last.isEmpty())
        last = u"image"_s;
    last += facts.extension;
    return parts.join(u'/');
}
