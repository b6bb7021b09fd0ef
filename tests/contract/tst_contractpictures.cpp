// SPDX-License-Identifier: GPL-3.0-or-later
// Contract cases 35 and 36: downloads, and what is written into pictures.
#include "embeddedmetadata.h"
#include "imagefetch.h"
#include "picturebytes.h"
#include "picturesaver.h"
#include "scriptedserver.h"

#include <QBuffer>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace PictureBytes;
using namespace Say;
using Kind = Error::Kind;
using Script = ScriptedServer::Script;

namespace
{

const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(40, 'x');
const QByteArray jpeg = "\xff\xd8\xff\xe0 a photograph, in truth";

ScriptedServer::Step answer(const QByteArray &body, const QByteArray &type = "image/png", int status = 200)
{
    return raw("HTTP/1.1 " + QByteArray::number(status) + " Word\r\nContent-Type: " + type
               + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

ScriptedServer::Step notFound()
{
    return answer("{\"error\":\"404\",\"error_id\":\"file_not_found\"}", "application/json", 404);
}

// The path under which SwarmUI looks for a file: Kestrel decodes the target, then SwarmUI does so again.
QString lookedFor(const QByteArray &target)
{
    const QByteArray once = QByteArray::fromPercentEncoding(target);
    return QString::fromUtf8(QByteArray::fromPercentEncoding(once)).replace("%20"_L1, " "_L1).mid(1);
}

const QString metadata = u"{\"sui_image_params\":{\"prompt\":\"a secret\"}}"_s;

QByteArray pngWith(const QByteArray &chunks)
{
    return pngStart() + chunks + pngEnd();
}

QByteArray jpegWith(const QByteArray &segments)
{
    return QByteArray("\xFF\xD8") + jpegSegment('\xE0', QByteArray("JFIF\0", 5)) + segments
        + jpegSegment('\xDB', "tables") + jpegSegment('\xC2', "frame") + jpegSegment('\xDA', "scan")
        + "pixels\xFF\xD9";
}

// EXIF that leads to a UserComment: "UNICODE" and UTF-16. `number` writes in the order of bytes.
QByteArray userComment(const QByteArray &order, const auto &number)
{
    constexpr quint32 first = 8, second = 26, comment = 44; // where directories and comment begin
    QByteArray words("UNICODE\0", 8);
    for (const QChar c : metadata)
        words += number(quint16(c.unicode()));
    const auto directory = [&](quint16 tag, quint16 type, quint32 count, quint32 value) {
        return number(quint16(1)) + number(tag) + number(type) + number(count) + number(value)
            + number(quint32(0));
    };
    return jpegSegment('\xE1',
                       QByteArray("Exif\0\0", 6) + order + number(quint16(42)) + number(first)
                           + directory(0x8769, 4, 1, second)
                           + directory(0x9286, 7, quint32(words.size()), comment) + words);
}

} // namespace

class TestContractPictures : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    QBuffer m_sink;

    std::optional<Result<QString>> fetch(const QUrl &url, const QString &path)
    {
        m_sink.close();
        m_sink.setData({});
        m_sink.open(QIODevice::WriteOnly);
        SwarmClient client(m_network, {.url = url});
        ImageFetch job(client, path, m_sink);
        std::optional<Result<QString>> outcome;
        connect(&job, &ImageFetch::finished, this, [&](const Result<QString> &r) { outcome = r; });
        job.start();
        [&] { QTRY_VERIFY(outcome); }();
        return outcome;
    }

private Q_SLOTS:
    void oddNamesAreFound_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isFound");
        const auto row = [](const char *what, const QString &name, bool isFound = true) {
            QTest::newRow(what) << name << isFound;
        };
        row("35 space", u"a red fox.png"_s);
        row("35 apostrophe", u"the fox's den.png"_s);
        row("35 plus", u"1+1.png"_s);
        row("35 comma", u"red, blue.png"_s);
        row("35 percent", u"50% off.png"_s);
        row("35 percent and two hex digits", u"100%25.png"_s);
        row("35 percent and other hex digits, decoded twice", u"a%41b.png"_s);
        row("35 literal %20 cannot be fetched", u"a%20b.png"_s, false);
        row("35 parentheses, exclamation mark, equals", u"(a)!=[b].png"_s);
        row("35 question mark and hash", u"why? #1.png"_s);
        row("35 emoji", u"fox 🦊.png"_s);
        row("35 right to left", u"ثعلب أحمر.png"_s);
    }
    void oddNamesAreFound()
    {
        QFETCH(QString, name);
        QFETCH(bool, isFound);
        const QString path = u"View/local/raw/2026-08-21/"_s + name;
        WireServer server;
        connect(&server, &WireServer::requested, this, [&](WirePeer *peer, const WireRequest &request) {
            const bool there = lookedFor(request.target) == path;
            peer->reply(there ? 200 : 404, there ? png : QByteArray("{\"error_id\":\"file_not_found\"}"), {});
        });
        const auto outcome = fetch(server.url(), path);
        QCOMPARE(bool(*outcome), isFound);
        QCOMPARE(m_sink.data(), isFound ? png : QByteArray());
        if (!isFound)
            QCOMPARE(outcome->error().message, u"The server does not have the picture “%1”."_s.arg(name));
    }

