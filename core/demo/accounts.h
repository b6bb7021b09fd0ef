// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"
#include "demomemory.h"

namespace demo
{

/// Who may use the server, and as what. Without accounts everybody is its owner.
class Accounts
{
public:
    /// Tokens are kept in `memory`, which must outlive it.
    Accounts(QList<DemoAccount> accounts, DemoMemory &memory);

    [[nodiscard]] bool areNeeded() const { return !m_accounts.isEmpty(); }
    /// Of users that have no account, too: they are from before there were any.
    [[nodiscard]] QStringList permissionsOf(const QString &user) const;
    [[nodiscard]] bool may(const QString &user, const QString &permission) const;

    /// Whether that is what a web page sends as the password of that user: hashed once, or to be hashed here.
    [[nodiscard]] bool isPassword(const QString &user, const QString &sent) const;
    /// Another token each time; empty where there is no such account.
    [[nodiscard]] QByteArray makeToken(const QString &user);
    /// Whose token that is; nothing where it is none.
    [[nodiscard]] std::optional<QString> userOf(const QByteArray &token) const;

private:
    [[nodiscard]] const DemoAccount *find(const QString &user) const;

    QList<DemoAccount> m_accounts;
    DemoMemory &m_memory;
};

} // namespace demo
