// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobreplay.h"

#include "imagefetch.h"
#include "jobwatch.h"
#include "recordedaddress.h"
#include "told.h"

#include <QBuffer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Error::Kind;

namespace
{

QMap<int, QString> byIndex(const QList<JobImage> &images)
{
    QMap<int, QString> paths;
    for (const JobImage &image : images)
        paths[image.index] = image.path;
    return paths;
}

QString wordsOf(const JobResult &result)
{
    QString word = result.cancelled ? u"cancelled"_s : u"completed"_s;
    if (result.error)
        word = u"%1 (%2)"_s.arg(errorCode(result.error->kind), result.error->message);
    return u"%1 with %2 of %3 images"_s.arg(word).arg(result.images.size()).arg(result.requested);
}

// "completed 4/4", "failed 2/3", "stopped by another 0/1"
QString outcomeOf(const JobResult &result)
{
    QString word = result.cancelled ? u"cancelled"_s : u"completed"_s;
    if (result.error)
        word = result.error->kind == Kind::Cancelled ? u"stopped by another"_s
                                                     : QString(errorCode(result.error->kind));
    return u"%1 %2/%3"_s.arg(word).arg(result.images.size()).arg(result.requested);
}

// A picture that came in a message was handed on as bytes; where they are the recorded ones, it counts as the
// recorded data URL.
void nameInlinePictures(JobResult &result, const QList<JobImage> &arrived, const RecordedJob &recorded)
{
    for (const JobImage &image : arrived) {
        const QString &dataUrl = recorded.images.value(image.index);
        const bool isSame = dataUrl.startsWith("data:"_L1)
            && image.content == QByteArray::fromBase64(dataUrl.section(u',', 1).toLatin1());
        for (JobImage &one : result.images) {
            if (isSame && one.index == image.index && one.path == "data:"_L1)
                one.path = dataUrl;
        }
    }
}

// The line broke: what the server listed afterwards is found there.
QString brokenLineDifference(const RecordedJob &recorded, const JobResult &result)
{
    QMap<int, QString> expected = recorded.left;
    expected.insert(recorded.images);
    if (byIndex(result.images).keys() != expected.keys())
        return u"the client ended as %1, the server had %2"_s.arg(wordsOf(result)).arg(expected.size());
    const bool isComplete = recorded.asked > 0 && expected.size() >= recorded.asked;
    if (bool(result.error) == isComplete)
        return u"the client ended as %1 after a broken line"_s.arg(wordsOf(result));
    return {};
}

QString errorDifference(const RecordedJob &recorded, const Error &error)
{
    const QString words = recorded.errors.value(0).trimmed();
    if (!words.startsWith(error.serverWords) || error.serverWords.isEmpty() != words.isEmpty())
        return u"the client gives the server's words as “%1” instead of “%2”"_s.arg(error.serverWords, words);
    if (recorded.wasForgotten && error.kind != Kind::NotAuthorised)
        return u"the client takes a forgotten session for %1"_s.arg(errorCode(error.kind));
    if (words.startsWith("Generation session interrupted"_L1) && error.kind != Kind::Cancelled)
        return u"the client takes what another one stopped for %1"_s.arg(errorCode(error.kind));
    return error.message.isEmpty() ? u"the client has no sentence for it"_s : QString();
}

} // namespace

JobReplay::JobReplay(QNetworkAccessManager &network, const Transcript &transcript)
    : m_network(network)
    , m_transcript(transcript)
{
}

QString JobReplay::difference(const Transcript::Socket &socket) const
{
    TranscriptServer server(m_transcript, socket);
    const RecordedJob recorded = RecordedJob::of(m_transcript, socket);
    const ServerAddress address = recordedAddress(server.url(), socket.requestHeaders);
    return run({.server = server, .recorded = recorded, .address = address, .outcome = socket.outcome},
               socket.request());
}

