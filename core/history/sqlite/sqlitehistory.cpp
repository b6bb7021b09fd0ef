// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlitehistory.h"

#include "historyrow.h"

#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace
{

constexpr int prefixLimit = 20;

// Primary result codes of SQLite.
enum SqliteCode {
    SqliteError = 1,
    SqliteBusy = 5,
    SqliteLocked = 6,
    SqliteCorrupt = 11,
    SqliteNotADatabase = 26
};

/// "mode=rw": a file that is not there any more must not be made by SQLite, with permissions for all.
QSqlDatabase connectTo(const QString &path, const QString &connection)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
    database.setConnectOptions(u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=250"_s);
    database.setDatabaseName(QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded) + "?mode=rw"_L1);
    return database;
}

std::optional<QSqlError> runAll(const QSqlDatabase &database, const QStringList &statements)
{
    QSqlQuery query(database);
    for (const QString &statement : statements) {
        if (!query.exec(statement))
            return query.lastError();
    }
    return std::nullopt;
}

} // namespace

SqliteHistory::SqliteHistory(QString privateFolder)
    : m_file(std::move(privateFolder))
    , m_connection("history-"_L1 + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

SqliteHistory::~SqliteHistory()
{
    close();
}

Result<> SqliteHistory::record(const HistoryEntry &entry)
{
    Result<> kept = keep(entry);
    if (kept || !m_isDamaged)
        return kept;
    const Error said = setDamagedAside();
    kept = keep(entry);
    return kept ? said : kept;
}

Result<> SqliteHistory::keep(const HistoryEntry &entry)
{
    if (const Result<> isThere = m_file.ensure([this](const QString &path) { return setUp(path); }); !isThere)
        return isThere;
    if (const Result<> isWhole = complete(); !isWhole)
        return isWhole;
    return run(HistoryRow::insertStatement(), HistoryRow::values(entry));
}

Result<> SqliteHistory::amend(const HistoryEntry &entry)
{
    if (!m_file.identity())
        return {};
    Result<> amended = run(HistoryRow::amendStatement(), HistoryRow::amendedValues(entry));
    return amended || !m_isDamaged ? amended : setDamagedAside();
}

Result<> SqliteHistory::run(const QString &statement, const QVariantList &values)
{
    if (const Result<> isOpen = open(); !isOpen)
        return isOpen;
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.prepare(statement))
        return failure(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failure(query.lastError());
    return {};
}

Result<std::optional<HistoryEntry>> SqliteHistory::find(const QString &sessionId)
{
    const Result<QList<HistoryEntry>> found = select(u"WHERE session_id = ?"_s, {sessionId});
    if (!found)
        return found.error();
    return found->isEmpty() ? std::optional<HistoryEntry>() : std::optional(found->first());
}

Result<QList<HistoryEntry>> SqliteHistory::newest(int limit, const QString &project)
{
    const QString order = u"ORDER BY ended DESC, rowid DESC LIMIT ?"_s;
    if (project.isEmpty())
        return selectOrSetAside(order, {limit});
    return selectOrSetAside(u"WHERE project = ? "_s + order, {project, limit});
}

Result<QList<HistoryEntry>> SqliteHistory::findByPrefix(const QString &prefix)
{
    QString pattern = prefix;
    pattern.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return selectOrSetAside(
        uR"(WHERE session_id LIKE ? ESCAPE '\' ORDER BY ended DESC, rowid DESC LIMIT ?)"_s,
        {pattern + u'%', prefixLimit});
}

Result<QList<HistoryEntry>> SqliteHistory::selectOrSetAside(const QString &rest, const QVariantList &values)
{
    Result<QList<HistoryEntry>> found = select(rest, values);
    if (found || !m_isDamaged)
        return found;
    return setDamagedAside();
}

Result<QList<HistoryEntry>> SqliteHistory::select(const QString &rest, const QVariantList &values)
{
    if (!m_file.identity())
        return QList<HistoryEntry>();
    if (const Result<> isOpen = open(); !isOpen)
        return isOpen.error();
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    if (!query.prepare(HistoryRow::selectStatement(m_isComplete) + u' ' + rest))
        return failure(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failure(query.lastError());
    QList<HistoryEntry> entries;
    while (query.next())
        entries.append(HistoryRow::entryFrom(query));
    if (query.lastError().isValid())
        return failure(query.lastError());
    return entries;
}

Result<> SqliteHistory::open()
{
    const std::optional<HistoryFile::Identity> present = m_file.identity();
    if (m_opened && m_opened == present)
        return {};
    close();
    m_isDamaged = false;
    if (!QSqlDatabase::isDriverAvailable(u"QSQLITE"_s))
        return Error{.kind = Error::Kind::Internal,
                     .message = tr("The history cannot be opened: Qt's SQLite driver is not installed."),
                     .hint = tr("Install the package libqt6sql6-sqlite.")};
    m_opened = present;
    QSqlDatabase database = connectTo(m_file.path(), m_connection);
    Result<> isOpen;
    if (!database.open())
        isOpen = failure(database.lastError());
    else
        isOpen = checkVersion();
    if (!isOpen && !m_isDamaged) {
        database = {};
        close();
    }
    return isOpen;
}

Result<> SqliteHistory::checkVersion()
{
    const QSqlDatabase database = QSqlDatabase::database(m_connection);
    // What is kept must survive the death of this process, not of the machine: no sync with each entry.
    if (const auto problem = runAll(database, {u"PRAGMA synchronous = NORMAL"_s}))
        return failure(*problem);
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return failure(query.lastError());
    const int version = query.value(0).toInt();
    query.finish();
    if (version > HistoryRow::schemaVersion)
        return Error{
            .kind = Error::Kind::FileSystem,
            .message
            = tr("The history %1 was written by a newer version of this program.").arg(m_file.path()),
            .hint = tr("Use that version; nothing is written over it.")};
    if (version == 0) { // an empty file, or a table that another tool copied
        if (const auto problem = runAll(database, HistoryRow::tableStatements()))
            return failure(*problem);
    }
    m_isComplete = isComplete();
    return {};
}

bool SqliteHistory::isComplete() const
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    return query.exec(HistoryRow::isCompleteStatement()) && query.next();
}

/// Only to write: who just reads needs no lock, and no room on the disk.
Result<> SqliteHistory::complete()
{
    if (const Result<> isOpen = open(); !isOpen || m_isComplete)
        return isOpen;
    QSqlQuery query(QSqlDatabase::database(m_connection));
    const bool isDone = query.exec(HistoryRow::completeStatement());
    m_isComplete = isDone || isComplete(); // another process may have been faster
    return m_isComplete ? Result<>() : failure(query.lastError());
}

/// Makes a whole database in a file that nobody else sees yet.
Result<> SqliteHistory::setUp(const QString &path) const
{
    const QString connection = m_connection + "-new"_L1;
    std::optional<QSqlError> problem;
    {
        QSqlDatabase database = connectTo(path, connection);
        if (!database.open())
            problem = database.lastError();
        else
            problem = runAll(database,
                             QStringList{u"PRAGMA journal_mode = WAL"_s} + HistoryRow::tableStatements());
        database.close();
    }
    QSqlDatabase::removeDatabase(connection);
    if (!problem)
        return {};
    return Error{.kind = Error::Kind::FileSystem,
                 .message = tr("The history %1 cannot be made: %2.").arg(path, problem->databaseText()),
                 .hint = tr("Check the folder and the free space.")};
}

Error SqliteHistory::failure(const QSqlError &problem)
{
    const int code = problem.nativeErrorCode().toInt() & 0xff;
    if (code == SqliteBusy || code == SqliteLocked)
        return {.kind = Error::Kind::Locked,
                .message = tr("The history %1 is held by another program.").arg(m_file.path()),
                .hint = tr("Try again.")};
    // Our statements are fixed: where SQLite does not understand one, the tables are not ours any more.
    m_isDamaged = code == SqliteCorrupt || code == SqliteNotADatabase || code == SqliteError;
    return {.kind = Error::Kind::FileSystem,
            .message
            = tr("The history %1 cannot be used: %2.").arg(m_file.path(), problem.databaseText().trimmed()),
            .hint = tr("Check the file and the free space.")};
}

Error SqliteHistory::setDamagedAside()
{
    const HistoryFile::Identity damaged = m_opened.value_or(HistoryFile::Identity{});
    close();
    m_isDamaged = false;
    const Result<QString> aside
        = m_file.setAside(damaged, QDateTime::currentDateTimeUtc().toString(u"yyyyMMddTHHmmssZ"_s));
    if (!aside)
        return aside.error();
    return {.kind = Error::Kind::FileSystem,
            .message = aside->isEmpty()
                ? tr("The history %1 was damaged and has been set aside.").arg(m_file.path())
                : tr("The history was damaged and is kept as %1; a new one has been begun.").arg(*aside),
            .hint = tr("Sessions that ended before are missing from the list.")};
}

void SqliteHistory::close()
{
    if (!m_opened)
        return;
    m_opened.reset();
    QSqlDatabase::removeDatabase(m_connection);
}
