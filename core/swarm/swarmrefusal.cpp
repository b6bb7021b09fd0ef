// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SwarmProtocol)
};

constexpr qsizetype longestClause = 240; // some refusals list every value that would do
constexpr qsizetype longestWords = 8000;
constexpr auto invalidSession = "invalid_session_id"_L1;

// The first line of a server's text, to stand inside a sentence.
QString clause(const QString &text)
{
    QString line = text.trimmed().section(u'\n', 0, 0).trimmed();
    if (line.size() > longestClause)
        return line.left(longestClause).trimmed() + u'…';
    while (!line.isEmpty() && u".!:{ "_s.contains(line.back()))
        line.chop(1);
    return line;
}

QJsonObject idDetails(const QString &errorId)
{
    return errorId.isEmpty() ? QJsonObject() : QJsonObject{{u"error_id"_s, errorId}};
}

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
        return Error{.kind = Refused,
                     .message = Text::tr("The server %1 wants a pause between sign-ins.").arg(server),
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

// The refusals that only their wording tells.
struct Wording {
    QLatin1String begin;
    Error (*make)(const QString &text);
};

Error refusedJob(const QString &reason, const QString &hint)
{
    return {.kind = Error::Kind::Refused,
            .message = Text::tr("The server refused the job: %1.").arg(reason),
            .hint = hint};
}

// ComfyUI puts its reasons into JSON: what is wrong in all, and with the nodes of its workflow.
QString comfyReason(const QString &text)
{
    const auto document = QJsonDocument::fromJson(text.mid(text.indexOf(u'{')).toUtf8());
    const auto told = [](const QJsonValue &problem) {
        QStringList words{problem["message"_L1].toString(), problem["details"_L1].toString()};
        words.removeAll(QString());
        return words.join(u", "_s);
    };
    QStringList reasons{told(document["error"_L1])};
    for (const QJsonValue &node : document["node_errors"_L1].toObject())
        reasons << told(node["errors"_L1][0]);
    reasons.removeAll(QString());
    reasons.removeDuplicates();
    return reasons.join(u"; "_s);
}

Error failedJob(const QString &text)
{
    const QString inside = comfyReason(text);
    const QString reason = clause(inside.isEmpty() ? text : inside);
    const bool memory = text.contains("out of memory"_L1, Qt::CaseInsensitive)
        || text.contains("allocation on device"_L1, Qt::CaseInsensitive);
    return {.kind = Error::Kind::Failed,
            .message = Text::tr("The generation failed on the server: %1.").arg(reason),
            .hint = memory ? Text::tr("Choose a smaller size or fewer images at once.")
                           : Text::tr("Look at the server's log, or try again with other settings.")};
}

Error badValue(const QString &text)
{
    static const QRegularExpression unknownModel(
        u"Invalid model value for param (.+?) - '(.*)' - are you sure"_s,
        QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = unknownModel.match(text); match.hasMatch()) {
        return {.kind = Error::Kind::ModelNotFound,
                .message = Text::tr("The server does not know the model “%1”.").arg(match.captured(2)),
                .hint = Text::tr("Choose one of the models that it lists.")};
    }
    static const QRegularExpression preamble(u"^Invalid value for parameter [^:]*: "_s);
    static const QRegularExpression value(
        u"^Invalid (?:\\w+ )?value for param (.+?) - '(.*)' - (must .*)$"_s);
    QString reason = clause(text);
    reason.remove(preamble).replace(value, u"\\1 “\\2” \\3"_s);
    return refusedJob(reason, Text::tr("Change that setting and try again."));
}

Error stopped(const QString &)
{
    return {.kind = Error::Kind::Cancelled, .message = Text::tr("The generation was stopped on the server.")};
}

Error noBackend(const QString &)
{
    return {.kind = Error::Kind::Refused,
            .message = Text::tr("The server has no backend to draw with."),
            .hint = Text::tr("Add or start one on SwarmUI's Server page, then try again.")};
}

Error noFittingBackend(const QString &text)
{
    const QString reason = clause(text.section(u"\n- "_s, 1));
    return refusedJob(reason.isEmpty() ? Text::tr("no backend fits its settings")
                                       : Text::tr("no backend fits its settings (%1)").arg(reason),
                      Text::tr("Choose another model or sampler, or start such a backend."));
}

Error noModel(const QString &)
{
    return refusedJob(Text::tr("it names no model"), Text::tr("Choose a model and try again."));
}

Error allBusy(const QString &)
{
    return {.kind = Error::Kind::Timeout,
            .message = Text::tr("The server gave up waiting for a free backend."),
            .hint = Text::tr("Try again when it is less busy.")};
}

Error plainRefusal(const QString &text)
{
    return refusedJob(clause(text), Text::tr("Change the settings and try again."));
}

constexpr std::array wordings{
    Wording{"Generation session interrupted"_L1, stopped},
    Wording{"Invalid value for parameter"_L1, badValue},
    Wording{"Invalid value '"_L1, plainRefusal},
    Wording{"Missing required parameter"_L1, plainRefusal},
    Wording{"You do not have permission to use parameter"_L1, plainRefusal},
    Wording{"No model input given"_L1, noModel},
    Wording{"No backends available"_L1, noBackend},
    Wording{"No backends match"_L1, noFittingBackend},
    Wording{"Timeout! All backends are occupied"_L1, allBusy},
    Wording{"All available backends failed"_L1, failedJob},
    Wording{"ComfyUI "_L1, failedJob},
    Wording{"No images were generated"_L1, failedJob},
    Wording{"Server failed to save"_L1, failedJob},
    Wording{"Something went wrong"_L1, failedJob},
};

Error refusalByWords(const QString &text, const QUrl &server)
{
    if (text.startsWith("invalid or unauthorized"_L1, Qt::CaseInsensitive))
        return SwarmProtocol::signInWanted(server);
    const auto wording
        = std::ranges::find_if(wordings, [&](const Wording &w) { return text.startsWith(w.begin); });
    if (wording != wordings.end())
        return wording->make(text);
    const QString name = SwarmProtocol::serverName(server);
    if (clause(text).isEmpty())
        return {.kind = Error::Kind::Refused,
                .message = Text::tr("The server %1 refused this without saying why.").arg(name)};
    return {.kind = Error::Kind::Refused,
            .message = Text::tr("The server %1 refused this: %2.").arg(name, clause(text))};
}

// Refused before SwarmUI looked for an account: it, or what stands before it, wants a header.
Error keyWanted(const QUrl &server)
{
    return {.kind = Error::Kind::NotAuthorised,
            .message
            = Text::tr("The server %1 lets nobody in without a key.").arg(SwarmProtocol::serverName(server)),
            .hint = Text::tr("Put api-key or auth-header into the configuration file.")};
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
    return {.kind = Error::Kind::Unreachable,
            .message = Text::tr("The server %1 does not answer (%2).").arg(serverName(server), cause),
            .hint = Text::tr("Check that SwarmUI runs there, or change the address."),
            .details = {{u"cause"_s, cause}}};
}

Error signInWanted(const QUrl &server)
{
    return {.kind = Error::Kind::NotAuthorised,
            .message = Text::tr("The server %1 wants a sign-in.").arg(serverName(server)),
            .hint = Text::tr("Put swarm-token, api-key or auth-header into the configuration file.")};
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
    error.details = idDetails(errorId);
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
