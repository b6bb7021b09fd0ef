// SPDX-License-Identifier: GPL-3.0-or-later
#include "workshop.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

Workshop::Workshop(int backends, const Tempo &tempo, QObject *parent)
    : QObject(parent)
    , m_tempo(tempo)
{
    for (int id = 0; id < backends; ++id) {
        Backend &backend = *m_backends.emplace_back(std::make_unique<Backend>(id, tempo, nullptr));
        // queued: after what a task that ended has to tell
        connect(&backend, &Backend::slotFreed, this, &Workshop::dispatch, Qt::QueuedConnection);
        connect(&backend, &Backend::loaded, this, [this, which = &backend] { endWishes(which); });
    }
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

bool Workshop::mayUse(const Backend &backend, const ImageTask &task) const
{
    return backend.isEnabled() && task.order().backend.value_or(backend.id()) == backend.id();
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
        return one->isEnabled() && backend.value_or(one->id()) == one->id();
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

void Workshop::endWishes(const Backend *backend)
{
    std::deque<Wish> over;
    for (const Wish &wish : m_wishes) {
        if (wish.backend == backend)
            over.push_back(wish);
    }
    std::erase_if(m_wishes, [&](const Wish &wish) { return wish.backend == backend; });
    for (const Wish &wish : over)
        wish.done(true);
    dispatch();
}

QString Workshop::reasonAgainst(const ImageTask &task) const
{
    const bool any = std::ranges::any_of(m_backends, [&](const auto &one) { return mayUse(*one, task); });
    if (!any)
        return u"No backends available!"_s;
    const QString &missing = task.order().missingFeature;
    if (!missing.isEmpty())
        return u"No backends match the settings of the request given! Backends refused for the following "
               "reason(s):\n- Request requires flag '%1' which is not present on the backend"_s.arg(missing);
    return {};
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

bool Workshop::isLoaded(const QString &model) const
{
    return loadedModels().contains(model);
}

QStringList Workshop::loadedModels() const
{
    QStringList names;
    for (const auto &backend : m_backends) {
        if (backend->isEnabled() && !backend->model().isEmpty() && !names.contains(backend->model()))
            names << backend->model();
    }
    return names;
}

bool Workshop::setEnabled(int id, bool enabled)
{
    if (id < 0 || size_t(id) >= m_backends.size())
        return false;
    m_backends[size_t(id)]->setEnabled(enabled);
    beImpatient();
    dispatch();
    return true;
}

int Workshop::slotCount() const
{
    return Backend::slotCount
        * int(std::ranges::count_if(m_backends, [](const auto &one) { return one->isEnabled(); }));
}

QStringList Workshop::ids() const
{
    QStringList ids;
    for (const auto &backend : m_backends)
        ids << QString::number(backend->id());
    return ids;
}

QJsonObject Workshop::describe(bool withModels) const
{
    QJsonObject rows;
    for (const auto &backend : m_backends)
        rows[QString::number(backend->id())] = backend->describe(withModels);
    return rows;
}

QJsonObject Workshop::status() const
{
    QLatin1String state = "running"_L1;
    QLatin1String grade = ""_L1;
    QLatin1String message = ""_L1;
    if (slotCount() == 0) {
        const bool empty = m_backends.empty();
        grade = "error"_L1;
        state = empty ? "empty"_L1 : "all_disabled"_L1;
        message = empty
            ? "No backends present. You must configure backends in the Backends section of the "
              "Server tab before you can continue."_L1
            : "All backends are disabled. You must enable backends in the Backends section of the "
              "Server tab before you can continue."_L1;
    }
    return {{"status"_L1, state}, {"class"_L1, grade}, {"message"_L1, message}, {"any_loading"_L1, false}};
}

QJsonArray Workshop::features() const
{
    return slotCount() > 0 ? QJsonArray::fromStringList(backendFeatures()) : QJsonArray();
}

} // namespace demo
