// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"

#include <QObject>

/// One verb of the command line: given what it shares with the others, it starts, works in the event loop,
/// and says its exit code exactly once.
class Command : public QObject
{
    Q_OBJECT
public:
    explicit Command(CommandContext &context)
        : m_context(context)
    {
    }
    virtual void start() = 0;
    /// Ctrl-C, SIGTERM or SIGHUP: ends soon with the code of that signal. What only looks ends at once.
    virtual void interrupt(int signalNumber) { Q_EMIT finished(128 + signalNumber); }

Q_SIGNALS:
    void finished(int exitCode);

protected:
    [[nodiscard]] CommandContext &context() const { return m_context; }
    void end(const Error &error, const QString &sessionId = {})
    {
        Q_EMIT finished(m_context.fail(error, sessionId));
    }
    /// Ends with `code`, or with the error where the result could not be printed.
    void endAfter(const Result<> &printed, int code = 0)
    {
        if (printed)
            Q_EMIT finished(code);
        else
            end(printed.error());
    }

private:
    CommandContext &m_context;
};
