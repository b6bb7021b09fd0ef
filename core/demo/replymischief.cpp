// SPDX-License-Identifier: GPL-3.0-or-later
#include "replymischief.h"

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using Kind = Failures::Kind;

}

std::optional<HttpReply> ReplyMischief::insteadOfAll() const
{
    if (m_failures.has(Kind::Redirect))
        return HttpReply::redirect("/Error/Internal");
    if (m_failures.has(Kind::Html))
        return HttpReply::page("<!DOCTYPE html>\n<title>Please wait</title>\n<h1>Please wait …</h1>\n");
    return {};
}

std::optional<HttpReply> ReplyMischief::insteadOf(const QString &route) const
{
    if (route == "getnewsession"_L1)
        return {};
    if (m_failures.has(Kind::RateLimit))
        return HttpReply::json({{"error_id"_L1, "ratelimit"_L1}});
    if (m_failures.has(Kind::InternalError))
        return HttpReply::refusal("internal_error", "An internal error occurred");
    return {};
}

HttpReply ReplyMischief::spoiled(HttpReply reply) const
{
    if (m_failures.has(Kind::Truncated))
        reply.delivery = HttpReply::Delivery::Half;
    if (m_failures.has(Kind::EndlessBody))
        reply.delivery = HttpReply::Delivery::Endless;
    if (const std::optional<qint64> pace = m_failures.value(Kind::SlowHeaders)) {
        reply.delivery = HttpReply::Delivery::ByteByByte;
        reply.pace = std::chrono::milliseconds(*pace);
    }
    reply.alwaysCompressed = m_failures.has(Kind::Gzip);
    return reply;
}

bool ReplyMischief::forgets(const QString &session)
{
    const std::optional<qint64> most = m_failures.value(Kind::InvalidSession);
    if (!most)
        return false;
    if (!m_forgotten.contains(session) && *most > 0 && m_forgotten.size() >= *most)
        return false;
    m_forgotten << session;
    return true;
}

} // namespace demo
