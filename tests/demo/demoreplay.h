// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoscene.h"
#include "transcript.h"

#include <QHash>
#include <QJsonArray>

#include <map>
#include <memory>

/// Does with a demo server what a client was recorded to do with a real one, in the same order, and compares
/// what comes back: statuses, shapes, error texts, the order of what matters. Volatile values (ids, names,
/// times, counts in between) are not compared.
class DemoReplay
{
public:
    DemoReplay(DemoScene &scene, const Transcript &transcript);

    /// Differences, a line each; none where all was as recorded. `skipped` are labels of calls that are not
    /// made.
    [[nodiscard]] QStringList run(const QStringList &skipped = {});

private:
    struct PendingCall {
        const Transcript::Http *recorded;
        std::unique_ptr<RawHttp> connection;
    };
    struct OpenSocket {
        const Transcript::Socket *recorded;
        std::unique_ptr<RawSocket> socket;
    };

    void call(const Transcript::Http &recorded);
    void settle(PendingCall &pending);
    void compareReply(const Transcript::Http &recorded, const RawReply &reply);
    void compareError(const QString &where, const QJsonObject &recorded, const QJsonObject &here);
    void connectSocket(const Transcript::Socket &recorded);
    void act(const Transcript::Socket &recorded, const Transcript::Frame &frame);
    void compareSocket(OpenSocket &open);
    void compareMessages(const QString &where, const QList<QJsonObject> &recorded,
                         const QList<QJsonObject> &here);
    /// Waits until everything that had come by then in the recording has come here.
    void catchUp(int at);
    /// The bytes that a client would send here.
    [[nodiscard]] QByteArray translated(QByteArray bytes);
    void learnPaths(const QJsonArray &recorded, const QJsonArray &here);
    void differ(const QString &where, const QString &what);

    DemoScene &m_scene;
    const Transcript &m_transcript;
    QHash<QByteArray, QByteArray> m_sessions; ///< recorded to ours
    QHash<QByteArray, QByteArray> m_paths; ///< beginnings of names of pictures, recorded to ours
    std::vector<PendingCall> m_calls;
    std::map<const Transcript::Socket *, OpenSocket> m_sockets;
    QStringList m_differences;
};
