// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

namespace demo
{

/// How often somebody may try to log in: 5 times a minute from one address, 15 times as one user. Attempts
/// that were not allowed do not count.
class LoginLimit
{
public:
    [[nodiscard]] bool allows(const QString &address, const QString &user, const QDateTime &now);

private:
    QHash<QString, QList<QDateTime>> m_byAddress;
    QHash<QString, QList<QDateTime>> m_byUser;
};

} // namespace demo
