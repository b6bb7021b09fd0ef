// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"
#include "session.h"

#include <QObject>

#include <chrono>

/// Where the sessions of one project are kept for all processes to see. Every call returns at once: values
/// are handed to whoever writes, no window and no event loop waits for a lock or a disk. When nothing can be
/// written the newest values are kept in memory and written as soon as it works again.
class SessionStore : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Starts or updates a session of this process. The first call of an id and every change of status or
    /// stage is written at once; progress is gathered, at most 4 writes a second, the newest always in the
    /// end. `updatedAt` is set by the store, and renewed at least every 10 s.
    virtual void put(const Session &own) = 0;
    /// A session of this process ended, or one of a dead owner was closed by us: it leaves the file, at once.
    virtual void remove(const QString &id) = 0;
    /// What this process put does not stand there any more: somebody wrote over it without asking. It is
    /// written again as progress is.
    virtual void restore() = 0;
    /// Asks the owner of another process's session to stop it.
    virtual void requestCancel(const QString &id, const QString &by) = 0;

    /// The sessions as they are now, read anew without a lock; an empty or missing store has none. Fails
    /// where the store cannot be read, or nothing in it be understood.
    [[nodiscard]] virtual Result<Sessions> load() const = 0;

    /// True while something handed in has not been written yet.
    [[nodiscard]] virtual bool hasUnwritten() const = 0;

    /// For the end of the process only: writes what is left, waiting no longer than `patience`. True if
    /// nothing is left.
    [[nodiscard]] virtual bool finish(std::chrono::milliseconds patience) = 0;

Q_SIGNALS:
    /// Everything handed in so far has been written.
    void written();
    /// Writing does not work; said once until healed().
    void troubled(const Error &error);
    void healed();
    /// What stood in the store could not be understood; it lies where `warning` says, and the store works.
    void keptAside(const Error &warning);
};
