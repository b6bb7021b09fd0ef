// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "countspoll.h"
#include "generatejob.h"
#include "jobledger.h"
#include "jobsocket.h"
#include "laterptr.h"
#include "lostjob.h"
#include "stopper.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

// One way through: session → prepared → socket or HTTP → running → over; from running a broken line leads
// through reconnecting to over.
class GenerateJob::Private : public QObject
{
    Q_DECLARE_TR_FUNCTIONS(GenerateJob)
public:
    Private(GenerateJob &job, SwarmClient &swarm, GenerationRequest wanted, const Options &chosen);

    void start();
    void proceed();
    void cancel();

    bool finished = false;

private:
    enum class Stage { New, Preparing, Prepared, Opening, Running, Reconnecting, Over };

    void askSession();
    void takeSession(const Result<QJsonObject> &reply);
    [[nodiscard]] bool renewSession(const Error &error);
    [[nodiscard]] bool tryAgain(const Error &error);
    void openSocket();
    void sendOverSocket();
    void sendOverHttp();
    void takeFrame(const QByteArray &frame);
    void takeProgress(const ProgressEvent &event);
    void takeImage(const ImageEvent &event);
    void takeError(const ErrorEvent &event);
    void takeReply(const Result<QJsonObject> &reply);
    void takeCounts(const ServerCounts &counts);
    void takeNoCounts();
    void lookAtBeginning();
    void lookForDrawn();
    void startPoll();
    void awaitFrame();
    void onQuiet();
    void reconnect(const Error &reason);
    void takeFound(const QList<JobImage> &images, bool isRestarted);
    void onOutOfPatience();
    void announce(const QList<JobImage> &images);
    void tell();
    void conclude(const std::optional<Error> &missing = {});
    void settle(const JobResult &result);
    [[nodiscard]] Error brokenLine() const;
    [[nodiscard]] Error startedAnew() const;
    [[nodiscard]] const QUrl &server() const { return client.address().url; }

    GenerateJob &q;
    SwarmClient &client;
    GenerationRequest request;
    Options options;
    JobLedger ledger;
    JobProgress told;
    ServerSession session;
    QDateTime sent;
    Stage stage = Stage::New;
    bool renewed = false;
    int furtherTries = 0;
    QElapsedTimer trying; ///< since the first try
    QTimer retry;
    std::optional<QStringList> before; ///< over HTTP: like pictures that were there already; none: not known
    std::optional<Error> lineError; ///< why the line was lost
    LaterPtr<SwarmCall> call;
    LaterPtr<JobSocket> line;
    LaterPtr<CountsPoll> poll; ///< while the answer comes over HTTP, or the socket is quiet
    QTimer quiet; ///< since the last frame
    LaterPtr<LostJob> lost;
    LaterPtr<Stopper> stopper;
};
