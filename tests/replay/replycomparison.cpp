// SPDX-License-Identifier: GPL-3.0-or-later
#include "replycomparison.h"

#include "embeddedmetadata.h"
#include "gzip.h"
#include "imagefetch.h"
#include "recordedanswer.h"
#include "shape.h"
#include "steadyvalues.h"

#include <QBuffer>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostUnpacked = 64LL * 1024 * 1024;
constexpr qsizetype longestPlainText = 200;

QByteArray bodyOf(const RawReply &reply)
{
    return reply.header("Content-Encoding") == "gzip" ? gunzipped(reply.body, mostUnpacked) : reply.body;
}

// What is said the same at each run; of the others it matters that they are there.
bool isSteady(const QByteArray &name)
{
    static const QList<QByteArray> steady{"content-type",  "location",         "cache-control",    "allow",
                                          "accept-ranges", "content-encoding", "transfer-encoding"};
    return steady.contains(name.toLower());
}

QStringList headerDifferences(const Transcript::Http &recorded, const RawReply &reply)
{
    QStringList found;
    for (const auto &[name, value] : recorded.headers) {
        const QByteArray here = reply.header(name);
        if (isSteady(name) ? here != value : !reply.has(name))
            found << u"header %1 is “%2” instead of “%3”"_s.arg(
                QString::fromLatin1(name), QString::fromLatin1(here), QString::fromLatin1(value));
    }
    for (const auto &[name, value] : reply.headers) {
        if (name.compare("Connection", Qt::CaseInsensitive) == 0)
            continue; // the recorded client never used one twice
        const bool wasThere = std::ranges::any_of(recorded.headers, [&name](const auto &header) {
            return header.first.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (!wasThere)
            found << u"header %1 was not recorded"_s.arg(QString::fromLatin1(name));
    }
    return found;
}

QString metadataIn(QByteArray picture)
{
    const QString extension = mediaExtension(picture);
    QBuffer device(&picture);
    device.open(QBuffer::ReadOnly);
    return embeddedMetadata(device, extension);
}

QString metadataDifference(const QByteArray &recorded, const QByteArray &here)
{
    const QString before = metadataIn(recorded);
    const QString now = metadataIn(here);
    if (before.isEmpty() != now.isEmpty())
        return now.isEmpty() ? u"the picture carries no metadata"_s : u"the picture carries metadata"_s;
    return shapeDifference(QJsonDocument::fromJson(before.toUtf8()).object(),
                           QJsonDocument::fromJson(now.toUtf8()).object(), u"metadata in the picture"_s);
}

bool isPicture(const Transcript::Http &call)
{
    return call.header("Content-Type").startsWith("image/") && !call.answer.isEmpty();
}

QString pictureDifference(const Transcript::Http &recorded, const RawReply &reply)
{
    const QByteArray range = recorded.requestHeader("Range");
    if (recorded.status == 206 && !range.endsWith('-') && reply.body.size() != recorded.answer.size())
        return u"%1 bytes of the range %2 instead of %3"_s.arg(reply.body.size())
            .arg(QString::fromLatin1(range))
            .arg(recorded.answer.size());
    if (recorded.status != 200)
        return {};
    if (reply.body.first(std::min<qsizetype>(2, reply.body.size())) != recorded.answer.first(2))
        return u"the picture is of another kind than its bytes were"_s;
    return metadataDifference(recorded.answer, reply.body);
}

QString textDifference(const Transcript::Http &recorded, const RawReply &reply)
{
    const bool isPage = recorded.answer.trimmed().startsWith('<');
    const QByteArray here = bodyOf(reply);
    if (isPage)
        return here.trimmed().startsWith('<') ? QString() : u"no page came"_s;
    if (recorded.answer.size() > longestPlainText || recorded.isShortened || here == recorded.answer)
        return {};
    return u"“%1” instead of “%2”"_s.arg(QString::fromUtf8(here), QString::fromUtf8(recorded.answer));
}

} // namespace

QJsonObject objectIn(const RawReply &reply)
{
    return QJsonDocument::fromJson(bodyOf(reply)).object();
}

QStringList replyDifferences(const Transcript::Http &recorded, const RawReply &reply)
{
    if (reply.status != recorded.status) {
        const QString words = objectIn(reply)["error"_L1].toString();
        const QString why = words.isEmpty() ? QString() : u" (“%1”)"_s.arg(words);
        return {u"status %1%2 instead of %3"_s.arg(reply.status).arg(why).arg(recorded.status)};
    }
    QStringList found = headerDifferences(recorded, reply);
    const RecordedAnswer answer(recorded);
    if (isPicture(recorded)) {
        found << pictureDifference(recorded, reply);
    } else if (answer.object.isEmpty()) {
        found << textDifference(recorded, reply);
    } else {
        const QJsonObject here = objectIn(reply);
        found << valueDifference(answer.object, here) << shapeDifference(answer.object, here);
    }
    found.removeAll(QString());
    return found;
}
