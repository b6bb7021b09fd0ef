// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "countspoll.h"
#include "generatejob.h"
#include "laterptr.h"

#include <QTimer>

#include <map>

/// A job whose line broke after it was sent: follows what its server session still does, and when that is
/// over looks for its pictures, a second time after a pause where some are missing: a server may still be
/// writing what it has drawn. Emits over() exactly once.
class LostJob : public QObject
{
    Q_OBJECT
public:
    struct Case {
        ServerSession session = {};
        GenerationRequest request = {};
        QDateTime sent = {};
    };

    struct Limits {
        std::chrono::milliseconds pause{1000}; ///< between questions
        std::chrono::milliseconds silence{90000}; ///< without an answer it gives up
    };

    LostJob(SwarmClient &client, Case lost, const Limits &limits, QObject *parent = nullptr);

Q_SIGNALS:
    void working(const ServerCounts &counts);
    /// `isRestarted`: the server is another process than the one that took the job, which is gone with it.
    /// `problem` is why it is not known what the server did, or what it has; none where something was found.
    void over(const QList<JobImage> &found, bool isRestarted, const std::optional<Error> &problem);

private:
    void take(const ServerCounts &counts);
    void search();
    void takeFound(const QList<JobImage> &images, const QString &serverId,
                   const std::optional<Error> &problem);

    SwarmClient &m_client;
    Case m_case;
    Limits m_limits;
    LaterPtr<CountsPoll> m_poll;
    QTimer m_again;
    bool m_isLast = false; ///< no further search
    std::map<int, JobImage> m_found; ///< by all searches
};
