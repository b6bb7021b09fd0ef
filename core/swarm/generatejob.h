// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "generationrequest.h"
#include "swarmclient.h"
#include "swarmevent.h"

#include <QObject>

#include <memory>

/// How far a job is, over all its images.
struct JobProgress {
    Q_GADGET
public:
    enum class Phase { Sent, Queued, LoadingModel, Sampling, Reconnecting };
    Q_ENUM(Phase)
    Phase phase = Phase::Sent;
    double overall = 0; ///< 0..1, never falls; 0: the server gave no figure yet
    int imagesDone = 0;

    bool operator==(const JobProgress &) const = default;
};

/// One result of a job: a picture of the request itself, never a grid or an intermediate.
struct JobImage {
    int index = 0; ///< 0…, in the order of the request's seeds where the server tells; in order of arrival
                   ///< over HTTP
    QString path = {}; ///< "View/…", "Output/…" or a data URL; "data:" alone where it came in a message
    QString metadata = {}; ///< JSON text of the server, or empty
    QByteArray content = {}; ///< the picture that came in a message; only with imageArrived()

    bool operator==(const JobImage &) const = default;
};

/// How a job ended. `error` says why where images are missing; images that came before it are kept. Stopped
/// on the server by someone else: the error is Cancelled.
struct JobResult {
    QList<JobImage> images = {}; ///< without those that the server withdrew; over HTTP there may be more than
                                 ///< were requested, for it does not tell which are intermediates
    int requested = 0; ///< with the batch size
    bool cancelled = false; ///< by cancel(): images are missing because the server stopped
    std::optional<Error> error = {};
    QList<Error> furtherErrors = {}; ///< beside `error`; also where all images came all the same
};

/// One generation on one server session of its own, over WebSocket, or over HTTP where the socket cannot be
/// opened (or `overHttp` is asked); never sent twice. Where nothing could be sent, it tries again for a few
/// seconds. Where the line breaks after sending, the job follows
/// what the server still does and looks for the pictures there (only for a request with a seed). Emits
/// finished() exactly once, never from inside start() or cancel(), and nothing after it. Deleting an
/// unfinished job does not stop the server: cancel() does.
class GenerateJob : public QObject
{
    Q_OBJECT
public:
    struct Options {
        bool overHttp = false;
        std::chrono::milliseconds connectLimit{10000}; ///< for getting a session and opening the socket
        std::chrono::milliseconds retryPause{500}; ///< before the first of three further tries; then doubled
        /// With nothing from the server, not even a pong, the line is lost.
        std::chrono::milliseconds silenceLimit{90000};
        std::chrono::milliseconds endLimit{10000}; ///< from the last image to the server's last word
        std::chrono::milliseconds pollPause{1000}; ///< between questions over HTTP and after a lost line
        std::chrono::milliseconds stopLimit{5000}; ///< for the server to end a cancelled job
        WallClock now = systemWallClock();
    };

    /// `client` must outlive the job.
    GenerateJob(SwarmClient &client, GenerationRequest request, const Options &options,
                QObject *parent = nullptr);
    GenerateJob(SwarmClient &client, GenerationRequest request, QObject *parent = nullptr);
    ~GenerateJob() override;

    void start();
    /// Tells the server to stop this job and no other (InterruptAll on its own server session); images that
    /// come anyway are kept. finished() follows when the server is done, or after
    /// `stopLimit`.
    void cancel();

    [[nodiscard]] bool isFinished() const;

Q_SIGNALS:
    /// The job's own server session exists, nothing has been sent yet. The job goes on when proceed() is
    /// called, so that a ticket can be written first. Comes again, with another session, where the server
    /// forgot the first one or was not there when it was to take the request.
    void prepared(const ServerSession &session);
    void progressed(const JobProgress &progress);
    /// A data URL, undecoded; only the newest matters.
    void previewed(int index, const QByteArray &dataUrl);
    void imageArrived(const JobImage &image);
    void finished(const JobResult &result);

public:
    /// Sends the request. Only after prepared().
    void proceed();

private:
    class Private;
    std::unique_ptr<Private> d;
};
