// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "generatejob.h"
#include "history.h"
#include "picturequeue.h"
#include "previewbox.h"
#include "projectregistry.h"
#include "savingplan.h"
#include "sessionstore.h"
#include "sessionwatcher.h"
#include "ticket.h"
#include "usedparameters.h"

#include <QObject>

#include <memory>

/// What a generation run needs of its program. All must outlive the run.
struct RunNeeds {
    SwarmClient &client;
    SessionStore &store;
    SessionWatcher &watcher; ///< of the same state file: that is how requests to cancel arrive
    const TicketBox &tickets;
    PreviewBox &previews;
    const ProjectRegistry &projects;
    History &history;
    Owner owner;
    WallClock now = systemWallClock();
};

/// What is to be run.
struct RunOrder {
    GenerationRequest request = {};
    SavingPlan saving = {};
    QString stateFile = {};
    QString label = {};
    GenerateJob::Options job = {};
};

/// How a run ended.
struct RunResult {
    HistoryEntry entry = {}; ///< as kept in the history
    UsedParameters used = {}; ///< what the server says of the image that came first
    QList<Error> errors = {};
    std::optional<Error> unstopped = {}; ///< why the server could not be told to stop; it may draw on
};

/// One generation from start to end: records its session, writes the ticket before the job is sent, saves
/// pictures as they come, and ends in this order: pictures saved, history row, session removed, ticket
/// deleted, finished(). The same for command line and window. Emits finished() exactly once.
class GenerationRun : public QObject
{
    Q_OBJECT
public:
    GenerationRun(const RunNeeds &needs, RunOrder order, QObject *parent = nullptr);
    ~GenerationRun() override;

    void start();
    /// Stops it on the server; pictures that are there already are kept. `by` is "user@host" where someone
    /// else asked for it.
    void cancel(const QString &by = {});
    /// Waits for no more pictures where the server is done: those that are not saved yet stay there. False
    /// where there is none to wait for, or the server still works.
    bool leavePictures();

    [[nodiscard]] const Session &session() const { return m_session; }
    [[nodiscard]] QString stateFile() const { return m_order.stateFile; }
    [[nodiscard]] bool isFinished() const { return m_finished; }
    /// Nothing of it is drawn any more; pictures may still be on their way.
    [[nodiscard]] bool isServerDone() const { return m_jobResult.has_value(); }

Q_SIGNALS:
    /// After each change of the session, also before it is written.
    void changed(const Session &session);
    void pictureSaved(int number, const QString &localPath);
    /// A sentence that does not end the run: pictures cannot be saved, history cannot be written.
    void warned(const Error &error);
    void finished(const RunResult &result);

private:
    void onPrepared(const ServerSession &session);
    void onProgress(const JobProgress &progress);
    void onPreview(const QByteArray &dataUrl);
    void onImage(const JobImage &image);
    void onSaved(int index, const Result<QString> &path);
    void learn(int index, const QString &metadata);
    void onJobFinished(const JobResult &result);
    void onRewritten();
    void onSeen(const SeenSessions &sessions);
    void show(Session next);
    void concludeWhenSaved();
    void conclude();
    void learnWhoCancelled();
    void onEnded(const Result<> &row);
    struct Paths {
        QStringList onServer = {};
        QStringList here = {};
    };
    [[nodiscard]] Paths paths() const;
    void notePaths();
    [[nodiscard]] Outcome outcome() const;
    [[nodiscard]] HistoryEntry entry() const;

    RunNeeds m_needs;
    RunOrder m_order;
    Session m_session;
    Ticket m_ticket;
    std::unique_ptr<GenerateJob> m_job;
    PictureQueue m_pictures;
    std::optional<JobResult> m_jobResult;
    std::map<int, QString> m_imagePaths; ///< on the server, by image index
    std::map<int, QString> m_localPaths; ///< by image index
    QList<Error> m_errors;
    UsedParameters m_used;
    QString m_cancelledBy;
    RunResult m_result;
    bool m_cancelled = false;
    bool m_picturesLeft = false; ///< by leavePictures()
    bool m_finished = false;
};
