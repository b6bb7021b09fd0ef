// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "liveness.h"
#include "pathevents.h"
#include "result.h"
#include "session.h"

#include <QObject>

#include <memory>

/// A session as it is seen from here.
struct SeenSession {
    Session session = {};
    Liveness liveness = Liveness::Alive;

    bool operator==(const SeenSession &) const = default;
};
using SeenSessions = std::map<QString, SeenSession>;

/// Tells when the sessions of one state file change, and when their owners die, stop or fall silent. Wakes up
/// only when something happened, when a heartbeat is due, or where the system gives no events. Reads without
/// a lock. Lives in one thread with an event loop.
class SessionWatcher : public QObject
{
    Q_OBJECT
public:
    /// `processes` and `events` must outlive the watcher.
    SessionWatcher(QString stateFile, const ProcessTable &processes, PathEvents &events,
                   MonotonicClock monotonic = systemMonotonicClock(), WallClock now = systemWallClock(),
                   QObject *parent = nullptr);
    ~SessionWatcher() override;

    [[nodiscard]] QString stateFile() const;
    /// What was last seen; read at once by the constructor (which takes up to 150 ms where the file does not
    /// parse).
    [[nodiscard]] const SeenSessions &sessions() const;
    /// What stands in the file, as last understood: also what is hidden, and without what it says of dead
    /// owners.
    [[nodiscard]] const Sessions &written() const;
    /// The sentence why the file cannot be read or understood now; empty where it can.
    [[nodiscard]] QString problem() const;
    /// A sentence why changes are seen late, as the system does not tell of them; empty where it does.
    [[nodiscard]] QString slowness() const;
    /// Looks now, whatever the system told.
    void check();

Q_SIGNALS:
    /// Sessions appeared, changed, vanished, or are judged anew.
    void changed(const SeenSessions &sessions);
    /// The file says something else than before; see written().
    void rewritten();
    /// The file cannot be read or understood; said once for each cause. Empty when that is over.
    void problemChanged(const QString &sentence);
    /// Said once for each cause. Empty when that is over.
    void slownessChanged(const QString &sentence);
    /// The project folder is gone, or back.
    void folderPresent(bool present);

private:
    class Private;
    std::unique_ptr<Private> d;
};
