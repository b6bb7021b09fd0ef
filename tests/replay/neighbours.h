// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recordedwork.h"
#include "serversetting.h"
#include "translation.h"

/// Makes a demo server as busy as the recorded one was with work that the recording does not hold:
/// generations that last until they are stopped.
class Neighbours
{
public:
    Neighbours(DemoScene &scene, const ServerSetting &setting, const Translation &translation);

    [[nodiscard]] size_t add(const UnseenWork &work);
    /// Returns when the server has taken it up.
    void begin(size_t id);
    /// Returns when nothing is left of it.
    void end(size_t id);
    /// Has some backend load that model, by a picture that nobody keeps.
    void load(const QByteArray &model);

    /// True while there is work of that session of the recording.
    [[nodiscard]] bool work(const QString &recordedSession, int at) const;

private:
    struct Job {
        UnseenWork work = {};
        QString session = {}; ///< here
        std::unique_ptr<RawHttp> connection = {};
    };
    [[nodiscard]] QString makeSession() const;
    [[nodiscard]] std::unique_ptr<RawHttp> post(const QByteArray &route, QJsonObject body,
                                                const QString &session) const;
    void awaitCounts(const QString &session, int waiting, int live) const;
    [[nodiscard]] int slotCount() const;

    DemoScene &m_scene;
    const ServerSetting &m_setting;
    const Translation &m_translation;
    std::vector<Job> m_jobs;
};
