// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedanswer.h"

#include "gzip.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostUnpacked = 64LL * 1024 * 1024;

} // namespace

RecordedAnswer::RecordedAnswer(const Transcript::Http &call)
    : body(call.header("Content-Encoding") == "gzip" ? gunzipped(call.answer, mostUnpacked) : call.answer)
    , object(QJsonDocument::fromJson(body).object())
{
    const QJsonDocument told = QJsonDocument::fromJson(body);
    const bool isError = told["error"_L1].isString() || told["error_id"_L1].isString();
    isGood = told.isObject() && !isError && call.status >= 200 && call.status < 300;
    error = told["error"_L1].toString();
    errorId = told["error_id"_L1].toString();
}

void sayAgain(WirePeer &peer, const Transcript::Http &call)
{
    if (call.answeredAt < 0)
        return peer.reset();
    QByteArray headers;
    for (const auto &[name, value] : call.headers) {
        const QByteArray lower = name.toLower();
        const bool isName = !lower.isEmpty() && !lower.contains(':') && !lower.contains('\n');
        if (isName && lower != "content-length" && lower != "transfer-encoding" && lower != "connection")
            headers += name + ": " + value + "\r\n";
    }
    peer.reply(call.status, call.answer, headers);
}
