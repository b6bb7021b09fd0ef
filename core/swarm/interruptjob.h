// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

/// Stops everything of one server session, and nothing else (InterruptAll). Emits finished() exactly once;
/// success also where the session is not known any more: then nothing of it runs. Deletes itself.
class InterruptJob : public QObject
{
    Q_OBJECT
public:
    InterruptJob(SwarmClient &client, const QString &serverSession, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(const Result<> &outcome);
};

/// Asks what one server session still does (GetCurrentStatus). An invalid session counts as all zeros:
/// nothing of it runs. Emits finished() exactly once; deletes itself.
class SessionProbe : public QObject
{
    Q_OBJECT
public:
    SessionProbe(SwarmClient &client, const QString &serverSession, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(const Result<ServerCounts> &counts);
};
