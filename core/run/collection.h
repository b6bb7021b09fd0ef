// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "laterptr.h"
#include "lostjob.h"
#include "picturequeue.h"
#include "sessionending.h"
#include "usedparameters.h"

#include <map>

/// Fetches what a session left on the server whose owner died or lost its line: waits while the server still
/// draws, looks for its pictures, and saves those that are not here yet. What was found is kept in the
/// history. Of an orphan the caller holds the ticket's claim until finished(). Emits finished() exactly once.
class Collection : public QObject
{
    Q_OBJECT
public:
    struct Order {
        HistoryEntry entry = {}; ///< the session, with what it is known to have brought
        bool isOrphan = false; ///< it still stands in the state file
        QString serverSession = {}; ///< empty where it is not known any more
        SavingPlan saving = {};
        LostJob::Limits patience = {};
    };
    struct Yield {
        HistoryEntry entry = {}; ///< as it is kept now
        UsedParameters used = {};
        QStringList newPaths = {}; ///< saved just now
        QList<Error> errors = {};
    };
    /// All must outlive it.
    Collection(SwarmClient &client, const SessionEnding::Needs &needs, Order order,
               WallClock now = systemWallClock(), QObject *parent = nullptr);
    ~Collection() override;

    void start();

Q_SIGNALS:
    void stillDrawing(const ServerCounts &counts);
    void saved(int index, const QString &localPath);
    /// Fails where the server could not be asked.
    void finished(const Result<Collection::Yield> &outcome);

private:
    void follow();
    void take(const QList<JobImage> &images, const std::optional<Error> &problem);
    void takeKnown(const QStringList &paths);
    void onSaved(int index, const Result<QString> &path);
    void conclude();
    void settle(const Result<Yield> &outcome);

    SwarmClient &m_client;
    SessionEnding::Needs m_needs;
    Order m_order;
    WallClock m_now;
    GenerationRequest m_request;
    PictureQueue m_pictures;
    LaterPtr<LostJob> m_lost;
    Yield m_yield;
    std::map<QString, QString> m_here; ///< what is saved: path on the server to path here
    std::map<int, QString> m_coming; ///< paths on the server of what is being saved, by index
};
