// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cancelwish.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>

/// Looks after the orphans of one project that this user has tickets for: asks the server what it still does
/// for them, and closes those that are over as interrupted, each by exactly one of the processes that see it.
class OrphanKeeper : public QObject
{
    Q_OBJECT
public:
    /// The needs are those of a CancelWish.
    OrphanKeeper(CancelWish::Needs needs, QObject *parent = nullptr);

    /// True while a question or a closing is on its way.
    [[nodiscard]] bool isBusy() const { return !m_asking.empty(); }

Q_SIGNALS:
    /// The server still works on it.
    void stillWorking(const QString &sessionId, const ServerCounts &counts);
    void closed(const QString &sessionId);
    /// Nothing is on its way any more.
    void idle();

private:
    struct Asking {
        Ticket ticket;
        std::unique_ptr<TicketBox::Claim> claim;
    };
    void look();
    void ask(const QString &sessionId);
    void onAnswer(const QString &sessionId, const Result<ServerCounts> &counts);
    void release(const QString &sessionId);

    CancelWish::Needs m_needs;
    std::map<QString, Asking> m_asking;
    QSet<QString> m_known; ///< orphans that were looked at; looked at again when the timer says so
    QTimer m_again;
};
