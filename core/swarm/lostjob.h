// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "countspoll.h"
#include "generatejob.h"
#include "laterptr.h"

/// A job whose line broke after it was sent: follows what its server session still does, and when that is
/// over looks for its pictures. Emits over() exactly once.
class LostJob : public QObject
{
    Q_OBJECT
public:
    struct Case {
        ServerSession session = {};
        GenerationRequest request = {};
        QDateTime sent = {};
    };

    /// Gives up when the server has not answered for `options.silenceLimit`.
    LostJob(SwarmClient &client, Case lost, const GenerateJob::Options &options, QObject *parent = nullptr);

Q_SIGNALS:
    void working(const ServerCounts &counts);
    /// `isRestarted`: the server is another process than the one that took the job, which is gone with it.
    /// `problem` is why it is not known what the server did, or what it has.
    void over(const QList<JobImage> &found, bool isRestarted, const std::optional<Error> &problem);

private:
    void take(const ServerCounts &counts);
    void search();

    SwarmClient &m_client;
    Case m_case;
    std::chrono::milliseconds m_silenceLimit;
    LaterPtr<CountsPoll> m_poll;
};
