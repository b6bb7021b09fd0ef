// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QLatin1String nameOf(BackendHealth::State state)
{
    switch (state) {
    case BackendHealth::State::Disabled:
        return "disabled"_L1;
    case BackendHealth::State::Waiting:
        return "waiting"_L1;
    case BackendHealth::State::Errored:
        return "errored"_L1;
    case BackendHealth::State::Idle:
        return "idle"_L1;
    case BackendHealth::State::Running:
        return "running"_L1;
    }
    return {};
}

} // namespace

Backend::Backend(int id, const DemoBackend &nature, const Tempo &tempo)
    : m_id(id)
    , m_kind(nature.kind)
    , m_tempo(tempo)
    , m_health(nature, tempo)
    , m_title(u"Demo %1"_s.arg(id + 1))
{
    m_load.setSingleShot(true);
    connect(&m_load, &QTimer::timeout, this, [this] {
        m_model = std::exchange(m_loadingModel, {});
        m_freshModel = true;
        Q_EMIT loaded();
    });
    connect(&m_health, &BackendHealth::lost, this, &Backend::breakDown);
}

QStringList Backend::features() const
{
    if (isWebUi())
        return {u"variation_seed"_s, u"autowebui"_s};
    return {u"comfyui"_s,  u"refiners"_s,       u"controlnet"_s, u"endstepsearly"_s,
            u"seamless"_s, u"variation_seed"_s, u"freeu"_s,      u"folderslash"_s};
}

void Backend::load(const QString &model)
{
    m_loadingModel = model;
    m_load.start(m_tempo.load);
}

void Backend::take(ImageTask &task)
{
    ++m_used;
    m_lastUsed = QDateTime::currentSecsSinceEpoch();
    task.live();
    m_drawings.push_back(std::make_unique<Drawing>(task, m_tempo, m_kind));
    if (m_drawings.size() == 1)
        drawNext();
}

void Backend::drawNext()
{
    if (m_drawings.empty())
        return;
    Drawing &drawing = *m_drawings.front();
    // queued, so that a drawing is never deleted inside its own signal
    connect(
        &drawing, &Drawing::ended, this,
        [this, which = &drawing](const QString &error) { end(which, error); }, Qt::QueuedConnection);
    drawing.start(drawing.task() != nullptr ? firstPart(drawing.task()->order()) : 1);
}

int Backend::firstPart(const PictureOrder &order)
{
    constexpr int nothingKnown = 1;
    constexpr int allKnown = 4;
    const int first
        = allKnown - int(order.prompt != m_knownPrompt) - int(order.negativePrompt != m_knownNegative);
    m_knownPrompt = order.prompt;
    m_knownNegative = order.negativePrompt;
    return std::exchange(m_freshModel, false) ? nothingKnown : first;
}

void Backend::end(const Drawing *drawing, const QString &error)
{
    if (m_drawings.empty() || m_drawings.front().get() != drawing)
        return; // aborted meanwhile
    const std::unique_ptr<Drawing> over = std::move(m_drawings.front());
    m_drawings.pop_front();
    drawNext(); // the next one begins before the last one is told, as on the real server
    if (ImageTask *task = over->task()) {
        --m_used;
        task->ended(error);
        Q_EMIT slotFreed();
    }
}

bool Backend::has(const ImageTask &task) const
{
    return std::ranges::any_of(m_drawings, [&](const auto &one) { return one->task() == &task; });
}

bool Backend::abort(ImageTask &task)
{
    const auto found
        = std::ranges::find_if(m_drawings, [&](const auto &one) { return one->task() == &task; });
    if (found == m_drawings.end())
        return false;
    --m_used;
    const bool drawn = found == m_drawings.begin();
    (*found)->abandon();
    if (!drawn || !task.order().failures.has(Failures::Kind::Deaf)) {
        disconnect(found->get(), nullptr, this, nullptr);
        found->release()->deleteLater();
        m_drawings.erase(found);
        if (drawn)
            drawNext();
    }
    Q_EMIT slotFreed();
    return true;
}

void Backend::breakDown()
{
    m_model.clear();
    if (isLoading()) {
        m_load.stop();
        m_loadingModel.clear();
        Q_EMIT loadFailed();
    }
    while (!m_drawings.empty()) {
        Drawing *over = m_drawings.front().release();
        m_drawings.pop_front();
        ImageTask *task = over->task();
        over->abandon();
        disconnect(over, nullptr, this, nullptr);
        over->deleteLater(); // it may have said already that it ended
        if (task != nullptr) {
            --m_used;
            task->ended(u"Something went wrong while generating images."_s);
        }
    }
    Q_EMIT slotFreed();
}

void Backend::edit(const QString &title, const QJsonObject &settings)
{
    m_title = title;
    ++m_edits;
    m_health.restart(settings["AllowIdle"_L1].toBool(m_health.mayIdle()));
}

QJsonObject Backend::settings() const
{
    const QString address = u"http://127.0.0.1:%1"_s.arg((isWebUi() ? 7860 : 8188) + m_id);
    if (isWebUi())
        return {{"Address"_L1, address}};
    return {{"Address"_L1, address},
            {"AllowIdle"_L1, m_health.mayIdle()},
            {"OverQueue"_L1, slotCount() - 1},
            {"EnableFrontendDev"_L1, false}};
}

QJsonObject Backend::describe(bool withModel) const
{
    const qint64 unused = m_lastUsed ? QDateTime::currentSecsSinceEpoch() - *m_lastUsed : 0;
    QJsonObject row{
        {"type"_L1, isWebUi() ? "auto_webui_api"_L1 : "comfyui_api"_L1},
        {"status"_L1, nameOf(m_health.state())},
        {"id"_L1, m_id},
        {"settings"_L1, settings()},
        {"modcount"_L1, m_edits},
        {"features"_L1, QJsonArray::fromStringList(features())},
        {"enabled"_L1, m_health.isEnabled()},
        {"title"_L1, m_title},
        {"max_usages"_L1, slotCount()},
        {"seconds_since_used"_L1, unused},
        {"time_since_used"_L1, m_lastUsed ? u"%1 seconds ago"_s.arg(unused) : u"Never"_s},
        {"can_load_models"_L1, true},
    };
    if (withModel)
        row["current_model"_L1] = m_model.isEmpty() || !isRunning() ? QJsonValue() : QJsonValue(m_model);
    return row;
}

} // namespace demo