QString JobReplay::difference(const Transcript::Http &call) const
{
    TranscriptServer server(m_transcript, call);
    const RecordedJob recorded = RecordedJob::of(m_transcript, call);
    const ServerAddress address = recordedAddress(server.url(), call.requestHeaders);
    return run({.server = server,
                .recorded = recorded,
                .address = address,
                .overHttp = true,
                .outcome = call.outcome},
               call.question());
}

QString JobReplay::run(const Job &replayed, const QJsonObject &request) const
{
    GenerateJob::Options options{
        .overHttp = replayed.overHttp, .connectLimit = 5s, .silenceLimit = 15s, .pollPause = 5ms};
    if (m_transcript.day.isValid())
        options.now = [day = m_transcript.day] { return QDateTime(day, QTime(12, 0), Qt::UTC); };
    SwarmClient client(m_network, replayed.address);
    GenerateJob job(client, requestFrom(request), options);
    JobWatch watch(job);
    QObject::connect(&replayed.server, &TranscriptServer::interruptExpected, &job, &GenerateJob::cancel,
                     Qt::QueuedConnection);
    job.start();
    if (!toldBy(&job, &GenerateJob::finished))
        return u"the client did not end within %1 s"_s.arg(longestWait / 1000);
    if (!watch.neverFell())
        return u"the client's progress went backwards"_s;
    for (const WireRequest &asked : replayed.server.asked()) {
        if (const QString missing = missingHeader(replayed.address, asked); !missing.isEmpty())
            return u"the client sent no %1 header with %2"_s.arg(missing, QString::fromLatin1(asked.target));
    }
    nameInlinePictures(watch.result, watch.images, replayed.recorded);
    return outcomeDifference(replayed, watch.result);
}

QString JobReplay::outcomeDifference(const Job &job, const JobResult &result) const
{
    const RecordedJob &recorded = job.recorded;
    if (!job.outcome.isEmpty() && outcomeOf(result) != job.outcome)
        return u"the client ended as “%1” instead of “%2”"_s.arg(outcomeOf(result), job.outcome);
    const int expectedRequests = recorded.wasForgotten ? 2 : 1;
    if (job.server.generationsAsked() != expectedRequests)
        return u"the client asked %1 times for it"_s.arg(job.server.generationsAsked());
    const bool isCancelled = job.server.wasInterrupted() && !recorded.isComplete();
    if (result.cancelled != isCancelled)
        return u"the client ended as %1, and the recorded one %2"_s.arg(
            wordsOf(result), job.server.wasInterrupted() ? u"had stopped it"_s : u"had not stopped it"_s);
    if (!recorded.isOver && !isCancelled)
        return brokenLineDifference(recorded, result);
    if (byIndex(result.images) != recorded.images)
        return u"the client ended as %1 instead of with %2 of %3"_s.arg(wordsOf(result))
            .arg(recorded.images.size())
            .arg(recorded.asked);
    if (bool(result.error) != (!recorded.isComplete() && !isCancelled))
        return u"the client ended as %1"_s.arg(wordsOf(result));
    const QString difference = result.error ? errorDifference(recorded, *result.error) : QString();
    return difference.isEmpty() ? dataUrlDifference(result) : difference;
}

// Results that came inside the answer are read like any other.
QString JobReplay::dataUrlDifference(const JobResult &result) const
{
    for (const JobImage &image : result.images) {
        if (!image.path.startsWith("data:"_L1))
            continue;
        SwarmClient client(m_network, {.url = QUrl(u"http://127.0.0.1:9"_s)});
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        ImageFetch fetch(client, image.path, sink);
        fetch.start();
        const auto outcome = toldBy(&fetch, &ImageFetch::finished);
        const QByteArray bytes = QByteArray::fromBase64(image.path.section(u',', 1).toLatin1());
        const bool isPicture = !mediaExtension(bytes).isEmpty();
        if (!outcome || bool(*outcome) != isPicture || (isPicture && sink.data() != bytes))
            return u"the client does not read the picture of index %1 in its data URL"_s.arg(image.index);
    }
    return {};
}
