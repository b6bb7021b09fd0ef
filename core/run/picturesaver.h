// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picturename.h"
#include "savingplan.h"
#include "swarmclient.h"

#include <QObject>
#include <QTemporaryFile>

#include <memory>

class ImageFetch;

/// Saves one result as a file: fetched as it comes into a temporary file of the same folder, freed of its
/// metadata, then given its name in one step. Never over an existing file unless the plan says so: "-2",
/// "-3", … are added. Emits finished() exactly once, never inside start(). Deleting it earlier leaves nothing
/// behind.
class PictureSaver : public QObject
{
    Q_OBJECT
public:
    PictureSaver(SwarmClient &client, SavingPlan plan, PictureFacts facts, QObject *parent = nullptr);
    ~PictureSaver() override;
    void start();

Q_SIGNALS:
    /// The absolute path, or why there is no file.
    void finished(const Result<QString> &path);

private:
    void onFetched(const Result<QString> &extension);
    [[nodiscard]] Result<> removeMetadata(const QString &extension);
    [[nodiscard]] Result<QString> giveName();
    void settle(const Result<QString> &path);

    SwarmClient &m_client;
    SavingPlan m_plan;
    PictureFacts m_facts;
    std::unique_ptr<QTemporaryFile> m_file;
    std::unique_ptr<ImageFetch> m_fetch;
};

/// Creates the folder of the plan and tries it. For before a job is sent: pictures that cannot be saved are
/// better not asked for.
[[nodiscard]] Result<> prepareFolder(const SavingPlan &plan);
