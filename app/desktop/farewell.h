// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ownruns.h"

#include <QTimer>

/// The end of the program while sessions of its own run: stops them on the server and waits until they are
/// recorded as cancelled, but no longer than told. What is left then is an orphan with a ticket, never a
/// session that looks alive. Emits done() once.
class Farewell : public QObject
{
    Q_OBJECT
public:
    explicit Farewell(OwnRuns &runs, QObject *parent = nullptr);

    /// Called again, it only shortens the wait.
    void begin(std::chrono::milliseconds limit);
    [[nodiscard]] bool hasBegun() const { return m_begun; }

Q_SIGNALS:
    void done();

private:
    void endIfAlone();
    void end();

    OwnRuns &m_runs;
    QTimer m_limit;
    bool m_begun = false;
    bool m_done = false;
};