    void picturesAreTakenForWhatTheyAre_data()
    {
        QTest::addColumn<QList<Script>>("scripts");
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("times");
        const auto row = [](const char *name, const QList<Script> &scripts, const QString &extension) {
            QTest::newRow(name) << scripts << extension << int(scripts.size());
        };
        row("35 404 once, then 200", {{notFound()}, {answer(png)}}, u".png"_s);
        row("35 wrong extension: the bytes tell", {{answer(jpeg, "image/png")}}, u".jpg"_s);
        row("35 the odd type image/jpg", {{answer(jpeg, "image/jpg")}}, u".jpg"_s);
        row("35 no type at all", {{raw("HTTP/1.1 200 OK\r\nContent-Length: 48\r\n\r\n" + png)}}, u".png"_s);
    }
    void picturesAreTakenForWhatTheyAre()
    {
        QFETCH(QList<Script>, scripts);
        ScriptedServer server;
        for (const Script &script : scripts)
            server.on("/View/a.png", script);
        const auto outcome = fetch(server.url(), u"View/a.png"_s);
        QVERIFY(*outcome);
        QTEST(**outcome, "extension");
        QTEST(server.count("/View/a.png"), "times");
        for (const auto &asked : server.asked("/View/a.png"))
            QCOMPARE(asked.wire.header("Range"), QByteArray());
    }

    void whatIsNoPictureIsAnError_data()
    {
        QTest::addColumn<Script>("script");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("times");
        const auto row = [](const char *name, const Script &script, Kind kind, const QString &message,
                            int times = 1) { QTest::newRow(name) << script << kind << message << times; };
        const QString notPicture = u"What the server sent for “a.png” is not a picture."_s;
        const QString signIn = u"The server %1 wants a sign-in."_s;
        const QString broke = u"The line to the server %1 broke."_s;
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n";
        row("35 404 always", {notFound()}, Kind::Failed, u"The server does not have the picture “a.png”."_s,
            2);
        row("35 400 invalid_user",
            {answer("{\"error\":\"invalid or unauthorized\",\"error_id\":\"invalid_user\"}",
                    "application/json", 400)},
            Kind::NotAuthorised, signIn);
        row("35 400 unauthorized",
            {answer("{\"error\":\"x\",\"error_id\":\"unauthorized\"}", "application/json", 400)},
            Kind::NotAuthorised, u"The server %1 does not permit this to your account."_s);
        row("35 500 file_error",
            {answer("{\"error\":\"If you see this, something is wrong\",\"error_id\":\"file_error\"}",
                    "application/json", 500)},
            Kind::Refused, u"The server %1 refused this: If you see this, something is wrong."_s);
        row("3 bare 401", {answer("Unauthorized", "text/plain", 401)}, Kind::NotAuthorised,
            u"The server %1 lets nobody in without a key."_s);
        row("6 redirect", {raw("HTTP/1.1 302 Found\r\nLocation: /Login\r\nContent-Length: 0\r\n\r\n")},
            Kind::BadReply, u"The server %1 answers with a redirect instead of a result."_s);
        row("35 200 with text/html", {answer("<html>hello, I am a page</html>", "text/html")}, Kind::BadReply,
            notPicture);
        row("35 a page that says it is a picture", {answer("<html>hello, I am a page</html>")},
            Kind::BadReply, notPicture);
        row("35 206 that nobody asked for", {answer(png, "image/png", 206)}, Kind::BadReply, notPicture);
        row("35 empty", {answer("")}, Kind::BadReply, notPicture);
        row("35 too short to tell", {answer("abc")}, Kind::BadReply, notPicture);
        row("35 reset in the middle", {raw(head + png), wait(20ms), reset()}, Kind::ConnectionLost, broke);
        row("35 cut off", {raw(head + png), wait(20ms), hangUp()}, Kind::ConnectionLost, broke);
    }
    void whatIsNoPictureIsAnError()
    {
        QFETCH(Script, script);
        QFETCH(QString, message);
        ScriptedServer server;
        server.on("/View/a.png", script);
        const auto outcome = fetch(server.url(), u"View/a.png"_s);
        QVERIFY(!*outcome);
        QTEST(outcome->error().kind, "kind");
        QCOMPARE(outcome->error().message,
                 message.contains("%1"_L1) ? message.arg(server.url().authority()) : message);
        QTEST(server.count("/View/a.png"), "times");
        QCOMPARE(server.count("/Login"), 0);
    }

