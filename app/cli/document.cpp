// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"

#include "commandcontext.h"
#include "wiretime.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace
{

void emitYaml(YAML::Emitter &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object: {
        out << YAML::BeginMap;
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            out << YAML::Key << entry.key().toStdString() << YAML::Value;
            emitYaml(out, entry.value());
        }
        out << YAML::EndMap;
        break;
    }
    case QJsonValue::Array:
        out << YAML::BeginSeq;
        for (const QJsonValue &item : value.toArray())
            emitYaml(out, item);
        out << YAML::EndSeq;
        break;
    case QJsonValue::String: {
        const std::string text = value.toString().toStdString();
        // A text that reads as another type must stay a text.
        const YAML::Node plain = YAML::Load(YAML::Dump(YAML::Node(text)));
        double number = 0;
        bool truth = false;
        const bool ambiguous = text.empty() || text == "~" || text == "null"
            || YAML::convert<double>::decode(plain, number) || YAML::convert<bool>::decode(plain, truth);
        out << (ambiguous ? YAML::DoubleQuoted : YAML::Auto) << text;
        break;
    }
    case QJsonValue::Double: {
        const qint64 whole = value.toInteger(std::numeric_limits<qint64>::min());
        if (whole != std::numeric_limits<qint64>::min())
            out << whole;
        else
            out << QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest).toStdString();
        break;
    }
    case QJsonValue::Bool:
        out << value.toBool();
        break;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out << YAML::Null;
        break;
    }
}

/// A file is replaced whole or not at all. A device, a pipe or what /dev/stdout stands for is written to:
/// replacing it would put a file in its place.
Result<> writeFile(const QByteArray &bytes, const QString &path)
{
    const QFileInfo there(path);
    const bool isSpecial
        = (there.exists() && !there.isFile()) || path.startsWith("/dev/"_L1) || path.startsWith("/proc/"_L1);
    QSaveFile whole(path);
    QFile special(path);
    QFileDevice &file = isSpecial ? static_cast<QFileDevice &>(special) : whole;
    const bool written = file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size()
        && (isSpecial ? special.flush() : whole.commit());
    if (written)
        return {};
    return Error{.kind = Error::Kind::FileSystem,
                 .message
                 = QCoreApplication::translate("Document", "The result could not be written to %1: %2.")
                       .arg(path, file.errorString()),
                 .hint = QCoreApplication::translate("Document", "Choose another file with --output.")};
}

Result<> deliver(const QString &text, const CommandContext &context)
{
    const QString file = context.outputFile();
    return file.isEmpty() ? context.put(text) : writeFile(text.toUtf8(), file);
}

Result<> deliverYaml(const QJsonValue &document, const CommandContext &context)
{
    const QString file = context.outputFile();
    const bool toFile = file.endsWith(".yaml"_L1) || file.endsWith(".yml"_L1);
    const QString stamp = toWireTime(QDateTime::currentDateTimeUtc());
    return deliver((toFile ? u"# generated at %1\n"_s.arg(stamp) : QString()) + toYaml(document), context);
}

QString jsonText(const QJsonDocument &document, const QString &format)
{
    const auto layout = format == "ndjson"_L1 ? QJsonDocument::Compact : QJsonDocument::Indented;
    QString text = QString::fromUtf8(document.toJson(layout));
    if (!text.endsWith(u'\n'))
        text += u'\n';
    return text;
}

} // namespace

bool isStructured(const QString &format)
{
    return format != "table"_L1;
}

QString toYaml(const QJsonValue &document)
{
    YAML::Emitter out;
    emitYaml(out, document);
    return QString::fromUtf8(out.c_str()) + u'\n';
}

QString toText(const QJsonObject &document, const QString &format)
{
    return format == "yaml"_L1 ? toYaml(document) : jsonText(QJsonDocument(document), format);
}

Result<> print(const QJsonObject &document, const CommandContext &context)
{
    if (context.format() == "yaml"_L1)
        return deliverYaml(document, context);
    QJsonObject complete = document;
    if (context.outputFile().endsWith(".json"_L1))
        complete.insert("_generated_at"_L1, toWireTime(QDateTime::currentDateTimeUtc()));
    return deliver(toText(complete, context.format()), context);
}

Result<> print(const QJsonArray &document, const CommandContext &context)
{
    if (context.format() == "yaml"_L1)
        return deliverYaml(document, context);
    return deliver(jsonText(QJsonDocument(document), context.format()), context);
}

Result<> print(const QString &text, const CommandContext &context)
{
    return deliver(text, context);
}

void printLine(const QJsonObject &event, const CommandContext &context)
{
    std::ignore
        = context.put(toText(event, u"ndjson"_s)); // whoever must know of its failure asks isReaderGone()
}
