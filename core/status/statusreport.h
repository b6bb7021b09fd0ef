// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "followedsession.h"
#include "serverfacts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonObject>
#include <QList>

/// What every face prints, paints or speaks: sessions and server facts put together once. A plain value.
struct StatusReport {
    Q_DECLARE_TR_FUNCTIONS(StatusReport)
public:
    enum class Attention { Idle, Running, NeedsAttention, Offline };

    QList<FollowedSession> sessions = {}; ///< live ones, by project and start time
    ServerFacts server = {};
    QString project = {}; ///< empty where several are shown
    QString stateFile = {};
    QString stateProblem = {};
    QDateTime now = {};
    int unseenProblems = 0; ///< failed sessions that nobody has dismissed yet (desktop)
    QString problemProject = {}; ///< where there is just one: its project's name

    [[nodiscard]] int running() const; ///< live ones whose owner is not provably dead
    [[nodiscard]] int needingAttention() const; ///< orphans, stopped and silent ones, and unseen problems
    [[nodiscard]] double
    overallProgress() const; ///< Σ(progress × images) / Σ images of the running ones, 0..1
    [[nodiscard]] Attention attention() const; ///< attention before offline before running before idle

    /// One sentence, for the tray's tooltip ("2 sessions are running, 45 % done.").
    [[nodiscard]] QString sentence() const;
    /// One short line, for a status bar of the shell ("2 running 45%"); "idle" where nothing runs.
    [[nodiscard]] QString shortLine() const;
    /// Schema 1 of `status`, key for key.
    [[nodiscard]] QJsonObject toJson() const;
};

/// One object of `active_generations`.
[[nodiscard]] QJsonObject activeGenerationJson(const FollowedSession &session, const QDateTime &now);

/// How long a session still takes: as it was followed, else guessed from one look. None where it cannot be
/// told, or nobody knows whether it goes on: of an orphan, a stopped, a silent and an ended one.
[[nodiscard]] std::optional<std::chrono::seconds> timeLeft(const FollowedSession &session,
                                                           const QDateTime &now);

/// "12s", "2.5m", "1.0h", as the predecessor printed durations.
[[nodiscard]] QString shortDuration(std::chrono::milliseconds duration);

/// First 8 characters of an id.
[[nodiscard]] QString shortId(const QString &sessionId);
/// The one word of a session's state, as tables print it: "sampling", "queued", "orphan", "stopped",
/// "cancelling", …
[[nodiscard]] QLatin1String stateWord(const FollowedSession &session);
