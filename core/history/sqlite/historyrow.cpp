// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyrow.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlQuery>
#include <QVariant>

using namespace Qt::StringLiterals;

namespace
{

/// In the order of values() and entryFrom(). Times are milliseconds of UTC since 1970, null where not known;
/// lists and objects are JSON.
const QStringList columns{u"session_id"_s,  u"project"_s,     u"label"_s,        u"outcome"_s, u"prompt"_s,
                          u"parameters"_s,  u"server"_s,      u"started"_s,      u"ended"_s,   u"requested"_s,
                          u"image_paths"_s, u"local_paths"_s, u"cancelled_by"_s, u"error"_s,   u"saving"_s};

QString toText(const QJsonDocument &document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QString toText(const QStringList &list)
{
    return toText(QJsonDocument(QJsonArray::fromStringList(list)));
}

QStringList listFrom(const QVariant &text)
{
    QStringList list;
    const QJsonArray items = QJsonDocument::fromJson(text.toString().toUtf8()).array();
    for (const auto &item : items)
        list.append(item.toString());
    return list;
}

QJsonObject objectFrom(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).object();
}

QVariant toMoment(const QDateTime &moment)
{
    return moment.isValid() ? QVariant(moment.toMSecsSinceEpoch()) : QVariant(QMetaType::fromType<qint64>());
}

QDateTime momentFrom(const QVariant &milliseconds)
{
    return milliseconds.isNull() ? QDateTime()
                                 : QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

/// Never null: the columns are "not null".
QString given(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QVariant toRowError(const std::optional<Error> &error)
{
    if (!error)
        return QVariant(QMetaType::fromType<QString>());
    return toText(QJsonDocument(QJsonObject{{"code"_L1, errorCode(error->kind)},
                                            {"message"_L1, error->message},
                                            {"hint"_L1, error->hint},
                                            {"server_words"_L1, error->serverWords},
                                            {"details"_L1, error->details}}));
}

std::optional<Error> errorFrom(const QVariant &text)
{
    if (text.isNull())
        return std::nullopt;
    const QJsonObject object = objectFrom(text);
    return Error{.kind = errorKind(object.value("code"_L1).toString()),
                 .message = object.value("message"_L1).toString(),
                 .hint = object.value("hint"_L1).toString(),
                 .serverWords = object.value("server_words"_L1).toString(),
                 .details = object.value("details"_L1).toObject()};
}

} // namespace

QStringList HistoryRow::tableStatements()
{
    return {
        u"CREATE TABLE IF NOT EXISTS sessions ("
        "session_id TEXT NOT NULL PRIMARY KEY, project TEXT NOT NULL, label TEXT NOT NULL, "
        "outcome TEXT NOT NULL, prompt TEXT NOT NULL, parameters TEXT NOT NULL, server TEXT NOT NULL, "
        "started INTEGER, ended INTEGER, requested INTEGER NOT NULL, image_paths TEXT NOT NULL, "
        "local_paths TEXT NOT NULL, cancelled_by TEXT NOT NULL, error TEXT, "
        "saving TEXT NOT NULL DEFAULT '{}')"_s,
        u"CREATE INDEX IF NOT EXISTS sessions_ended ON sessions (ended)"_s,
        u"CREATE INDEX IF NOT EXISTS sessions_project_ended ON sessions (project, ended)"_s,
        u"PRAGMA user_version = %1"_s.arg(schemaVersion),
    };
}

QString HistoryRow::isCompleteStatement()
{
    return u"SELECT 1 FROM pragma_table_info('sessions') WHERE name = 'saving'"_s;
}

QString HistoryRow::completeStatement()
{
    return u"ALTER TABLE sessions ADD COLUMN saving TEXT NOT NULL DEFAULT '{}'"_s;
}

QString HistoryRow::insertStatement()
{
    const QStringList places(columns.size(), u"?"_s);
    return u"INSERT OR IGNORE INTO sessions (%1) VALUES (%2)"_s.arg(columns.join(", "_L1),
                                                                    places.join(", "_L1));
}

QVariantList HistoryRow::values(const HistoryEntry &entry)
{
    return {given(entry.sessionId),
            given(entry.project),
            given(entry.label),
            QString(wireName(entry.outcome)),
            given(entry.prompt),
            toText(QJsonDocument(entry.parameters)),
            given(entry.server),
            toMoment(entry.startTime),
            toMoment(entry.endTime),
            entry.requested,
            toText(entry.imagePaths),
            toText(entry.localPaths),
            given(entry.cancelledBy),
            toRowError(entry.error),
            toText(QJsonDocument(entry.saving))};
}

QString HistoryRow::amendStatement()
{
    return u"UPDATE sessions SET outcome = ?, image_paths = ?, local_paths = ?, error = ? WHERE session_id = ?"_s;
}

QVariantList HistoryRow::amendedValues(const HistoryEntry &entry)
{
    return {QString(wireName(entry.outcome)), toText(entry.imagePaths), toText(entry.localPaths),
            toRowError(entry.error), given(entry.sessionId)};
}

QString HistoryRow::selectStatement(bool isComplete)
{
    QStringList values = columns;
    if (!isComplete)
        values.last() = u"'{}'"_s;
    return u"SELECT %1 FROM sessions"_s.arg(values.join(", "_L1));
}

HistoryEntry HistoryRow::entryFrom(const QSqlQuery &query)
{
    return {.sessionId = query.value(0).toString(),
            .project = query.value(1).toString(),
            .label = query.value(2).toString(),
            .outcome = outcomeFrom(query.value(3).toString()).value_or(Outcome::Ended),
            .prompt = query.value(4).toString(),
            .parameters = objectFrom(query.value(5)),
            .server = query.value(6).toString(),
            .startTime = momentFrom(query.value(7)),
            .endTime = momentFrom(query.value(8)),
            .requested = query.value(9).toInt(),
            .imagePaths = listFrom(query.value(10)),
            .localPaths = listFrom(query.value(11)),
            .cancelledBy = query.value(12).toString(),
            .error = errorFrom(query.value(13)),
            .saving = objectFrom(query.value(14))};
}
