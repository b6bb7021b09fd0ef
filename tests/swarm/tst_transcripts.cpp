// SPDX-License-Identifier: GPL-3.0-or-later
// What a real server said, through parser and client. SWARMUI_TRANSCRIPTS names the folder of recordings.
#include "generatejob.h"
#include "jobwatch.h"
#include "swarmprotocol.h"
#include "transcriptserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QSet>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Error::Kind;

namespace
{

// How a recorded job ended, read off the recording by itself.
struct Recorded {
    int asked = 1;
    QSet<QString> paths = {};
    QStringList errors = {};
    bool isOver = false; ///< by intention or a Close of the server
};

int wholeNumber(const QJsonValue &value, int fallback)
{
    const int number = value.toVariant().toInt();
    return number > 0 ? number : fallback;
}

Recorded recordedIn(const Transcript::Socket &socket)
{
    const QJsonObject request = socket.request();
    Recorded recorded{.asked
                      = wholeNumber(request["images"_L1], 1) * wholeNumber(request["batchsize"_L1], 1)};
    QString firstRequest;
    for (const Transcript::Frame &frame : socket.frames) {
        const QJsonObject message = QJsonDocument::fromJson(frame.payload).object();
        if (!frame.fromServer || recorded.isOver)
            continue;
        recorded.isOver = frame.opcode == "close" || message.contains("socket_intention"_L1);
        if (message.contains("error"_L1))
            recorded.errors << message["error"_L1].toString();
        if (!message.contains("image"_L1))
            continue;
        if (firstRequest.isEmpty())
            firstRequest = message["request_id"_L1].toString();
        const int index = message["batch_index"_L1].toString().toInt();
        if (index >= 0 && index < recorded.asked && message["request_id"_L1].toString() == firstRequest)
            recorded.paths << message["image"_L1].toString();
    }
    return recorded;
}

// What came inside a message is handed on as a picture, and has no path.
QSet<QString> asTold(const QSet<QString> &paths)
{
    QSet<QString> told;
    for (const QString &path : paths)
        told << (path.startsWith("data:"_L1) ? u"data:"_s : path);
    return told;
}

QSet<QString> pathsOf(const QList<JobImage> &images)
{
    QSet<QString> paths;
    for (const JobImage &image : images)
        paths << image.path;
    return paths;
}

QString outcomeOf(const JobResult &result)
{
    QString word = result.cancelled ? u"cancelled"_s : u"completed"_s;
    if (result.error)
        word
            = result.error->kind == Kind::Cancelled ? u"stopped by another"_s : errorCode(result.error->kind);
    return u"%1 %2/%3"_s.arg(word).arg(result.images.size()).arg(result.requested);
}

// The outcomes that a person read off the recordings.
const std::map<QString, QString> readByPeople{
    {u"ws-one-image"_s, u"completed 1/1"_s},
    {u"ws-one-image-first-load"_s, u"completed 1/1"_s},
    {u"ws-four-images"_s, u"completed 4/4"_s},
    {u"ws-batchsize-2"_s, u"completed 4/4"_s},
    {u"ws-mini-grid"_s, u"completed 3/3"_s},
    {u"ws-donotsave"_s, u"completed 1/1"_s},
    {u"ws-keep-alive:silent"_s, u"completed 1/1"_s},
    {u"ws-raw-data"_s, u"completed 1/1"_s},
    {u"ws-nopreviews"_s, u"completed 1/1"_s},
    {u"ws-client-closes"_s, u"completed 2/2"_s},
    {u"ws-client-tcp-reset"_s, u"completed 2/2"_s}, // found on the server
    {u"ws-server-stops"_s, u"connection_lost 0/1"_s},
    {u"ws-error-middle-of-three"_s, u"failed 2/3"_s},
    {u"ws-error-continue-after-errors"_s, u"failed 2/3"_s},
    {u"ws-error-backend"_s, u"failed 0/1"_s},
    {u"ws-empty-result"_s, u"failed 0/1"_s},
    {u"ws-error-bad-value"_s, u"refused 0/1"_s},
    {u"ws-error-no-model"_s, u"refused 0/1"_s},
    {u"ws-backend-disabled"_s, u"refused 0/1"_s},
    {u"ws-error-unknown-model"_s, u"model_not_found 0/1"_s},
    {u"ws-invalid-session"_s, u"not_authorised 0/1"_s},
    {u"ws-interrupt-queued:waits"_s, u"cancelled 0/1"_s},
    {u"ws-interrupt-ignored-by-backend"_s, u"cancelled 0/1"_s},
    {u"ws-interrupt-other-sessions:session A"_s, u"stopped by another 0/1"_s},
    {u"ws-two-sessions-interrupt-one:session A"_s, u"cancelled 0/1"_s},
    {u"ws-two-sessions-interrupt-one:session B"_s, u"completed 1/1"_s},
};

} // namespace

