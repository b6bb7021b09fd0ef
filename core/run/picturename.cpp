// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturename.h"

#include "printable.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("PictureName", text);
}

constexpr qsizetype longestValue = 1000; // of which not all can become part of a name

bool isForbidden(QChar c)
{
    return isSteering(c) || u"/\\:*?\"<>|"_s.contains(c);
}

/// A value as a part of a name: nothing in it may separate folders or trouble a file system.
QString plain(QString value)
{
    std::ranges::replace_if(value, isForbidden, QChar(u'_'));
    return value;
}

QString promptPart(const QString &prompt)
{
    QString clean = prompt.left(longestValue);
    clean.removeIf(isForbidden);
    return clean.replace(u' ', u'_').left(50);
}

/// The server's own name without folders and extension; it may come from anywhere, so it is made harmless.
QString originalPart(const QString &serverPath)
{
    if (serverPath.startsWith("data:"_L1))
        return u"image"_s;
    QString name = serverPath.sliced(serverPath.lastIndexOf(u'/') + 1);
    const auto dot = name.lastIndexOf(u'.');
    if (dot > 0)
        name.truncate(dot);
    name.truncate(longestValue);
    return name.isEmpty() || name == "."_L1 || name == ".."_L1 ? u"image"_s : plain(name);
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
            return Error{
                .kind = Error::Kind::Usage,
                .message = tr("The file name template does not know {%1}.").arg(match.captured(1)),
                .hint
                = tr("Use {index}, {index1}, {seed}, {prompt}, {model}, {width}, {height}, {timestamp}, "
                     "{datetime}, {date}, {time}, {original} or {ext}.")};
        }
        name += QStringView(nameTemplate).mid(at, match.capturedStart() - at);
        name += *value;
        at = match.capturedEnd();
    }
    name += nameTemplate.mid(at);
    if (nameTemplate.count(u'{') == nameTemplate.count(u'}'))
        return name;
    return Error{.kind = Error::Kind::Usage,
                 .message
                 = tr("The file name template “%1” has a brace without its other half.").arg(nameTemplate),
                 .hint = tr("Write for example: {seed}{ext}")};
}

/// File systems end at 255 bytes; some room is left for "-2" and temporary names.
QString fitting(QString part)
{
    constexpr qsizetype longest = 200;
    part.truncate(longest); // a character has a byte at least
    while (part.toUtf8().size() > longest)
        part.chop(part.size() > 1 && part.back().isLowSurrogate() ? 2 : 1);
    return part;
}

QString withoutHalfCharacters(QString part)
{
    for (qsizetype i = 0; i < part.size(); ++i) {
        const bool isWhole = part[i].isHighSurrogate() && i + 1 < part.size() && part[i + 1].isLowSurrogate();
        if (isWhole)
            ++i;
        else if (part[i].isSurrogate())
            part[i] = u'_';
    }
    return part;
}

/// Other systems, which may see the same folder, drop dots and spaces at the end, and take some names for
/// devices, whatever their extension.
QString harmlessElsewhere(QString part)
{
    static const QRegularExpression device(
        u"^(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\\.|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    while (part.endsWith(u' ') || part.endsWith(u'.'))
        part.chop(1);
    return device.match(part).hasMatch() ? u'_' + part : part;
}

/// A folder, or the name without its extension, as it can stand on the disk; may be empty. Hidden, or like an
/// option of commands, it is only where the template itself says so.
QString harmless(QString part, const QString &ofTemplate)
{
    std::ranges::replace_if(part, isSteering, QChar(u'_'));
    if (!part.isEmpty() && u".- "_s.contains(part.front()) && part.front() != ofTemplate.front())
        part.front() = u'_';
    return harmlessElsewhere(fitting(withoutHalfCharacters(part)));
}

/// The bytes decide about the extension: a picture saved under a wrong one opens nowhere.
QString withoutExtension(QString name, const QString &right)
{
    static const QRegularExpression known(
        u"\\.(png|jpe?g|webp|gif|mp4|webm|mov|avif|bmp|html|jxl|tiff?|avi|wav|flac|ogg|mp3|m4a)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (name.endsWith(right, Qt::CaseInsensitive))
        name.chop(right.size());
    else
        name.remove(known);
    return name;
}

Error leadsOut(const QString &nameTemplate)
{
    return {.kind = Error::Kind::Usage,
            .message = tr("The file name template “%1” leads out of the output folder.").arg(nameTemplate),
            .hint = tr("Name the folder with --output-dir and keep the template inside it.")};
}

} // namespace

Result<QString> pictureName(const QString &nameTemplate, const PictureFacts &facts)
{
    const QString wanted = nameTemplate.isEmpty() ? u"{original}"_s : nameTemplate;
    QStringList templates = wanted.split(u'/', Qt::SkipEmptyParts);
    templates.removeAll(u"."_s);
    if (templates.isEmpty() || wanted.startsWith(u'/') || templates.contains(".."_L1))
        return leadsOut(nameTemplate);
    const QHash<QString, QString> values = valuesOf(facts);
    QStringList parts;
    for (qsizetype i = 0; i < templates.size(); ++i) {
        const Result<QString> part = filled(templates[i], values);
        if (!part)
            return part.error();
        const bool isName = i + 1 == templates.size();
        const QString clean
            = harmless(isName ? withoutExtension(*part, facts.extension) : *part, templates[i]);
        if (isName)
            parts += (clean.isEmpty() ? u"image"_s : clean) + facts.extension;
        else if (!clean.isEmpty())
            parts += clean;
    }
    return parts.join(u'/');
}
