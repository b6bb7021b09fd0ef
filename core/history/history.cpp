// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

#include "historymodule.h"
#include "modules.h"

namespace
{

/// Most commands never ask: the module is loaded with the first question.
class LazyHistory final : public History
{
public:
    LazyHistory(QString privateFolder, QString programFolder)
        : m_privateFolder(std::move(privateFolder))
        , m_programFolder(std::move(programFolder))
    {
    }

    Result<> record(const HistoryEntry &entry) override
    {
        const Result<History *> history = loaded();
        return history ? (*history)->record(entry) : history.error();
    }

    Result<> amend(const HistoryEntry &entry) override
    {
        const Result<History *> history = loaded();
        return history ? (*history)->amend(entry) : history.error();
    }

    Result<std::optional<HistoryEntry>> find(const QString &sessionId) override
    {
        const Result<History *> history = loaded();
        return history ? (*history)->find(sessionId) : history.error();
    }

    Result<QList<HistoryEntry>> newest(int limit, const QString &project) override
    {
        const Result<History *> history = loaded();
        return history ? (*history)->newest(limit, project) : history.error();
    }

    Result<QList<HistoryEntry>> findByPrefix(const QString &prefix) override
    {
        const Result<History *> history = loaded();
        return history ? (*history)->findByPrefix(prefix) : history.error();
    }

private:
    Result<History *> loaded()
    {
        if (m_history)
            return m_history.get();
        const Result<QFunctionPointer> function
            = loadModule(m_programFolder, historyModule, createHistorySymbol);
        if (!function)
            return function.error();
        const auto create = reinterpret_cast<CreateHistory *>(*function);
        m_history.reset(create(m_privateFolder));
        return m_history.get();
    }

    QString m_privateFolder;
    QString m_programFolder;
    std::unique_ptr<History> m_history;
};

} // namespace

std::unique_ptr<History> openHistory(QString privateFolder, QString programFolder)
{
    return std::make_unique<LazyHistory>(std::move(privateFolder), std::move(programFolder));
}
