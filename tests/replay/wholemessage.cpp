// SPDX-License-Identifier: GPL-3.0-or-later
#include "wholemessage.h"

#include "recordedsessions.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 largest = 256LL * 1024 * 1024;

// "x..." stands for as many letters as are missing.
const QByteArray ellipsis = "x...";

// "a good request with 1100000 letters x in an unknown key"
std::optional<qint64> lettersIn(const QString &words)
{
    static const QRegularExpression letters(u"(\\d+) letters"_s);
    const QRegularExpressionMatch match = letters.match(words);
    const qint64 count = match.captured(1).toLongLong();
    return match.hasMatch() && count <= largest ? std::optional(count) : std::nullopt;
}

QString anySession(const Transcript &transcript)
{
    for (const Transcript::Http &call : transcript.calls) {
        const QString id = QJsonDocument::fromJson(call.answer)["session_id"_L1].toString();
        if (!id.isEmpty())
            return id;
    }
    const QList<EarlierSession> earlier = earlierSessions(transcript);
    return earlier.isEmpty() ? QString() : earlier.first().id;
}

bool canBeWhole(const Transcript::Http &call)
{
    const qint64 size = call.requestHeader("Content-Length").toLongLong();
    return call.shortened.isEmpty()
        || (call.body.contains(ellipsis) && size > call.body.size() && size <= largest);
}

} // namespace

QByteArray wholeBody(const Transcript::Http &call)
{
    if (call.shortened.isEmpty())
        return call.body;
    const qint64 size = call.requestHeader("Content-Length").toLongLong();
    QByteArray body = call.body;
    const qsizetype missing = size - call.body.size() + ellipsis.size();
    return body.replace(ellipsis, QByteArray(std::max<qsizetype>(missing, 0), 'x'));
}

QByteArray wholeMessage(const Transcript::Frame &frame, const Transcript &transcript)
{
    const std::optional<qint64> letters = lettersIn(frame.shortened);
    if (!letters)
        return frame.payload;
    const QJsonObject request{{"session_id"_L1, anySession(transcript)},
                              {"images"_L1, 1},
                              {"model"_L1, "stub"_L1},
                              {"prompt"_L1, "long"_L1},
                              {"filler"_L1, QString(*letters, u'x')}};
    return QJsonDocument(request).toJson(QJsonDocument::Compact);
}

QString lostMessage(const Transcript &transcript)
{
    for (const Transcript::Http &call : transcript.calls) {
        if (!canBeWhole(call))
            return u"the body of “%1” is shortened in the file"_s.arg(call.label);
    }
    for (const Transcript::Socket &socket : transcript.sockets) {
        for (const Transcript::Frame &frame : socket.frames) {
            if (!frame.fromServer && !frame.shortened.isEmpty() && !lettersIn(frame.shortened))
                return u"a message of the client on “%1” is shortened in the file"_s.arg(socket.label);
        }
    }
    return {};
}
