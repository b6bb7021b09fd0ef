// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backends.h"

#include <QSet>

#include <functional>
#include <vector>

namespace demo
{

/// The line of tasks before the backends. Roughly first come, first served: a task whose model is
/// loaded may overtake one that needs another, but not keep it waiting for ever.
class Workshop : public QObject
{
    Q_OBJECT
public:
    Workshop(const QList<DemoBackend> &backends, const Tempo &tempo);

    [[nodiscard]] Backends &backends() { return m_backends; }
    [[nodiscard]] const Backends &backends() const { return m_backends; }

    /// Told, now or soon, by the methods of the task. It must outlive its stay, or withdraw() be called.
    void queue(ImageTask &task);
    /// Takes a task out, wherever it is; nothing more is told of it.
    void withdraw(ImageTask &task);

    /// Loads a model on that backend, or on any that is idle; says whether it could.
    void load(const QString &model, std::optional<int> backend, std::function<void(bool)> done);
    /// False where the backend that draws that task cannot be stopped.
    [[nodiscard]] bool canInterrupt(const ImageTask &task) const;

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
    void endWishes(const Backend *backend, bool could);
    /// A free backend for that task, with its model loaded.
    [[nodiscard]] Backend *readyFor(const ImageTask &task) const;
    [[nodiscard]] bool idlerComes(const ImageTask &task) const;
    void loadFor(Waiting &waiting);
    /// It will be able to, if not now.
    [[nodiscard]] static bool mayUse(const Backend &backend, const ImageTask &task);
    [[nodiscard]] QString reasonAgainst(const ImageTask &task) const;
    void beImpatient();
    void giveUp();

    const Tempo &m_tempo;
    Backends m_backends;
    std::deque<Waiting> m_line;
    std::deque<Wish> m_wishes;
    QTimer m_patience;
    QSet<const Backend *> m_reserved; ///< for tasks that wait for another model
};

} // namespace demo
