// SPDX-License-Identifier: GPL-3.0-or-later
#include "downloadreplay.h"

#include "imagefetch.h"
#include "recordedaddress.h"
#include "recordedanswer.h"
#include "told.h"
#include "wireserver.h"

#include <QBuffer>

using namespace Qt::StringLiterals;

namespace
{

/// What came of a fetch.
struct Fetched {
    std::optional<Result<QString>> outcome = {};
    QByteArray bytes = {};
    QByteArray target = {}; ///< as it was asked for
    QString missing = {}; ///< a header
};

Fetched fetch(QNetworkAccessManager &network, const Transcript::Http &call, const QString &path)
{
    Fetched fetched;
    WireServer server;
    SwarmClient client(network, recordedAddress(server.url(), call.requestHeaders));
    QObject::connect(&server, &WireServer::requested, &server,
                     [&](WirePeer *peer, const WireRequest &request) {
                         fetched.target = request.target;
                         fetched.missing = missingHeader(client.address(), request);
                         sayAgain(*peer, call);
                     });
    QBuffer sink(&fetched.bytes);
    sink.open(QIODevice::WriteOnly);
    ImageFetch asked(client, path, sink);
    asked.start();
    fetched.outcome = toldBy(&asked, &ImageFetch::finished);
    return fetched;
}

QString refusalDifference(const Transcript::Http &call, const Error &error)
{
    const QString words = RecordedAnswer(call).error.trimmed();
    if (call.status == 401 && error.kind != Error::Kind::NotAuthorised)
        return u"the client takes status 401 for %1"_s.arg(errorCode(error.kind));
    // a missing file is told in a sentence of our own
    if (call.status != 200 && call.status != 404 && !words.startsWith(error.serverWords))
        return u"the client gives the server's words as “%1” instead of “%2”"_s.arg(error.serverWords, words);
    return error.message.isEmpty() ? u"the client has no sentence for it"_s : QString();
}

} // namespace

QString pathAsServed(const QByteArray &target)
{
    const QByteArray path = target.split('?').first();
    if (path.isEmpty())
        return u"/"_s;
    return QString::fromUtf8(QByteArray::fromPercentEncoding(QByteArray::fromPercentEncoding(path)));
}

QString downloadDifference(QNetworkAccessManager &network, const Transcript::Http &call)
{
    const QString path = pathAsServed(call.target);
    const Fetched fetched = fetch(network, call, path.startsWith(u'/') ? path.sliced(1) : path);
    if (!fetched.outcome)
        return u"the client never ended the download"_s;
    if (!fetched.missing.isEmpty())
        return u"the client sent no %1 header"_s.arg(fetched.missing);
    const bool isPicture = call.status == 200 && !mediaExtension(call.answer).isEmpty() && !call.isShortened;
    if (bool(*fetched.outcome) != isPicture)
        return isPicture ? u"the client refuses the picture: %1"_s.arg(fetched.outcome->error().message)
                         : u"the client takes for a picture what is none"_s;
    if (!isPicture)
        return refusalDifference(call, fetched.outcome->error());
    if (fetched.bytes != call.answer)
        return u"the client has other bytes of the picture"_s;
    return pathAsServed(fetched.target) == path
        ? QString()
        : u"the client asked for “%1”"_s.arg(QString::fromLatin1(fetched.target));
}
