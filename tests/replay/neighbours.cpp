// SPDX-License-Identifier: GPL-3.0-or-later
#include "neighbours.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Neighbours::Neighbours(DemoScene &scene, const ServerSetting &setting, const Translation &translation)
    : m_scene(scene)
    , m_setting(setting)
    , m_translation(translation)
{
}

size_t Neighbours::add(const UnseenWork &work)
{
    m_jobs.push_back({.work = work});
    return m_jobs.size() - 1;
}

bool Neighbours::work(const QString &recordedSession, int at) const
{
    return std::ranges::any_of(m_jobs, [&](const Job &job) {
        return job.work.session == recordedSession && at >= job.work.from && at < job.work.to;
    });
}

QString Neighbours::makeSession() const
{
    QString session;
    m_scene.with([&session](demo::DemoServer &server) { session = server.makeSession(u"local"_s); });
    return session;
}

std::unique_ptr<RawHttp> Neighbours::post(const QByteArray &route, QJsonObject body,
                                          const QString &session) const
{
    body["session_id"_L1] = session;
    const QByteArray &required = m_setting.options.requiredAuthorization;
    const QByteArray header = required.isEmpty() ? QByteArray() : "Authorization: " + required + "\r\n";
    auto connection = std::make_unique<RawHttp>(m_scene.port());
    connection->send(jsonPost("/API/" + route, QJsonDocument(body).toJson(QJsonDocument::Compact), header));
    return connection;
}

int Neighbours::slotCount() const
{
    int count = 0;
    for (const DemoBackend &backend : m_setting.options.chosenBackends)
        count += backend.kind == DemoBackend::Kind::Comfy ? 2 : 1;
    return std::max(count, 1);
}

void Neighbours::begin(size_t id)
{
    Job &job = m_jobs.at(id);
    const QString known = m_translation.session(job.work.session);
    job.session = known.isEmpty() ? makeSession() : known;
    const int images = job.work.images > 0 ? job.work.images : slotCount();
    QJsonObject request = DemoScene::request(u"demo-step=600000"_s, images);
    job.connection = post("GenerateText2Image", request, job.session);
    awaitCounts(job.session, images, std::min(images, slotCount()));
}

void Neighbours::end(size_t id)
{
    Job &job = m_jobs.at(id);
    if (job.session.isEmpty())
        return;
    (void)post("InterruptAll", {}, job.session)->next();
    awaitCounts(job.session, 0, 0);
    job.connection.reset();
}

void Neighbours::load(const QByteArray &model)
{
    QJsonObject request = DemoScene::request(u"nobody keeps this"_s, 1, 1);
    request["model"_L1] = QString::fromUtf8(model);
    request["donotsave"_L1] = true;
    (void)post("GenerateText2Image", request, makeSession())->next();
}

void Neighbours::awaitCounts(const QString &session, int waiting, int live) const
{
    const QDeadlineTimer deadline(5s);
    while (!deadline.hasExpired()) {
        const QJsonObject counts
            = post("GetCurrentStatus", {}, session)->next().json()["status"_L1].toObject();
        if (counts["waiting_gens"_L1].toInt() == waiting && counts["live_gens"_L1].toInt() == live)
            return;
        QTest::qWait(5);
    }
}
