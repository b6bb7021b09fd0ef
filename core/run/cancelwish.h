// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "followedsession.h"
#include "previewbox.h"
#include "projectfollower.h"
#include "sessionstore.h"
#include "swarmclient.h"

#include <QObject>
#include <QTimer>

#include <functional>

/// What came of asking a session to stop.
struct CancelReply {
    Q_GADGET
public:
    enum class Result { Cancelled, Requested, AlreadyEnded, NotFound, Refused };
    Q_ENUM(Result)
    QString sessionId = {};
    Result result = Result::Requested;
    QString via = {}; ///< "owner", "server" or empty
    std::optional<Error> error = {};
};

[[nodiscard]] QLatin1String wireName(CancelReply::Result result);

/// Stops a session that this process does not run: asks its owner through the store, waits 3 s, then
/// interrupts the server itself where the ticket may be read, else waits up to 15 s. An orphan is stopped on
/// the server at once and closed. Emits finished() exactly once; deletes itself.
class CancelWish : public QObject
{
    Q_OBJECT
public:
    using Clients = std::function<SwarmClient &(const QUrl &server)>;

    /// `follower` follows the session's project and must outlive the wish, as must `store`, `tickets`,
    /// `previews` and `history`.
    struct Needs {
        ProjectFollower &follower;
        SessionStore &store;
        const TicketBox &tickets;
        PreviewBox &previews;
        History &history;
        Clients clients;
        QString by; ///< "user@host" of who asks
        WallClock now = systemWallClock();
    };
    CancelWish(Needs needs, QString sessionId, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(const CancelReply &reply);

private:
    using Reply = CancelReply::Result;
    void askOwner(const FollowedSession &session);
    void goAround();
    void giveUp();
    void stopOrphan(const FollowedSession &session);
    void interrupt(const Ticket &ticket);
    void onInterrupted(const Ticket &ticket, const Result<> &done);
    void close(const Ticket &ticket);
    void onEnded(const FollowedSession &session);
    void settle(Reply result, const QString &via, std::optional<Error> error = {});

    Needs m_needs;
    QString m_id;
    QTimer m_patience;
    std::unique_ptr<TicketBox::Claim> m_claim;
    int m_tries = 30; ///< for an orphan's claim
    std::optional<Error> m_trouble; ///< why the request is not in the file
    bool m_closes = false; ///< its owner is dead: we close it in its stead
    bool m_settled = false;
};
