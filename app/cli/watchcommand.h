// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "projectsfollower.h"

#include <QTimer>

/// `watch`: follows sessions live. Redraws on a terminal; one line an event in a pipe; `-f ndjson` one JSON
/// event a line.
class WatchCommand : public Command
{
    Q_OBJECT
public:
    WatchCommand(CommandContext &context, WatchOptions options);
    void start() override;
    void interrupt(int signalNumber) override;

private:
    void onStarted(const FollowedSession &session);
    void onChanged(const FollowedSession &before, const FollowedSession &now);
    void onEnded(const FollowedSession &session);
    void warn(const QString &code, const QString &sentence);
    [[nodiscard]] bool isWatched(const FollowedSession &session) const;
    [[nodiscard]] QList<FollowedSession> watched() const;
    void write(const QString &line);
    void tell(const QJsonObject &event);
    void endAfterTrouble(const Result<> &written);
    void endIfItIsOver();
    void finishOnce();
    void redraw();

    enum class Manner { Events, Lines, Screen };
    WatchOptions m_options;
    QString m_id; ///< of the only session that is watched; empty: all
    Manner m_manner = Manner::Lines;
    std::unique_ptr<ProjectsFollower> m_projects;
    QTimer m_redraw;
    QStringList m_endings; ///< on a terminal: the newest ends, below the table
    int m_drawnLines = 0;
    bool m_hasEnded = false;
};
