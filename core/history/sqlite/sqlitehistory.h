// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history.h"
#include "historyfile.h"

#include <QCoreApplication>
#include <QVariantList>

class QSqlDatabase;
class QSqlError;

/// The history in `history.sqlite` of a private folder. The file is made with the first entry; asking where
/// there is none finds nothing and leaves nothing. Opened with the first call and again when another process
/// replaced it.
class SqliteHistory final : public History
{
    Q_DECLARE_TR_FUNCTIONS(SqliteHistory)
public:
    explicit SqliteHistory(QString privateFolder);
    ~SqliteHistory() override;
    Q_DISABLE_COPY_MOVE(SqliteHistory)

    Result<> record(const HistoryEntry &entry) override;
    Result<> amend(const HistoryEntry &entry) override;
    [[nodiscard]] Result<std::optional<HistoryEntry>> find(const QString &sessionId) override;
    [[nodiscard]] Result<QList<HistoryEntry>> newest(int limit, const QString &project) override;
    [[nodiscard]] Result<QList<HistoryEntry>> findByPrefix(const QString &prefix) override;

private:
    [[nodiscard]] Result<> keep(const HistoryEntry &entry);
    [[nodiscard]] Result<> run(const QString &statement, const QVariantList &values);
    [[nodiscard]] Result<QList<HistoryEntry>> select(const QString &rest, const QVariantList &values);
    [[nodiscard]] Result<QList<HistoryEntry>> selectOrSetAside(const QString &rest,
                                                               const QVariantList &values);
    [[nodiscard]] Result<> open();
    [[nodiscard]] Result<> checkVersion();
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] Result<> complete();
    [[nodiscard]] Result<> setUp(const QString &path) const;
    [[nodiscard]] Error failure(const QSqlError &problem);
    /// The error that says so, or why it could not be done.
    [[nodiscard]] Error setDamagedAside();
    void close();

    HistoryFile m_file;
    QString m_connection; ///< its name among this process's connections
    std::optional<HistoryFile::Identity> m_opened;
    bool m_isDamaged = false;
    bool m_isComplete = false; ///< of an older table only what it has is read
};
