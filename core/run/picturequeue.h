// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "generatejob.h"
#include "result.h"
#include "savingplan.h"

#include <QObject>

#include <deque>
#include <memory>

class PictureSaver;

/// Saves the images of one request, one after the other, as they come.
class PictureQueue : public QObject
{
    Q_OBJECT
public:
    /// `client` must outlive it.
    PictureQueue(SwarmClient &client, SavingPlan plan, GenerationRequest request, WallClock now,
                 QObject *parent = nullptr);
    ~PictureQueue() override;

    /// Before add(): files that are not replaced, whatever the plan says.
    void protect(const QStringList &files) { m_protected += files; }
    void add(const JobImage &image);
    /// Gives up what is not saved yet; the server keeps it. Waits for a step that is being done on the disk,
    /// and tells what that has saved; nothing else.
    void drop();
    /// True while nothing waits and nothing is on its way.
    [[nodiscard]] bool isIdle() const { return m_waiting.empty(); }

Q_SIGNALS:
    /// Before saved(): what the server wrote into the picture, where it told nothing with it.
    void described(int index, const QString &metadata);
    /// Once for each image: its absolute path, or why there is none.
    void saved(int index, const Result<QString> &path);
    /// Nothing waits any more.
    void drained();

private:
    void saveNext();
    void onSaved(const Result<QString> &path);

    SwarmClient &m_client;
    SavingPlan m_plan;
    GenerationRequest m_request;
    WallClock m_now;
    std::unique_ptr<PictureSaver> m_saver;
    QStringList m_protected; ///< what this queue saved among them: one picture never replaces another
    std::deque<JobImage> m_waiting; ///< the first is on its way while there is a saver
};
