// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend.h"

#include <QJsonArray>

#include <memory>
#include <vector>

namespace demo
{

/// All backends, and what the server says of them together.
class Backends : public QObject
{
    Q_OBJECT
public:
    Backends(const QList<DemoBackend> &natures, const Tempo &tempo);

    [[nodiscard]] auto begin() const { return m_backends.begin(); }
    [[nodiscard]] auto end() const { return m_backends.end(); }
    /// Null where there is none.
    [[nodiscard]] Backend *find(int id) const;
    [[nodiscard]] QStringList ids() const;

    [[nodiscard]] bool isLoaded(const QString &model) const;
    [[nodiscard]] QStringList loadedModels() const;
    [[nodiscard]] int slotCount() const; ///< of those that run
    [[nodiscard]] QJsonArray features() const;
    /// Takes the models from those that do nothing; of all, or of one. Says from how many.
    int freeMemory(std::optional<int> id);

    [[nodiscard]] QJsonObject describe(bool withModels) const;
    [[nodiscard]] QJsonObject status() const; ///< "backend_status" of the real server

Q_SIGNALS:
    /// Of any of them: a slot is free, or it can be used or not any more.
    void changed();
    void loaded(const demo::Backend *backend, bool could);

private:
    [[nodiscard]] qsizetype count(BackendHealth::State state) const;

    std::vector<std::unique_ptr<Backend>> m_backends;
};

} // namespace demo
