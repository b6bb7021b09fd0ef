// SPDX-License-Identifier: GPL-3.0-or-later
#include "accounts.h"

#include "permissions.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QByteArray randomHex()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->generate(random.begin(), random.end());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toHex();
}

QString hashOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace

Accounts::Accounts(QList<DemoAccount> accounts, DemoMemory &memory)
    : m_accounts(std::move(accounts))
    , m_memory(memory)
{
}

const DemoAccount *Accounts::find(const QString &user) const
{
    const auto found = std::ranges::find(m_accounts, user, &DemoAccount::name);
    return found == m_accounts.end() ? nullptr : &*found;
}

QStringList Accounts::permissionsOf(const QString &user) const
{
    const DemoAccount *account = find(user);
    return demo::permissionsOf(account != nullptr ? account->role : DemoAccount::Role::Owner);
}

bool Accounts::may(const QString &user, const QString &permission) const
{
    const QStringList all = permissionsOf(user);
    return permission.isEmpty() || all.contains(u"*"_s) || all.contains(permission);
}

bool Accounts::isPassword(const QString &user, const QString &sent) const
{
    const DemoAccount *account = find(user);
    if (account == nullptr)
        return false;
    const QString known = hashOf(u"swarmclientpw:%1:%2"_s.arg(user, account->password));
    const QString unhashed = u"__swarmdoprehash:"_s;
    return known == (sent.startsWith(unhashed) ? hashOf(sent.mid(unhashed.size())) : sent);
}

QByteArray Accounts::makeToken(const QString &user)
{
    if (find(user) == nullptr)
        return {};
    const QByteArray token = user.toUtf8().toHex() + '.' + randomHex() + '.' + randomHex();
    m_memory.tokens[token] = user;
    return token;
}

std::optional<QString> Accounts::userOf(const QByteArray &token) const
{
    const auto found = m_memory.tokens.find(token);
    // an account may be gone since
    if (found == m_memory.tokens.end() || find(found->second) == nullptr)
        return {};
    return found->second;
}

} // namespace demo
