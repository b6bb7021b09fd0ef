// SPDX-License-Identifier: GPL-3.0-or-later
#include "historymodule.h"

#include "sqlitehistory.h"

extern "C" Q_DECL_EXPORT History *createHistory(const QString &privateFolder)
{
    return std::make_unique<SqliteHistory>(privateFolder).release();
}

static_assert(std::is_same_v<decltype(createHistory), CreateHistory>);
