// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"

#include "commandcontext.h"
#include "wiretime.h"

#include <QCoreApplication>
#include <QDir>
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

Result<> writeFile(const QByteArray &bytes, const CommandContext &context)
{
    const QString path
        = QDir(context.surroundings().workingFolder).absoluteFilePath(context.options().output);
    QSaveFile file(path);
    if (file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return Error{.kind = Error::Kind::FileSystem,
                 .message
                 = QCoreApplication::translate("Document", "The result could not be written to %1: %2.")
                       .arg(path, file.errorString()),
                 .hint = QCoreApplication::translate("Document", "Choose another file with --output.")};
}

Result<> deliver(const QString &text, const CommandContext &context)
{
    if (!context.options().output.isEmpty())
        return writeFile(text.toUtf8(), context);
    context.streams().out << text;
    context.streams().out.flush();
    return {};
}

} // namespace

bool isStructured(const QString &format)
{
    return format != "table"_L1;
}

QString toYaml(const QJsonObject &document)
{
    YAML::Emitter out;
    emitYaml(out, document);
    return QString::fromUtf8(out.c_str()) + u'\n';
}

Result<> print(const QJsonObject &document, const CommandContext &context)
{
    const QString &file = context.options().output;
    const QString stamp = toWireTime(QDateTime::currentDateTimeUtc());
    if (context.format() == "yaml"_L1) {
        const bool toFile = file.endsWith(".yaml"_L1) || file.endsWith(".yml"_L1);
        return deliver((toFile ? u"# generated at %1\n"_s.arg(stamp) : QString()) + toYaml(document),
                       context);
    }
    QJsonObject complete = document;
    if (file.endsWith(".json"_L1))
        complete.insert("_generated_at"_L1, stamp);
    const auto layout = context.format() == "ndjson"_L1 ? QJsonDocument::Compact : QJsonDocument::Indented;
    QString text = QString::fromUtf8(QJsonDocument(complete).toJson(layout));
    if (!text.endsWith(u'\n'))
        text += u'\n';
    return deliver(text, context);
}

Result<> print(const QString &text, const CommandContext &context)
{
    return deliver(text, context);
}

void printLine(const QJsonObject &event, const CommandContext &context)
{
    context.streams().out << QJsonDocument(event).toJson(QJsonDocument::Compact) << '\n';
    context.streams().out.flush();
}
