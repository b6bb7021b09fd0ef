// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefetch.h"
#include "scriptedserver.h"

#include <QBuffer>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;
using Script = ScriptedServer::Script;

namespace
{

// A device on a full disk.
class FullDevice : public QIODevice
{
public:
    FullDevice() { open(WriteOnly); }
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64) override
    {
        setErrorString(u"No space left on device"_s);
        return -1;
    }
};

const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(40, 'x');

ScriptedServer::Step answer(const QByteArray &body, const QByteArray &type = "image/png", int status = 200)
{
    return raw("HTTP/1.1 " + QByteArray::number(status) + " Word\r\nContent-Type: " + type
               + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

} // namespace

class TestImageFetch : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    std::optional<Result<QString>> fetch(const QUrl &url, const QString &path, QIODevice &sink,
                                         std::chrono::milliseconds silence = 30s)
    {
        SwarmClient client(m_network, {.url = url, .swarmToken = "61.b.c"});
        ImageFetch job(client, path, sink);
        job.setLongestSilence(silence);
        std::optional<Result<QString>> outcome;
        int ends = 0;
        connect(&job, &ImageFetch::finished, this, [&](const Result<QString> &r) {
            outcome = r;
            ++ends;
        });
        job.start();
        [&] { QVERIFY(!outcome); }();
        [&] { QTRY_VERIFY(outcome); }();
        QTest::qWait(20);
        [&] { QCOMPARE(ends, 1); }();
        return outcome;
    }

private Q_SLOTS:
    void kindsAreToldByTheFirstBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("extension");
        QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n") << u".png"_s;
        QTest::newRow("JPEG") << QByteArray("\xff\xd8\xff\xe0") << u".jpg"_s;
        QTest::newRow("WebP") << QByteArray("RIFF\x01\x01\x01\x01WEBPVP8 ") << u".webp"_s;
        QTest::newRow("WAV") << QByteArray("RIFF\x01\x01\x01\x01WAVEfmt ") << u".wav"_s;
        QTest::newRow("GIF") << QByteArray("GIF89a") << u".gif"_s;
        QTest::newRow("MP4") << QByteArray("\1\1\1\x20"
                                           "ftypisom")
                             << u".mp4"_s;
        QTest::newRow("AVIF") << QByteArray("\1\1\1\x20"
                                            "ftypavif")
                              << u".avif"_s;
        QTest::newRow("WebM") << QByteArray("\x1a\x45\xdf\xa3") << u".webm"_s;
        QTest::newRow("page") << QByteArray("<!DOCTYPE html>") << QString();
        QTest::newRow("JSON") << QByteArray("{\"error\":") << QString();
        QTest::newRow("cut off") << QByteArray("\x89PN") << QString();
        QTest::newRow("empty") << QByteArray() << QString();
    }
    void kindsAreToldByTheFirstBytes()
    {
        QFETCH(QByteArray, bytes);
        QTEST(mediaExtension(bytes), "extension");
    }

    void aPictureGoesIntoTheDevice()
    {
        ScriptedServer server;
        server.on("/View/local/a%20%252525.png", {answer(png)});
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        const auto outcome = fetch(server.url(), u"View/local/a %25.png"_s, sink);
        QVERIFY(*outcome);
        QCOMPARE(**outcome, u".png"_s);
        QCOMPARE(sink.data(), png);
        const WireRequest wire = server.asked("/View/local/a%20%252525.png").first().wire;
        QCOMPARE(wire.method, "GET");
        QCOMPARE(wire.header("Cookie"), "swarm_token=61.b.c");
    }

    void aLargePictureComesInPieces()
    {
        const QByteArray large = png + QByteArray(5'000'000, 'y');
        ScriptedServer server;
        server.on("/View/a.png",
                  {raw("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(large.size()) + "\r\n\r\n"),
                   raw(large.first(5)), wait(20ms), raw(large.sliced(5, 2'000'000)), wait(20ms),
                   raw(large.sliced(2'000'005))});
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        const auto outcome = fetch(server.url(), u"View/a.png"_s, sink);
        QVERIFY(*outcome);
        QCOMPARE(sink.data(), large);
    }

    void whatBreaksOffIsABrokenLine_data()
    {
        QTest::addColumn<ScriptedServer::Script>("script");
        const auto head = raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
        QTest::newRow("silent before the first byte") << ScriptedServer::Script{head, wait(1min)};
        QTest::newRow("silent before its kind can be told")
            << ScriptedServer::Script{head, raw(png.first(8)), wait(1min)};
        QTest::newRow("silent in the middle") << ScriptedServer::Script{head, raw(png), wait(1min)};
        QTest::newRow("hangs up before its kind can be told")
            << ScriptedServer::Script{head, raw(png.first(8)), hangUp()};
        QTest::newRow("reset in the middle") << ScriptedServer::Script{head, raw(png), wait(20ms), reset()};
    }
    void whatBreaksOffIsABrokenLine()
    {
        QFETCH(ScriptedServer::Script, script);
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        ScriptedServer server;
        server.on("/View/a.png", script);
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        const auto outcome = fetch(server.url(), u"View/a.png"_s, sink, 300ms);
        QVERIFY(!*outcome);
        QCOMPARE(outcome->error().kind, Kind::ConnectionLost);
    }

    void aDataUrlNeedsNoServer()
    {
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        const auto outcome = fetch(QUrl(u"http://127.0.0.1:1"_s),
                                   u"data:image/png;base64,"_s + QString::fromLatin1(png.toBase64()), sink);
        QVERIFY(*outcome);
        QCOMPARE(sink.data(), png);
    }

    void aDataUrlThatIsNoPictureIsAnError()
    {
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        const auto outcome
            = fetch(QUrl(u"http://127.0.0.1:1"_s), u"data:image/png;base64,aGVsbG8gd29ybGQ="_s, sink);
        QVERIFY(!*outcome);
        QCOMPARE(outcome->error().kind, Kind::BadReply);
        QVERIFY(sink.data().isEmpty());
    }

    void aFullDiskIsSaidSo()
    {
        ScriptedServer server;
        server.on("/View/a.png", {answer(png)});
        FullDevice sink;
        const auto outcome = fetch(server.url(), u"View/a.png"_s, sink);
        QVERIFY(!*outcome);
        QCOMPARE(outcome->error().kind, Kind::FileSystem);
        QCOMPARE(outcome->error().message,
                 u"The picture “a.png” could not be written: No space left on device."_s);
    }
};

QTEST_GUILESS_MAIN(TestImageFetch)
#include "tst_imagefetch.moc"
