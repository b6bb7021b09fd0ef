// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generationrequest.h"
#include "swarmevent.h"

#include <QByteArray>
#include <QJsonObject>
#include <QUrl>

/// SwarmUI's wire format as pure functions from bytes to values and back: no object, no network, no files.
/// Built to SwarmUI 0.9.8 and tolerant of 0.6.5 to today.
namespace SwarmProtocol
{

/// The first message of a socket, or the body of a POST: the request's parameters, `session_id` and `images`.
[[nodiscard]] QJsonObject generateBody(const GenerationRequest &request, const QString &serverSession);

/// One text frame. Not JSON, or no object: BadReply.
[[nodiscard]] Result<SwarmEvent> parseFrame(const QByteArray &frame);

/// The body of an HTTP reply as a JSON object, or the error that it is: `error` and `error_id` are looked for
/// at every status, a redirect or a body that is not JSON is BadReply, 401 NotAuthorised. `server` is named
/// in sentences.
[[nodiscard]] Result<QJsonObject> parseReply(int httpStatus, const QByteArray &body, const QUrl &server);
/// True for an error that a new server session mends.
[[nodiscard]] bool isInvalidSession(const Error &error);
/// True for an error that an account's token or a header may mend.
[[nodiscard]] bool isSignInWanted(const Error &error);
/// The server's error text as ours: kind, sentence, hint; the whole text stays in `serverWords`, an id in the
/// details as "error_id". A generation that someone stopped is Cancelled, an unknown model ModelNotFound.
[[nodiscard]] Error refusal(const QString &errorText, const QString &errorId, const QUrl &server);

/// Of a reply, or the error that came instead.
[[nodiscard]] Result<ServerSession> parseNewSession(const Result<QJsonObject> &reply, const QUrl &server);
[[nodiscard]] ServerCounts parseCounts(const QJsonObject &reply);
[[nodiscard]] QList<ServerBackend> parseBackends(const QJsonObject &reply);
/// The body of ListModels for all models of a kind, in all folders.
[[nodiscard]] QJsonObject listModelsBody(const QString &kind = {});
[[nodiscard]] QList<ServerModel> parseModels(const QJsonObject &reply);
/// The `images` of GenerateText2Image; entries that are no text are left out.
[[nodiscard]] QStringList parseImages(const QJsonObject &reply);

/// How a server is named in sentences: "studio:7801".
[[nodiscard]] QString serverName(const QUrl &server);
/// "The server … does not answer (cause).", with cause and server in the details.
[[nodiscard]] Error unreachable(const QUrl &server, const QString &cause);
/// "The server … wants a sign-in."
[[nodiscard]] Error signInWanted(const QUrl &server);
/// "… answers, but it is not a SwarmUI server."
[[nodiscard]] Error notSwarm(const QUrl &server);

/// The bytes of "data:<mime>;base64,…"; empty where it is none or cannot be decoded.
[[nodiscard]] QByteArray decodeDataUrl(QByteArrayView dataUrl);

/// The address of an image that the server named, percent-encoded segment by segment as the server decodes it
/// (twice: `%` becomes `%2525`).
[[nodiscard]] QUrl imageUrl(const QUrl &base, const QString &path);
/// The address of a route, with http and https made ws and wss for `webSocket`. Base URLs may have a path.
[[nodiscard]] QUrl routeUrl(const QUrl &base, QStringView route, bool webSocket = false);

} // namespace SwarmProtocol