class TestTranscripts : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    QList<Transcript> m_transcripts;

    // Runs a job against the recording and cancels it where the recorded client did.
    void run(TranscriptServer &server, const QJsonObject &request, bool overHttp)
    {
        SwarmClient client(m_network, {.url = server.url()});
        GenerateJob job(client, requestFrom(request),
                        {.overHttp = overHttp, .connectLimit = 2s, .pollPause = 5ms});
        m_watch = std::make_unique<JobWatch>(job);
        connect(&server, &TranscriptServer::interruptExpected, &job, &GenerateJob::cancel,
                Qt::QueuedConnection);
        job.start();
        QTRY_VERIFY(m_watch->isOver());
        QTest::qWait(1);
        QCOMPARE(m_watch->ends, 1);
        QVERIFY(m_watch->neverFell());
    }
    std::unique_ptr<JobWatch> m_watch;

    void skipWithoutRecordings()
    {
        if (m_transcripts.isEmpty())
            QSKIP("No recordings: SWARMUI_TRANSCRIPTS does not name their folder.");
    }

private Q_SLOTS:
    void initTestCase() { m_transcripts = Transcript::all(); }

    void everyFrameIsUnderstood_data()
    {
        QTest::addColumn<Transcript>("transcript");
        skipWithoutRecordings();
        for (const Transcript &transcript : m_transcripts)
            QTest::newRow(qPrintable(transcript.name)) << transcript;
    }
    void everyFrameIsUnderstood()
    {
        QFETCH(Transcript, transcript);
        for (const Transcript::Socket &socket : transcript.sockets) {
            for (const Transcript::Frame &frame : socket.frames) {
                if (!frame.fromServer || frame.opcode != "text")
                    continue;
                const auto event = SwarmProtocol::parseFrame(frame.payload);
                QVERIFY2(event, frame.payload.constData());
                const QJsonObject raw = QJsonDocument::fromJson(frame.payload).object();
                const bool isRaw = raw.contains("raw_backend_data"_L1) || raw.contains("raw_swarm_data"_L1)
                    || raw.contains("success"_L1);
                QVERIFY2(std::holds_alternative<OtherEvent>(*event) == isRaw, frame.payload.constData());
                if (const auto *progress = std::get_if<ProgressEvent>(&*event)) {
                    const QJsonObject told = raw["gen_progress"_L1].toObject();
                    QCOMPARE(progress->preview, told["preview"_L1].toString().toLatin1());
                    QVERIFY(progress->preview.isEmpty()
                            || !SwarmProtocol::decodeDataUrl(progress->preview).isEmpty());
                    QCOMPARE(progress->overall,
                             std::optional(std::clamp(told["overall_percent"_L1].toDouble(), 0.0, 1.0)));
                }
            }
        }
    }

    void everyAnswerIsUnderstood_data() { everyFrameIsUnderstood_data(); }
    void everyAnswerIsUnderstood()
    {
        QFETCH(Transcript, transcript);
        const QUrl server(u"http://studio:7801"_s);
        for (const Transcript::Http &call : transcript.calls) {
            const bool isZipped
                = call.headers.contains(qMakePair(QByteArray("Content-Encoding"), QByteArray("gzip")));
            if (!call.target.startsWith("/API/") || call.answeredAt < 0 || call.isShortened || isZipped)
                continue;
            const auto reply = SwarmProtocol::parseReply(call.status, call.answer, server);
            const QJsonDocument document = QJsonDocument::fromJson(call.answer);
            const bool isError = document["error"_L1].isString() || document["error_id"_L1].isString();
            QVERIFY2(bool(reply) == (document.isObject() && !isError), qPrintable(call.label));
            if (!reply && isError)
                QCOMPARE(reply.error().serverWords, document["error"_L1].toString().trimmed());
            if (!reply && !isError)
                QCOMPARE(reply.error().kind, call.status == 401 ? Kind::NotAuthorised : Kind::BadReply);
            if (!reply)
                continue;
            if (call.target == "/API/GetNewSession")
                QVERIFY(SwarmProtocol::parseNewSession(*reply, server));
            if (call.target == "/API/ListBackends")
                QCOMPARE(SwarmProtocol::parseBackends(*reply).size(), reply->size());
            if (call.target == "/API/ListModels")
                QCOMPARE(SwarmProtocol::parseModels(*reply).size(), (*reply)["files"_L1].toArray().size());
            if (call.target == "/API/GenerateText2Image")
                QCOMPARE(SwarmProtocol::parseImages(*reply).size(), (*reply)["images"_L1].toArray().size());
        }
    }

    void jobsEndAsRecordedOverTheSocket_data()
    {
        QTest::addColumn<Transcript>("transcript");
        QTest::addColumn<Transcript::Socket>("socket");
        QTest::addColumn<QString>("name");
        skipWithoutRecordings();
        for (const Transcript &transcript : m_transcripts) {
            for (const Transcript::Socket &socket : transcript.sockets) {
                const bool speaks = std::ranges::any_of(socket.frames, [](const Transcript::Frame &f) {
                    return !f.fromServer && f.opcode != "close";
                });
                if (socket.target.contains("SelectModel") || (!speaks && socket.status == 101))
                    continue;
                const QString name
                    = socket.label.isEmpty() ? transcript.name : transcript.name + u':' + socket.label;
                QTest::newRow(qPrintable(name)) << transcript << socket << name;
            }
        }
    }
    void jobsEndAsRecordedOverTheSocket()
    {
        QFETCH(Transcript, transcript);
        QFETCH(Transcript::Socket, socket);
        QFETCH(QString, name);
        TranscriptServer server(transcript, socket);
        run(server, socket.request(), false);
        if (QTest::currentTestFailed())
            return;
        const JobResult &result = m_watch->result;
        const Recorded recorded = recordedIn(socket);
        const bool isComplete = recorded.paths.size() == recorded.asked;
        const bool isForgotten
            = recorded.errors.contains(u"Invalid session ID. You may need to refresh the page."_s);
        QCOMPARE(server.generationsAsked(), isForgotten ? 2 : 1);
        QVERIFY(pathsOf(result.images).contains(asTold(recorded.paths)));
        QCOMPARE(result.cancelled, server.wasInterrupted() && !isComplete);
        if (recorded.isOver) {
            QCOMPARE(pathsOf(result.images), asTold(recorded.paths));
            QCOMPARE(bool(result.error), !isComplete && !result.cancelled);
        }
        if (recorded.isOver && result.error && !recorded.errors.isEmpty())
            QCOMPARE(result.error->serverWords, recorded.errors.first().trimmed());
        if (recorded.isOver && result.error && recorded.errors.isEmpty())
            QVERIFY(result.error->message.contains("without saying why"_L1));
        if (const auto known = readByPeople.find(name); known != readByPeople.end())
            QCOMPARE(outcomeOf(result), known->second);
    }

    void jobsEndAsRecordedOverHttp_data()
    {
        QTest::addColumn<Transcript>("transcript");
        QTest::addColumn<Transcript::Http>("call");
        skipWithoutRecordings();
        for (const Transcript &transcript : m_transcripts) {
            for (const Transcript::Http &call : transcript.calls) {
                const bool speaks = call.question().contains("images"_L1);
                if (call.target == "/API/GenerateText2Image" && call.method == "POST" && speaks)
                    QTest::newRow(qPrintable(transcript.name + u':' + call.label)) << transcript << call;
            }
        }
    }
    void jobsEndAsRecordedOverHttp()
    {
        QFETCH(Transcript, transcript);
        QFETCH(Transcript::Http, call);
        TranscriptServer server(transcript, call);
        run(server, call.question(), true);
        if (QTest::currentTestFailed())
            return;
        const JobResult &result = m_watch->result;
        if (call.answeredAt < 0) { // the line broke, the picture is found on the server
            QCOMPARE(outcomeOf(result), u"completed 1/1"_s);
            QCOMPARE(server.generationsAsked(), 1);
            return;
        }
        const QJsonObject answer = QJsonDocument::fromJson(call.answer).object();
        QSet<QString> paths;
        for (const QJsonValue &image : answer["images"_L1].toArray())
            paths << image.toString();
        QCOMPARE(pathsOf(result.images), paths);
        QCOMPARE(result.cancelled, server.wasInterrupted());
        QCOMPARE(bool(result.error), paths.isEmpty() && !result.cancelled);
        if (result.error)
            QCOMPARE(result.error->serverWords, answer["error"_L1].toString().trimmed());
    }
};

QTEST_GUILESS_MAIN(TestTranscripts)
#include "tst_transcripts.moc"
