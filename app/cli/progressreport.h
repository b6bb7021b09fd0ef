// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"
#include "followedsession.h"
#include "pace.h"

#include <QTimer>

/// How a run's progress is told while it goes on: one line that is drawn over again on a terminal, plain
/// lines at what matters in a pipe (both on stderr), events on stdout with -f ndjson, nothing with --quiet.
/// At most 4 a second.
class ProgressReport : public QObject
{
    Q_OBJECT
public:
    explicit ProgressReport(CommandContext &context, QObject *parent = nullptr);

    void show(const Session &session, const QString &stateFile);
    /// A finished line above the progress, such as a saved picture.
    void say(const QString &line);
    /// The same of an error. False where nothing is told, since progress is silent or goes to programs.
    [[nodiscard]] bool warn(const Error &error);
    /// Clears the line; shows what was held back.
    void end();

private:
    void showNow();
    [[nodiscard]] bool makeRoom();
    void drawLine();
    void printLineIfNew();
    void printEvents();

    enum class Manner { Silent, Lines, Line, Events };
    CommandContext &m_context;
    Manner m_manner;
    QTimer m_pause;
    FollowedSession m_newest;
    std::optional<FollowedSession> m_shown;
    Pace m_pace;
    MonotonicClock m_monotonic = systemMonotonicClock();
    bool m_lineIsDrawn = false;
};
