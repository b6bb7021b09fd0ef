// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "historyentry.h"

#include <QString>
#include <QVariantList>

class QSqlQuery;

/// An entry as a row of the table `sessions`, and back.
namespace HistoryRow
{

inline constexpr int schemaVersion = 1; ///< user_version of the database

/// The statements that make the table, to be run one by one.
[[nodiscard]] QStringList tableStatements();
/// Has a row unless the table is of the time before `saving` was kept, which completeStatement() adds.
/// Programs of that time read and write the completed table as well.
[[nodiscard]] QString isCompleteStatement();
[[nodiscard]] QString completeStatement();
/// "INSERT OR IGNORE …" with one placeholder for each of values().
[[nodiscard]] QString insertStatement();
[[nodiscard]] QVariantList values(const HistoryEntry &entry);
/// "UPDATE …" with one placeholder for each of amendedValues().
[[nodiscard]] QString amendStatement();
[[nodiscard]] QVariantList amendedValues(const HistoryEntry &entry);
/// "SELECT … FROM sessions", to be continued; its rows are read by entryFrom().
[[nodiscard]] QString selectStatement(bool isComplete);
/// What cannot be understood of a row counts as not known.
[[nodiscard]] HistoryEntry entryFrom(const QSqlQuery &query);

} // namespace HistoryRow
