// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesessionstore.h"

#include "staleness.h"
#include "stateread.h"
#include "storewriter.h"

FileSessionStore::FileSessionStore(QString stateFile, const ProcessTable &processes, WallClock now,
                                   QObject *parent)
    : FileSessionStore(std::move(stateFile), processes, StorePace(), std::move(now), parent)
{
}

FileSessionStore::FileSessionStore(QString stateFile, const ProcessTable &processes, StorePace pace,
                                   WallClock now, QObject *parent)
    : SessionStore(parent)
    , m_stateFile(std::move(stateFile))
    , m_processes(processes)
    , m_now(std::move(now))
    , m_writer(
          std::make_unique<Writer>(std::make_shared<StoreWork>(m_stateFile, processes, pace, m_now, this)))
{
}

FileSessionStore::~FileSessionStore() = default;

void FileSessionStore::put(const Session &own)
{
    m_writer->start();
    m_writer->work().put(own);
}

void FileSessionStore::remove(const QString &id)
{
    m_writer->start();
    m_writer->work().remove(id);
}

void FileSessionStore::restore()
{
    m_writer->start();
    m_writer->work().restore();
}

void FileSessionStore::requestCancel(const QString &id, const QString &by)
{
    m_writer->start();
    m_writer->work().requestCancel(id, by);
}

Result<Sessions> FileSessionStore::load() const
{
    Result<StateDocument> document = readStateDocument(m_stateFile);
    if (!document)
        return document.error();
    if (!document->problem.isEmpty() && document->sessions.empty())
        return notUnderstood(m_stateFile, document->problem);
    const auto isAlive = [this](const Session &session) {
        return session.owner && isRunning(m_processes.look(*session.owner));
    };
    std::erase_if(document->sessions,
                  [&, now = m_now()](const auto &entry) { return isStale(entry.second, now, isAlive); });
    return std::move(document->sessions);
}

bool FileSessionStore::hasUnwritten() const
{
    return m_writer->work().hasUnwritten();
}

bool FileSessionStore::finish(std::chrono::milliseconds patience)
{
    return !hasUnwritten() || m_writer->work().flush(patience);
}

QString FileSessionStore::stateFile() const
{
    return m_stateFile;
}