    void whatIsWrittenInsideIsReadAndGoesUnlessToldToStay_data()
    {
        QTest::addColumn<QByteArray>("picture");
        QTest::addColumn<QByteArray>("clean");
        QTest::addColumn<QString>("inside");
        const auto inPng = [](const char *name, const QByteArray &chunks) {
            QTest::newRow(name) << pngWith(chunks) << pngWith({})
                                << (chunks.isEmpty() ? QString() : metadata);
        };
        const QByteArray words = metadata.toLatin1();
        inPng("36 PNG with tEXt parameters", pngChunk("tEXt", QByteArray("parameters\0", 11) + words));
        inPng("36 PNG with iTXt", pngChunk("iTXt", QByteArray("parameters\0\0\0\0\0", 15) + words));
        inPng("36 PNG with zTXt",
              pngChunk("zTXt", QByteArray("parameters\0\0", 12) + qCompress(words).sliced(4)));
        inPng("36 PNG with none", {});
        const auto inJpeg = [](const char *name, const QByteArray &exif) {
            QTest::newRow(name) << jpegWith(exif) << jpegWith({}) << metadata;
        };
        inJpeg("36 JPG, UserComment little-endian",
               userComment("II", [](auto n) { return littleEndian(n); }));
        inJpeg("36 JPG, UserComment big-endian", userComment("MM", [](auto n) { return bigEndian(n); }));
    }
    void whatIsWrittenInsideIsReadAndGoesUnlessToldToStay()
    {
        QFETCH(QByteArray, picture);
        QFETCH(QByteArray, clean);
        QFETCH(QString, inside);
        ScriptedServer server;
        server.on("/View/a.png", {answer(picture)});
        SwarmClient client(m_network, {.url = server.url()});
        for (const bool stays : {false, true}) {
            const QTemporaryDir folder;
            PictureSaver saver(client, {.folder = folder.path(), .keepMetadata = stays},
                               {.savedAt = QDateTime::currentDateTime(), .serverPath = u"View/a.png"_s});
            std::optional<Result<QString>> path;
            connect(&saver, &PictureSaver::finished, this, [&](const Result<QString> &r) { path = r; });
            saver.start();
            QTRY_VERIFY(path);
            QVERIFY(*path);
            QFile file(**path);
            QVERIFY(file.open(QFile::ReadOnly));
            QCOMPARE(file.readAll(), stays ? picture : clean);
            file.seek(0);
            const QString extension = u'.' + QFileInfo(**path).suffix();
            QCOMPARE(embeddedMetadata(file, extension), stays ? inside : QString());
        }
    }
};

QTEST_GUILESS_MAIN(TestContractPictures)
#include "tst_contractpictures.moc"
