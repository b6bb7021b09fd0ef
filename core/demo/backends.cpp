// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using State = BackendHealth::State;

QJsonObject statusOf(const char *state, const char *grade, const char *message, bool loading = false)
{
    return {{"status"_L1, QLatin1String(state)},
            {"class"_L1, QLatin1String(grade)},
            {"message"_L1, QLatin1String(message)},
            {"any_loading"_L1, loading}};
}

} // namespace

Backends::Backends(const QList<DemoBackend> &natures, const Tempo &tempo)
{
    for (const DemoBackend &nature : natures) {
        Backend &backend
            = *m_backends.emplace_back(std::make_unique<Backend>(int(m_backends.size()), nature, tempo));
        // queued: after what a task that ended has to tell
        connect(&backend, &Backend::slotFreed, this, &Backends::changed, Qt::QueuedConnection);
        connect(&backend.health(), &BackendHealth::changed, this, &Backends::changed, Qt::QueuedConnection);
        connect(&backend, &Backend::loaded, this, [this, which = &backend] { Q_EMIT loaded(which, true); });
        connect(&backend, &Backend::loadFailed, this,
                [this, which = &backend] { Q_EMIT loaded(which, false); });
    }
}

Backend *Backends::find(int id) const
{
    return id >= 0 && size_t(id) < m_backends.size() ? m_backends[size_t(id)].get() : nullptr;
}

QStringList Backends::ids() const
{
    QStringList ids;
    for (const auto &backend : m_backends)
        ids << QString::number(backend->id());
    return ids;
}

bool Backends::isLoaded(const QString &model) const
{
    return loadedModels().contains(model);
}

QStringList Backends::loadedModels() const
{
    QStringList names;
    for (const auto &backend : m_backends) {
        if (backend->isRunning() && !backend->model().isEmpty() && !names.contains(backend->model()))
            names << backend->model();
    }
    return names;
}

int Backends::slotCount() const
{
    int count = 0;
    for (const auto &backend : m_backends)
        count += backend->isRunning() ? backend->slotCount() : 0;
    return count;
}

QJsonArray Backends::features() const
{
    QStringList all;
    for (const auto &backend : m_backends) {
        const State state = backend->health().state();
        if (state != State::Disabled && state != State::Idle)
            all += backend->features();
    }
    all.removeDuplicates();
    return QJsonArray::fromStringList(all);
}

int Backends::freeMemory(std::optional<int> id)
{
    int freed = 0;
    for (const auto &backend : m_backends) {
        if (!backend->isIdle() || id.value_or(backend->id()) != backend->id())
            continue;
        backend->unload();
        ++freed;
    }
    return freed;
}

QJsonObject Backends::describe(bool withModels) const
{
    QJsonObject rows;
    for (const auto &backend : m_backends)
        rows[QString::number(backend->id())] = backend->describe(withModels);
    return rows;
}

qsizetype Backends::count(State state) const
{
    return std::ranges::count_if(m_backends,
                                 [state](const auto &backend) { return backend->health().state() == state; });
}

QJsonObject Backends::status() const
{
    const qsizetype waiting = count(State::Waiting);
    if (m_backends.empty())
        return statusOf("empty", "error",
                        "No backends present. You must configure backends in the Backends section of the "
                        "Server tab before you can continue.");
    if (count(State::Disabled) == qsizetype(m_backends.size()))
        return statusOf("all_disabled", "error",
                        "All backends are disabled. You must enable backends in the Backends section of the "
                        "Server tab before you can continue.");
    if (count(State::Errored) > 0)
        return statusOf("errored", "error",
                        "Some backends have errored on the server. Check the server logs for details.",
                        waiting > 0);
    if (count(State::Running) > 0 && waiting > 0)
        return statusOf("some_loading", "warn", "Some backends are ready, but others are still loading...",
                        true);
    if (count(State::Running) > 0)
        return statusOf("running", "", "");
    if (waiting > 0)
        return statusOf("loading", "soft", "Backends are still loading on the server...", true);
    return statusOf("idle", "warn",
                    "All backends are idle. Cannot generate until at least one backend is running.");
}

} // namespace demo
