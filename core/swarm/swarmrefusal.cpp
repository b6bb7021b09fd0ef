// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobrefusal.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SwarmProtocol)
};

constexpr qsizetype longestWords = 8000;
constexpr auto invalidSession = "invalid_session_id"_L1;

// The refusals that the server marks with an id.
std::optional<Error> refusalById(const QString &id, const QString &server)
{
    using enum Error::Kind;
    if (id == invalidSession) {
        return Error{.kind = NotAuthorised,
                     .message
                     = Text::tr("The server %1 does not accept the session that it gave.").arg(server),
                     .hint = Text::tr("Try again; if it stays so, look at the server's log.")};
    }
    if (id == "bad_permissions"_L1 || id == "unauthorized"_L1 || id == "bad_impersonate"_L1) {
        return Error{.kind = NotAuthorised,
                     .message = Text::tr("The server %1 does not permit this to your account.").arg(server),
                     .hint = Text::tr("Ask who runs it for the right, or sign in with another account.")};
    }
    if (id == "invalid_login"_L1) {
        return Error{.kind = NotAuthorised,
                     .message = Text::tr("The server %1 does not accept this name and password.").arg(server),
                     .hint = Text::tr("Check both and try again.")};
    }
    if (id == "ratelimit"_L1) {
        return Error{
            .kind = Refused,
            .message
            = Text::tr("The server %1 wants a pause: too many requests came in a short time.").arg(server),
            .hint = Text::tr("Wait a minute and try again.")};
    }
    if (id == "bad_route"_L1 || id == "bad_request_method"_L1 || id == "basic_api"_L1) {
        return Error{.kind = Refused,
                     .message = Text::tr("The server %1 does not know this request.").arg(server),
                     .hint = Text::tr("Its version of SwarmUI may be too old for it.")};
    }
    if (id == "internal_error"_L1 || id == "no_result"_L1) {
        return Error{.kind = Failed,
                     .message = Text::tr("The server %1 failed at this request.").arg(server),
                     .hint = Text::tr("Look at its log, or try again with other settings.")};
    }
    return std::nullopt;
}

Error refusalByWords(const QString &text, const QUrl &server)
{
    if (text.startsWith("invalid or unauthorized"_L1, Qt::CaseInsensitive))
        return SwarmProtocol::signInWanted(server);
    if (const std::optional<Error> job = jobRefusal(text))
        return *job;
    const QString name = SwarmProtocol::serverName(server);
    if (clause(text).isEmpty())
        return {.kind = Error::Kind::Refused,
                .message = Text::tr("The server %1 refused this without saying why.").arg(name)};
    return {.kind = Error::Kind::Refused,
            .message = Text::tr("The server %1 refused this: %2.").arg(name, clause(text))};
}

/// Whom an error is about, for those who ask several servers.
QJsonObject nameOf(const QUrl &server)
{
    return {{u"server"_s, server.adjusted(QUrl::RemoveUserInfo).toString(QUrl::FullyEncoded)}};
}

// Refused before SwarmUI looked for an account: it, or what stands before it, wants a header.
Error keyWanted(const QUrl &server)
{
    return {.kind = Error::Kind::NotAuthorised,
            .message
            = Text::tr("The server %1 lets nobody in without a key.").arg(SwarmProtocol::serverName(server)),
            .hint = Text::tr("Put api-key or auth-header into the configuration file."),
            .details = nameOf(server)};
}

// Answers of what stands in front of a server, or of something else altogether.
Error strangeReply(int status, const QByteArray &body, const QUrl &server)
{
    const QString name = SwarmProtocol::serverName(server);
    if (status == 401 || status == 403 || status == 407)
        return keyWanted(server);
    // 52x: the front of a provider got no answer in time
    if (status == 408 || (status >= 502 && status <= 504) || (status >= 520 && status <= 524))
        return SwarmProtocol::unreachable(server, Text::tr("HTTP status %1").arg(status));
    if (status >= 300 && status < 400) {
        return {.kind = Error::Kind::BadReply,
                .message = Text::tr("The server %1 answers with a redirect instead of a result.").arg(name),
                .hint = Text::tr(
                    "Enter the address where SwarmUI itself answers; an old SwarmUI refuses like this.")};
    }
    if (body.trimmed().startsWith('{')) {
        return {.kind = Error::Kind::BadReply,
                .message = Text::tr("The answer of the server %1 cannot be read.").arg(name),
                .hint = Text::tr("Try again; if it stays so, look at the server's log.")};
    }
    return SwarmProtocol::notSwarm(server);
}

} // namespace

namespace SwarmProtocol
{

Error unreachable(const QUrl &server, const QString &cause)
{
    Error error{.kind = Error::Kind::Unreachable,
                .message = Text::tr("The server %1 does not answer (%2).").arg(serverName(server), cause),
                .hint = Text::tr("Check that SwarmUI runs there, or change the address."),
                .details = nameOf(server)};
    error.details.insert("cause"_L1, cause);
    return error;
}

Error signInWanted(const QUrl &server)
{
    return {.kind = Error::Kind::NotAuthorised,
            .message = Text::tr("The server %1 wants a sign-in.").arg(serverName(server)),
            .hint = Text::tr("Put swarm-token, api-key or auth-header into the configuration file."),
            .details = nameOf(server)};
}

Error notSwarm(const QUrl &server)
{
    return {.kind = Error::Kind::BadReply,
            .message = Text::tr("%1 answers, but it is not a SwarmUI server.").arg(serverName(server)),
            .hint = Text::tr("Check address and port; SwarmUI usually listens on 7801.")};
}

Error refusal(const QString &errorText, const QString &errorId, const QUrl &server)
{
    Error error = refusalById(errorId, serverName(server)).value_or(Error{});
    if (error.message.isEmpty())
        error = refusalByWords(errorText, server);
    error.serverWords = errorText.trimmed().left(longestWords);
    if (!errorId.isEmpty())
        error.details.insert("error_id"_L1, errorId);
    return error;
}

bool isInvalidSession(const Error &error)
{
    return error.details["error_id"_L1].toString() == invalidSession;
}

bool isSignInWanted(const Error &error)
{
    return error.kind == Error::Kind::NotAuthorised && !error.details.contains("error_id"_L1);
}

Result<QJsonObject> parseReply(int httpStatus, const QByteArray &body, const QUrl &server)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonObject object = document.object();
    const QJsonValue text = object["error"_L1];
    const QJsonValue id = object["error_id"_L1];
    if (text.isString() || id.isString())
        return refusal(text.toString(), id.toString(), server);
    if (document.isObject() && httpStatus >= 200 && httpStatus < 300)
        return object;
    Error error = strangeReply(httpStatus, body, server);
    error.details[u"http_status"_s] = httpStatus;
    return error;
}

} // namespace SwarmProtocol
