// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "swarmclient.h"

/// Asks for the models of a kind (ListModels): "LoRA", "VAE", …; empty: those that draw. Emits finished()
/// exactly once; deletes itself after that.
class ModelInquiry : public QObject
{
    Q_OBJECT
public:
    ModelInquiry(SwarmClient &client, const QString &kind = {}, QObject *parent = nullptr);

Q_SIGNALS:
    void finished(const Result<QList<ServerModel>> &models);
};

/// The exact entry for what a user typed (with or without folder and extension, any case), or ModelNotFound
/// naming up to 5 similar ones (details: {"matches": […]}), or Usage where several fit.
[[nodiscard]] Result<ServerModel> findModel(const QList<ServerModel> &models, const QString &typed);
