// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "owner.h"
#include "result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

/// The private note that an owner keeps about its session, so that this user's other programs can show its
/// prompt, stop it and find its pictures when the owner is gone. Holds a secret (serverSession): never shown,
/// logged or shared.
struct Ticket {
    QString sessionId = {};
    QString project = {}; ///< canonical path of the folder that holds the state file
    QString stateFile = {};
    QString server = {}; ///< base URL
    QString serverSession = {}; ///< SwarmUI's session_id, a credential
    QJsonObject parameters = {}; ///< prompt, model and all else that was asked for, by the server's names
    QString label = {};
    QDateTime startTime = {};
    int requested = 0;
    QStringList imagePaths = {}; ///< results so far, as the server names them
    QStringList localPaths = {}; ///< results so far, as saved here
    QJsonObject saving = {}; ///< how its pictures are saved (SavingPlan); empty: not at all
    std::optional<Owner> owner = {};

    bool operator==(const Ticket &) const = default;
};

/// The tickets of this user: one file for each session, 0600 in a folder 0700. Several processes share it.
class TicketBox
{
public:
    explicit TicketBox(const QString &privateFolder, WallClock now = systemWallClock());

    [[nodiscard]] Result<> write(const Ticket &ticket) const;
    /// The sessions that this user has tickets for.
    [[nodiscard]] QStringList sessionIds() const;
    /// None where there is none, it is not this user's, or cannot be understood.
    [[nodiscard]] std::optional<Ticket> read(const QString &sessionId) const;
    void remove(const QString &sessionId) const;
    /// Removes those older than 31 days.
    void prune() const;

    /// The right to close an orphan: exactly one process holds it at a time; given back when destroyed (or
    /// when its process dies). Null where another holds it or there is no ticket.
    class Claim
    {
    public:
        explicit Claim(int descriptor) noexcept
            : m_descriptor(descriptor)
        {
        }
        Claim(const Claim &) = delete;
        Claim &operator=(const Claim &) = delete;
        ~Claim();

    private:
        int m_descriptor;
    };
    [[nodiscard]] std::unique_ptr<Claim> claim(const QString &sessionId) const;

private:
    [[nodiscard]] QString fileOf(const QString &sessionId) const;
    QString m_folder;
    WallClock m_now;
};
