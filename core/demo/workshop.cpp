// SPDX-License-Identifier: GPL-3.0-or-later
#include "workshop.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

bool isPossible(const Backend &backend, const ImageTask &task)
{
    const BackendHealth::State state = backend.health().state();
    return (state == BackendHealth::State::Running || state == BackendHealth::State::Waiting)
        && task.order().backend.value_or(backend.id()) == backend.id();
}

/// The first feature that a task needs and the backend has not.
QString missingFeature(const Backend &backend, const ImageTask &task)
{
    const QStringList has = backend.features();
    for (const QString &feature : task.order().features) {
        if (!has.contains(feature))
            return feature;
    }
    return {};
}

} // namespace

Workshop::Workshop(const QList<DemoBackend> &backends, const Tempo &tempo)
    : m_tempo(tempo)
    , m_backends(backends, tempo)
{
    connect(&m_backends, &Backends::changed, this, [this] {
        beImpatient();
        dispatch();
    });
    connect(&m_backends, &Backends::loaded, this, &Workshop::endWishes);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Workshop::giveUp);
}

void Workshop::queue(ImageTask &task)
{
    m_line.push_back({.task = &task});
    beImpatient();
    dispatch();
}

void Workshop::withdraw(ImageTask &task)
{
    if (std::erase_if(m_line, [&](const Waiting &one) { return one.task == &task; }) > 0)
        return;
    for (const auto &backend : m_backends) {
        if (backend->abort(task))
            return;
    }
}

void Workshop::dispatch()
{
    m_reserved.clear();
    for (size_t i = 0; i < m_line.size();) {
        ImageTask &task = *m_line[i].task;
        Backend *backend = reasonAgainst(task).isEmpty() ? readyFor(task) : nullptr;
        if (backend != nullptr) {
            m_line.erase(m_line.begin() + std::ptrdiff_t(i));
            backend->take(task);
        } else {
            loadFor(m_line[i]);
            ++i;
        }
    }
    dispatchWishes();
}

bool Workshop::mayUse(const Backend &backend, const ImageTask &task)
{
    return isPossible(backend, task) && missingFeature(backend, task).isEmpty();
}

bool Workshop::canInterrupt(const ImageTask &task) const
{
    return std::ranges::none_of(
        m_backends, [&](const auto &backend) { return backend->ignoresInterrupts() && backend->has(task); });
}

Backend *Workshop::readyFor(const ImageTask &task) const
{
    Backend *best = nullptr;
    const QString &model = task.order().model;
    for (const auto &backend : m_backends) {
        if (mayUse(*backend, task) && backend->isFree() && !m_reserved.contains(backend.get())
            && (model.isEmpty() || backend->model() == model)
            && (best == nullptr || backend->used() < best->used()))
            best = backend.get();
    }
    return best != nullptr && best->used() > 0 && idlerComes(task) ? nullptr : best;
}

// A backend that draws nothing, or already gets this model, is worth the wait for its loading: behind another
// job's picture it might last for ever.
bool Workshop::idlerComes(const ImageTask &task) const
{
    const QString &model = task.order().model;
    return std::ranges::any_of(m_backends, [&](const auto &backend) {
        return mayUse(*backend, task) && !m_reserved.contains(backend.get()) && backend->model() != model
            && (backend->isIdle() || backend->loadingModel() == model);
    });
}

void Workshop::loadFor(Waiting &waiting)
{
    const ImageTask &task = *waiting.task;
    if (!reasonAgainst(task).isEmpty())
        return;
    const QString &model = task.order().model;
    Backend *loader = nullptr;
    Backend *quietest = nullptr;
    bool somewhere = false;
    for (const auto &backend : m_backends) {
        if (!mayUse(*backend, task) || m_reserved.contains(backend.get()))
            continue;
        somewhere = somewhere || backend->model() == model;
        if (backend->loadingModel() == model || (loader == nullptr && backend->isIdle()))
            loader = backend.get();
        if (quietest == nullptr || backend->used() < quietest->used())
            quietest = backend.get();
    }
    if (loader == nullptr) {
        if (!somewhere && quietest != nullptr)
            m_reserved.insert(quietest);
        return;
    }
    if (!loader->isLoading())
        loader->load(model);
    if (waiting.loads)
        return;
    const bool counted = std::ranges::any_of(m_line, [&](const Waiting &other) {
        return other.loads && other.task->sessionId() == task.sessionId();
    });
    if (!counted) { // a session waits for a load once, with however many tasks
        waiting.loads = true;
        waiting.task->loading();
    }
}

void Workshop::load(const QString &model, std::optional<int> backend, std::function<void(bool)> done)
{
    const bool possible = std::ranges::any_of(m_backends, [&](const auto &one) {
        return one->isRunning() && backend.value_or(one->id()) == one->id();
    });
    if (!possible)
        return done(false);
    m_wishes.push_back({.model = model, .id = backend, .done = std::move(done)});
    dispatch();
}

void Workshop::dispatchWishes()
{
    for (Wish &wish : m_wishes) {
        for (const auto &backend : m_backends) {
            if (wish.backend != nullptr || !backend->isIdle()
                || wish.id.value_or(backend->id()) != backend->id())
                continue;
            backend->load(wish.model);
            wish.backend = backend.get();
        }
    }
}

void Workshop::endWishes(const Backend *backend, bool could)
{
    std::deque<Wish> over;
    for (const Wish &wish : m_wishes) {
        if (wish.backend == backend)
            over.push_back(wish);
    }
    std::erase_if(m_wishes, [&](const Wish &wish) { return wish.backend == backend; });
    for (const Wish &wish : over)
        wish.done(could);
    dispatch();
}

QString Workshop::reasonAgainst(const ImageTask &task) const
{
    QStringList reasons;
    bool any = false;
    for (const auto &backend : m_backends) {
        if (!isPossible(*backend, task))
            continue;
        any = true;
        const QString missing = missingFeature(*backend, task);
        if (missing.isEmpty())
            return {};
        reasons << u"- Request requires flag '%1' which is not present on the backend"_s.arg(missing);
    }
    reasons.removeDuplicates();
    return any ? "No backends match the settings of the request given! Backends refused for the following "
                 "reason(s):\n"_L1
            + reasons.join(u'\n')
               : u"No backends available!"_s;
}

void Workshop::beImpatient()
{
    const bool hopeless = std::ranges::any_of(
        m_line, [this](const Waiting &one) { return !reasonAgainst(*one.task).isEmpty(); });
    if (hopeless && !m_patience.isActive())
        m_patience.start(m_tempo.noBackend);
}

void Workshop::giveUp()
{
    std::deque<std::pair<ImageTask *, QString>> hopeless;
    for (const Waiting &one : m_line) {
        if (const QString reason = reasonAgainst(*one.task); !reason.isEmpty())
            hopeless.emplace_back(one.task, reason);
    }
    std::erase_if(m_line, [this](const Waiting &one) { return !reasonAgainst(*one.task).isEmpty(); });
    for (const auto &[task, reason] : hopeless)
        task->ended(reason);
}

} // namespace demo
