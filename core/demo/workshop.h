// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend.h"

#include <QSet>

#include <functional>
#include <vector>

namespace demo
{

/// All backends, and the line of tasks before them. Roughly first come, first served: a task whose model is
/// loaded may overtake one that needs another, but not keep it waiting for ever.
class Workshop : public QObject
{
    Q_OBJECT
public:
    Workshop(int backends, const Tempo &tempo, QObject *parent);

    /// Told, now or soon, by the methods of the task. It must outlive its stay, or withdraw() be called.
    void queue(ImageTask &task);
    /// Takes a task out, wherever it is; nothing more is told of it.
    void withdraw(ImageTask &task);

    /// Loads a model on that backend, or on any that is idle; says whether it could.
    void load(const QString &model, std::optional<int> backend, std::function<void(bool)> done);
    [[nodiscard]] bool isLoaded(const QString &model) const;
    [[nodiscard]] QStringList loadedModels() const;

    /// False where there is no such backend.
    bool setEnabled(int id, bool enabled);
    [[nodiscard]] int slotCount() const; ///< of those that are enabled
    [[nodiscard]] QStringList ids() const;
    [[nodiscard]] QJsonObject describe(bool withModels) const;
    [[nodiscard]] QJsonObject status() const; ///< "backend_status" of the real server
    [[nodiscard]] QJsonArray features() const;

private:
    struct Waiting {
        ImageTask *task = nullptr;
        bool loads = false; ///< a model is being loaded for it
    };
    struct Wish {
        QString model = {};
        std::optional<int> id = {};
        std::function<void(bool)> done = {};
        const Backend *backend = nullptr; ///< that loads it
    };

    void dispatch();
    void dispatchWishes();
    void endWishes(const Backend *backend);
    /// A free backend for that task, with its model loaded.
    [[nodiscard]] Backend *readyFor(const ImageTask &task) const;
    [[nodiscard]] bool idlerComes(const ImageTask &task) const;
    void loadFor(Waiting &waiting);
    [[nodiscard]] bool mayUse(const Backend &backend, const ImageTask &task) const;
    [[nodiscard]] QString reasonAgainst(const ImageTask &task) const;
    void beImpatient();
    void giveUp();

    const Tempo &m_tempo;
    std::vector<std::unique_ptr<Backend>> m_backends;
    std::deque<Waiting> m_line;
    std::deque<Wish> m_wishes;
    QTimer m_patience;
    QSet<const Backend *> m_reserved; ///< for tasks that wait for another model
};

} // namespace demo
