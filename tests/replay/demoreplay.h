// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "callask.h"
#include "neighbours.h"
#include "serverevent.h"
#include "serversetting.h"
#include "socketreplay.h"

#include <functional>
#include <map>

/// Asks a demo server what a client was recorded to ask a real one, in the same order, and compares what
/// comes back: statuses, headers, shapes, error texts, the order of what matters, how sockets end. Volatile
/// values (ids, names, times, counts in between) are not compared. The server is set up as the recording
/// alone tells.
class DemoReplay
{
public:
    explicit DemoReplay(const Transcript &transcript);

    /// Why it cannot be replayed at all; empty where it can.
    [[nodiscard]] QString impossible() const { return m_impossible; }
    /// Differences, a line each; none where all is as recorded.
    [[nodiscard]] QStringList run();

private:
    /// What is done in the same millisecond is done in this order.
    enum class Rank { Server, Neighbour, Connect, Frame, Call };
    using Moment = std::pair<int, Rank>;

    void plan();
    void planSocket(const Transcript::Socket &socket);
    void loadModel();
    void happen(const ServerEvent &event);
    void connectSocket(const Transcript::Socket &recorded);
    void act(const Transcript::Socket &recorded, const Transcript::Frame &frame);
    void ask(const Transcript::Http &recorded);
    void settle(CallAsk &call);
    /// Waits until everything that had come by then in the recording has come here. False where it does not.
    [[nodiscard]] bool catchUp(int at);
    void note(const QString &where, const QStringList &differences);

    const Transcript &m_transcript;
    const ServerSetting m_setting;
    DemoScene m_scene;
    Translation m_translation;
    Neighbours m_neighbours;
    std::multimap<Moment, std::function<void()>> m_plan;
    std::vector<std::unique_ptr<CallAsk>> m_calls;
    std::map<const Transcript::Socket *, std::unique_ptr<SocketReplay>> m_sockets;
    QHash<QString, QString> m_serverIds; ///< recorded → here
    QStringList m_differences;
    QString m_impossible;
};
