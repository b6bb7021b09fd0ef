// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"
#include "tempo.h"

#include <QObject>
#include <QTimer>

namespace demo
{

/// Whether a backend can be used: what was set for it, and what became of that. It begins with a look whether
/// anything answers at its address, which takes a moment if nothing does.
class BackendHealth : public QObject
{
    Q_OBJECT
public:
    enum class State { Disabled, Waiting, Errored, Idle, Running };

    BackendHealth(const DemoBackend &nature, const Tempo &tempo);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    [[nodiscard]] bool mayIdle() const { return m_mayIdle; }
    void setEnabled(bool enabled);
    void setReachable(bool reachable);
    /// It was edited, and is looked at anew: even one that answers is "waiting" for a moment.
    void restart(bool mayIdle);

Q_SIGNALS:
    void changed();
    /// It was running, and does not answer any more. After changed().
    void lost();

private:
    void begin();
    void settle();
    void become(State state);

    const Tempo &m_tempo;
    bool m_enabled;
    bool m_reachable;
    bool m_mayIdle;
    State m_state = State::Disabled;
    QTimer m_look;
};

} // namespace demo
