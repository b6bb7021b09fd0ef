// SPDX-License-Identifier: GPL-3.0-or-later
#include "cancelwish.h"

#include "interruptjob.h"
#include "sessionending.h"

#include <array>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

constexpr auto ownersTurn = 3s; ///< then we go around it, where we may
constexpr auto claimPause = 100ms;
constexpr auto patience = 15s; ///< in all, where we may not

constexpr std::array words{"cancelled"_L1, "requested"_L1, "already_ended"_L1, "not_found"_L1, "refused"_L1};

/// Nobody has been asked: the request could not be left in the file.
Error unasked(Error error)
{
    error.hint = CancelWish::tr(
        "So its owner could not be asked. Stop it where it runs, or make the file writable.");
    return error;
}

QString userOf(const QString &by)
{
    return by.section(u'@', 0, 0);
}

} // namespace

QLatin1String wireName(CancelReply::Result result)
{
    return words.at(size_t(result));
}

CancelWish::CancelWish(Needs needs, QString sessionId, QObject *parent)
    : QObject(parent)
    , m_needs(std::move(needs))
    , m_id(std::move(sessionId))
{
    m_patience.setSingleShot(true);
}

void CancelWish::start()
{
    const auto &live = m_needs.follower.sessions();
    const auto found = live.find(m_id);
    if (found == live.end()) {
        const auto entry = m_needs.history.find(m_id);
        const bool isKnown = entry && entry->has_value();
        return settle(isKnown ? Reply::AlreadyEnded : Reply::NotFound, {});
    }
    connect(&m_needs.follower, &ProjectFollower::ended, this, &CancelWish::onEnded);
    const FollowedSession session = found->second;
    if (isForeign(
            m_id)) // the predecessor's id is its server session: stopping that stops all of that process
        return interrupt({.server = session.session.server, .serverSession = m_id});
    if (session.liveness == Liveness::Orphan)
        return stopOrphan(session);
    askOwner(session);
}

void CancelWish::askOwner(const FollowedSession &session)
{
    connect(&m_needs.store, &SessionStore::troubled, this,
            [this](const Error &error) { m_trouble = unasked(error); });
    m_needs.store.requestCancel(m_id, m_needs.by);
    connect(&m_patience, &QTimer::timeout, this, &CancelWish::goAround);
    // A stopped program cannot act: no use waiting for it.
    m_patience.start(session.liveness == Liveness::Stopped ? 0ms : ownersTurn);
}

void CancelWish::goAround()
{
    m_patience.disconnect(this);
    if (const auto ticket = m_needs.tickets.read(m_id); ticket && !ticket->serverSession.isEmpty())
        return interrupt(*ticket);
    if (m_trouble && m_needs.store.hasUnwritten())
        return settle(Reply::Refused, {}, m_trouble);
    connect(&m_patience, &QTimer::timeout, this, &CancelWish::giveUp);
    m_patience.start(patience - ownersTurn);
}

void CancelWish::giveUp()
{
    const auto found = m_needs.follower.sessions().find(m_id);
    const bool isNamed = found != m_needs.follower.sessions().end() && found->second.session.owner;
    const QString host = isNamed ? found->second.session.owner->host : tr("the owner");
    settle(Reply::Requested, u"owner"_s,
           Error{.kind = Error::Kind::Timeout,
                 .message = tr("Asked; %1 has not answered, the request stays in the file.").arg(host),
                 .hint = tr("It stops as soon as its program sees the request.")});
}

void CancelWish::stopOrphan(const FollowedSession &session)
{
    if (m_settled)
        return;
    const auto ticket = m_needs.tickets.read(m_id);
    if (!ticket || ticket->serverSession.isEmpty()) {
        const QString user = session.session.owner ? session.session.owner->user : QString();
        const bool isOurs = user.isEmpty() || user == userOf(m_needs.by);
        return settle(Reply::Refused, {},
                      Error{.kind = Error::Kind::Refused,
                            .message = isOurs
                                ? tr("The program that started this session is gone, and so is its ticket.")
                                : tr("Only %1 can stop it.").arg(user),
                            .hint = isOurs
                                ? tr("It leaves the list 24 hours after its last sign of life.")
                                : tr("The program that started it is gone, and its ticket is private.")});
    }
    m_claim = m_needs.tickets.claim(m_id);
    if (!m_claim) { // someone is asking about it at this moment
        if (--m_tries < 0)
            return goAround();
        QTimer::singleShot(claimPause, this, [this, session] { stopOrphan(session); });
        return;
    }
    m_closes = true;
    interrupt(*ticket);
}

void CancelWish::interrupt(const Ticket &ticket)
{
    auto *job = new InterruptJob(m_needs.clients(QUrl(ticket.server)), ticket.serverSession, this);
    connect(job, &InterruptJob::finished, this,
            [this, ticket](const Result<> &done) { onInterrupted(ticket, done); });
}

void CancelWish::onInterrupted(const Ticket &ticket, const Result<> &done)
{
    if (!done) {
        Error error = done.error();
        if (m_closes && error.kind == Error::Kind::Unreachable)
            error.hint = tr("Try again when the server is there; else it leaves the list 24 hours after its "
                            "last sign of life.");
        return settle(Reply::Refused, u"server"_s, error);
    }
    if (!m_closes)
        return settle(Reply::Cancelled, u"server"_s);
    close(ticket);
}

void CancelWish::close(const Ticket &ticket)
{
    HistoryEntry entry = entryFor(ticket, Outcome::Cancelled, m_needs.now());
    entry.cancelledBy = m_needs.by;
    auto *ending = new SessionEnding({m_needs.history, m_needs.store, m_needs.tickets, m_needs.previews},
                                     std::move(entry), SessionEnding::Whose::DeadOwners, this);
    connect(ending, &SessionEnding::finished, this, [this](const Result<> &row) {
        settle(Reply::Cancelled, u"server"_s, row ? std::nullopt : std::optional(row.error()));
    });
    ending->start();
}

void CancelWish::onEnded(const FollowedSession &session)
{
    if (session.session.id != m_id || m_closes)
        return;
    // How another user's session ended is not for us to read: by our request, where that could be written.
    const bool isUnknown = session.outcome == Outcome::Ended;
    const bool wasTooLate = session.outcome == Outcome::Completed || session.outcome == Outcome::Partial
        || session.outcome == Outcome::Failed || (isUnknown && m_needs.store.hasUnwritten());
    settle(wasTooLate ? Reply::AlreadyEnded : Reply::Cancelled, u"owner"_s);
}

void CancelWish::settle(Reply result, const QString &via, std::optional<Error> error)
{
    if (std::exchange(m_settled, true))
        return;
    m_patience.stop();
    m_claim.reset();
    const CancelReply reply{.sessionId = m_id, .result = result, .via = via, .error = std::move(error)};
    QMetaObject::invokeMethod(
        this,
        [this, reply] {
            Q_EMIT finished(reply);
            deleteLater();
        },
        Qt::QueuedConnection);
}
