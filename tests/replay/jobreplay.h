// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generatejob.h"
#include "recordedjob.h"
#include "transcriptserver.h"

class QNetworkAccessManager;

/// Runs one recorded job again through GenerateJob, against a server that says what was recorded, and
/// compares how it ends. Jobs that the recorded client interrupted are cancelled at the same moment.
class JobReplay
{
public:
    JobReplay(QNetworkAccessManager &network, const Transcript &transcript);

    /// How it ended otherwise than recorded; empty where it did not.
    [[nodiscard]] QString difference(const Transcript::Socket &socket) const;
    [[nodiscard]] QString difference(const Transcript::Http &call) const;

private:
    struct Job {
        TranscriptServer &server;
        const RecordedJob &recorded;
        ServerAddress address = {};
        bool overHttp = false;
        QString outcome = {}; ///< as a person read it; empty where nobody did
    };
    [[nodiscard]] QString run(const Job &job, const QJsonObject &request) const;
    [[nodiscard]] QString outcomeDifference(const Job &job, const JobResult &result) const;
    [[nodiscard]] QString dataUrlDifference(const JobResult &result) const;

    QNetworkAccessManager &m_network;
    const Transcript &m_transcript;
};
