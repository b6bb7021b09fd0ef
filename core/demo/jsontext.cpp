// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsontext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QString indentedByTwo(const QJsonDocument &document)
{
    QString text;
    const QStringList lines
        = QString::fromUtf8(document.toJson(QJsonDocument::Indented)).trimmed().split(u'\n');
    for (const QString &line : lines) {
        qsizetype depth = 0;
        while (depth < line.size() && line[depth] == u' ')
            ++depth;
        text += (text.isEmpty() ? ""_L1 : "\n"_L1) + QString(depth / 2, u' ') + line.mid(depth);
    }
    return text;
}

QString numberText(const QJsonValue &value)
{
    const qint64 whole = value.toInteger(0);
    if (whole != 0 || value.toDouble() == 0)
        return QString::number(whole);
    return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
}

// The real server's reader takes a text that is exactly a date with a time for one, and writes it anew.
QString withoutIsoTime(const QString &text)
{
    static const QRegularExpression iso(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ?$"_s);
    const QDateTime time
        = iso.match(text).hasMatch() ? QDateTime::fromString(text, Qt::ISODate) : QDateTime();
    return time.isValid() ? time.toString(u"MM/dd/yyyy HH:mm:ss"_s) : text;
}

} // namespace

std::optional<QJsonObject> jsonObject(const QByteArray &text)
{
    if (text.startsWith("\xef\xbb\xbf"))
        return {};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return {};
    return document.object();
}

QString plainText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return withoutIsoTime(value.toString());
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return numberText(value);
    case QJsonValue::Array:
        return indentedByTwo(QJsonDocument(value.toArray()));
    case QJsonValue::Object:
        return indentedByTwo(QJsonDocument(value.toObject()));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    }
    return {};
}

QString metadataText(const QJsonObject &content)
{
    QString escaped;
    for (const QChar letter : indentedByTwo(QJsonDocument(content))) {
        if (letter.unicode() < 128)
            escaped += letter;
        else
            escaped += u"\\u%1"_s.arg(ushort(letter.unicode()), 4, 16, QChar(u'0'));
    }
    return escaped;
}

} // namespace demo
