// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generatejob.h"

#include <QDateTime>

/// Looks on the server for the pictures of a request whose answer was lost (ListImages): those of the same
/// prompt and parameters whose seed is one of the request's. Needs a request with a seed, and pictures that
/// were saved with their metadata; else finds nothing. Emits finished() exactly once; deletes itself.
class ImageSearch : public QObject
{
    Q_OBJECT
public:
    /// `sent` is when the request went out: older pictures are others'.
    ImageSearch(SwarmClient &client, GenerationRequest request, const QDateTime &sent,
                QObject *parent = nullptr);

Q_SIGNALS:
    /// By index, each at most once; none where nothing was found or the server does not let look. `serverId`
    /// is ServerSession's; empty where it was not told.
    /// `problem` is why it could not look.
    void finished(const QList<JobImage> &images, const QString &serverId,
                  const std::optional<Error> &problem);

private:
    void list(const Result<QJsonObject> &sessionReply);
    void pick(const QJsonObject &listing, const ServerSession &session);
    [[nodiscard]] std::optional<int> indexOf(const QString &metadata) const;
    void end(const QList<JobImage> &images, const std::optional<Error> &problem = {});

    SwarmClient &m_client;
    GenerationRequest m_request;
    bool m_isOneSeed; ///< all images have the same
    QDate m_earliest;
    QString m_serverId;
};
