// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "failures.h"
#include "httpreply.h"

#include <QSet>

namespace demo
{

/// What goes wrong with answers of the API, where that is wanted.
class ReplyMischief
{
public:
    /// `failures` must outlive it.
    explicit ReplyMischief(const Failures &failures)
        : m_failures(failures)
    {
    }

    /// What is answered instead of everything, and of a handshake.
    [[nodiscard]] std::optional<HttpReply> insteadOfAll() const;
    /// What a route answers instead of its own answer, over HTTP and as a message; never GetNewSession.
    [[nodiscard]] std::optional<HttpReply> insteadOf(const QString &route) const;
    [[nodiscard]] HttpReply spoiled(HttpReply reply) const;
    /// That session is to be taken for unknown.
    [[nodiscard]] bool forgets(const QString &session);

private:
    const Failures &m_failures;
    QSet<QString> m_forgotten;
};

} // namespace demo
