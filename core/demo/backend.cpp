// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

QStringList backendFeatures()
{
    return {u"comfyui"_s,  u"refiners"_s,       u"controlnet"_s, u"endstepsearly"_s,
            u"seamless"_s, u"variation_seed"_s, u"freeu"_s,      u"folderslash"_s};
}

Backend::Backend(int id, const Tempo &tempo, QObject *parent)
    : QObject(parent)
    , m_id(id)
    , m_tempo(tempo)
    , m_lastUsed(QDateTime::currentSecsSinceEpoch())
{
    m_load.setSingleShot(true);
    connect(&m_load, &QTimer::timeout, this, [this] {
        m_model = std::exchange(m_loadingModel, {});
        m_freshModel = true;
        Q_EMIT loaded();
    });
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
    m_drawings.push_back(std::make_unique<Drawing>(task, m_tempo, nullptr));
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

QJsonObject Backend::describe(bool withModel) const
{
    const qint64 idle = QDateTime::currentSecsSinceEpoch() - m_lastUsed;
    QJsonObject row{
        {"type"_L1, "comfyui_api"_L1},
        {"status"_L1, m_enabled ? "running"_L1 : "disabled"_L1},
        {"id"_L1, m_id},
        {"settings"_L1,
         QJsonObject{{"Address"_L1, u"http://127.0.0.1:%1"_s.arg(8188 + m_id)},
                     {"AllowIdle"_L1, false},
                     {"OverQueue"_L1, slotCount - 1},
                     {"EnableFrontendDev"_L1, false}}},
        {"modcount"_L1, 0},
        {"features"_L1, QJsonArray::fromStringList(backendFeatures())},
        {"enabled"_L1, m_enabled},
        {"title"_L1, u"Demo %1"_s.arg(m_id + 1)},
        {"max_usages"_L1, slotCount},
        {"seconds_since_used"_L1, idle},
        {"time_since_used"_L1, u"%1 seconds ago"_s.arg(idle)},
        {"can_load_models"_L1, true},
    };
    if (withModel)
        row["current_model"_L1] = m_model.isEmpty() || !m_enabled ? QJsonValue() : QJsonValue(m_model);
    return row;
}

} // namespace demo
