// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cancelwish.h"

#include <QObject>
#include <QSet>
#include <QTimer>

/// Looks after the orphans of one project that this user has tickets for: asks the server what it still does
/// for them, and closes those that are over as interrupted, each by exactly one of the processes that see it.
class OrphanKeeper : public QObject
{
    Q_OBJECT
public:
    /// The needs are those of a CancelWish.
    OrphanKeeper(CancelWish::Needs needs, QObject *parent = nullptr);

    /// True while an orphan has not been asked for yet, or a closing is on its way.
    [[nodiscard]] bool isBusy() const { return !m_asking.isEmpty(); }

Q_SIGNALS:
    /// The server still works on it.
    void stillWorking(const QString &sessionId, const ServerCounts &counts);
    void closed(const QString &sessionId);
    /// Nothing is left to be asked for now.
    void idle();

private:
    void look();
    void ask(const FollowedSession &orphan);
    void close(const QString &sessionId);

    CancelWish::Needs m_needs;
    QSet<QString> m_asking;
    QSet<QString> m_asked;
    QTimer m_again;
};
