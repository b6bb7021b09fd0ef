// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picturename.h"
#include "savingplan.h"
#include "swarmclient.h"

#include <QObject>
#include <QStringList>
#include <QTemporaryFile>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>

class ImageFetch;

/// Saves one result as a file: fetched as it comes into a temporary file of the same folder, then, in a
/// thread of its own because a disk may be slow, freed of its metadata and given its name in one step. Never
/// over an existing file unless the plan says so: "-2", "-3", … are added. Emits finished() exactly once,
/// never inside start(). Deleting it earlier leaves nothing behind.
class PictureSaver : public QObject
{
    Q_OBJECT
public:
    /// `kept` are not replaced, whatever the plan says.
    PictureSaver(SwarmClient &client, SavingPlan plan, PictureFacts facts, QStringList kept = {},
                 QObject *parent = nullptr);
    ~PictureSaver() override; ///< waits for the step that is being done on the disk
    /// `content` is the picture where it is here already; without, it is fetched.
    void start(const QByteArray &content = {});

    /// Gives it up, once the step that is being done on the disk is over: the path where it had its name by
    /// then. finished() does not come any more.
    std::optional<QString> abandon();

    /// What the server wrote into the picture (embeddedMetadata()), once it is saved.
    [[nodiscard]] const QString &metadata() const { return m_metadata; }

Q_SIGNALS:
    /// The absolute path, or why there is no file.
    void finished(const Result<QString> &path);

private:
    void onFetched(const Result<QString> &extension);
    void finish(const QString &extension, const QByteArray &content = {});
    void onNamed(const Result<QString> &path, const QString &metadata);
    void settle(const Result<QString> &path);

    SwarmClient &m_client;
    SavingPlan m_plan;
    PictureFacts m_facts;
    QStringList m_kept;
    QString m_metadata;
    std::unique_ptr<QTemporaryFile> m_file;
    std::unique_ptr<ImageFetch> m_fetch;
    std::atomic<bool> m_dropped = false; ///< nobody waits for the picture any more
    QString m_named; ///< by the pool: what has its name already
    QThreadPool m_pool;
};

/// Creates the folder of the plan and tries it. For before a job is sent: pictures that cannot be saved are
/// better not asked for.
[[nodiscard]] Result<> prepareFolder(const SavingPlan &plan);
