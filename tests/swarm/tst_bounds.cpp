// SPDX-License-Identifier: GPL-3.0-or-later
#include "floodserver.h"
#include "generatejob.h"
#include "gzip.h"
#include "imagefetch.h"
#include "jobsocket.h"
#include "jobwatch.h"
#include "processmemory.h"
#include "scriptedserver.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Error::Kind;
using Flood = FloodServer::Flood;

namespace
{

constexpr qint64 megabyte = 1'000'000;

// Counts what it is given, and keeps nothing.
class Drain : public QIODevice
{
public:
    Drain() { open(WriteOnly | Unbuffered); }
    qint64 taken = 0;

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        taken += size;
        return size;
    }
};

QByteArray head(const QByteArray &more = {}, const QByteArray &status = "200 OK")
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + more + "\r\n";
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

// What a server's compression makes of many equal bytes.
Flood bomb(const QByteArray &begin, qsizetype size)
{
    const QByteArray packed = gzipped(begin + QByteArray(size, ' '));
    return {.begin
            = head("Content-Encoding: gzip\r\nContent-Length: " + QByteArray::number(packed.size()) + "\r\n")
                + packed};
}

const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(40, 'x');
const QByteArray chunked = "Transfer-Encoding: chunked\r\n";

} // namespace

/// What a server may make this process do is bounded, in memory and in time.
class TestBounds : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    qint64 m_before = 0;
    bool m_isMeasured = false; ///< without, only time is bounded here

    /// In megabytes, since init().
    [[nodiscard]] qint64 grown() const { return m_isMeasured ? (peakMemory() - m_before) / megabyte : 0; }

    std::optional<Error> ask(const QUrl &url, const QString &route, bool once = false)
    {
        SwarmClient client(m_network, {.url = url});
        SwarmCall *call = once ? client.postOnce(route, {}, this) : client.post(route, {}, 3s, this);
        std::optional<Result<QJsonObject>> reply;
        connect(call, &SwarmCall::finished, this, [&](const Result<QJsonObject> &r) { reply = r; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(reply, 20000); }();
        return reply && !*reply ? std::optional(reply->error()) : std::nullopt;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!forgetPeakMemory())
            qWarning("Memory cannot be measured here: only that each flood ends in an error is tested.");
    }
    void init()
    {
        m_isMeasured = forgetPeakMemory();
        m_before = residentMemory();
    }

    void answersAreBounded_data()
    {
        QTest::addColumn<Flood>("flood");
        QTest::addColumn<QString>("route");
        const QByteArray junk(64000, 'j');
        const auto row = [](const char *name, const Flood &flood, const QString &route = u"GetNewSession"_s) {
            QTest::newRow(name) << flood << route;
        };
        row("100 MB of junk", {.begin = head("Content-Length: 100000000\r\n"), .again = junk});
        row("100 MB of junk as a list", {.begin = head("Content-Length: 100000000\r\n"), .again = junk},
            u"ListModels"_s);
        row("junk without end", {.begin = head(), .again = junk});
        row("junk in pieces without end", {.begin = head(chunked), .again = chunk(junk)});
        row("a text without end", {.begin = head(chunked) + chunk("{\"error\":\""), .again = chunk(junk)});
        row("tiny pieces without end", {.begin = head(chunked), .again = chunk("j")});
        row("a refusal without end", {.begin = head(chunked, "400 Bad Request"), .again = chunk(junk)});
        row("headers without end", {.begin = "HTTP/1.1 200 OK\r\n", .again = "X-Junk: " + junk + "\r\n"});
        row("a header without end", {.begin = "HTTP/1.1 200 OK\r\nX-Junk: ", .again = junk});
        row("a status without end", {.begin = "HTTP/1.1 200 ", .again = junk});
        row("a bomb", bomb("{\"error\":\"", 60 * megabyte));
        row("a bomb as a list", bomb("{\"error\":\"", 120 * megabyte), u"ListModels"_s);
    }
    void answersAreBounded()
    {
        QFETCH(Flood, flood);
        QFETCH(QString, route);
        const FloodServer server(flood);
        const std::optional<Error> error = ask(server.url(), route);
        QVERIFY(error);
        QVERIFY2(grown() < (route.startsWith(u"List"_s) ? 150 : 40), qPrintable(QString::number(grown())));
    }

    void junkForAGenerationIsLeftEarly()
    {
        const FloodServer server({.begin = head(), .again = QByteArray(64000, 'j')});
        const std::optional<Error> error = ask(server.url(), u"GenerateText2Image"_s, true);
        QVERIFY(error);
        QCOMPARE(error->kind, Kind::BadReply);
        QVERIFY2(grown() < 40, qPrintable(QString::number(grown())));
    }

    void picturesAreBounded_data()
    {
        QTest::addColumn<Flood>("flood");
        QTest::addColumn<qint64>("most"); // bytes on the disk
        const QByteArray junk(64000, 'j');
        const auto row = [](const char *name, const Flood &flood, qint64 most = 0) {
            QTest::newRow(name) << flood << most;
        };
        row("a picture without end", {.begin = head() + png, .again = junk}, 51 * megabyte);
        row("a picture in pieces without end", {.begin = head(chunked) + chunk(png), .again = chunk(junk)},
            51 * megabyte);
        row("a picture that is announced as too large",
            {.begin = head("Content-Length: 50000001\r\n") + png, .again = junk}, 2 * megabyte);
        row("no picture, without end", {.begin = head(), .again = junk});
        row("a refusal without end", {.begin = head(chunked, "404 Not Found"), .again = chunk(junk)});
        row("a bomb", bomb(png, 60 * megabyte), 51 * megabyte);
    }
    void picturesAreBounded()
    {
        QFETCH(Flood, flood);
        QFETCH(qint64, most);
        const FloodServer server(flood);
        SwarmClient client(m_network, {.url = server.url()});
        Drain drain;
        ImageFetch fetch(client, u"View/a.png"_s, drain);
        fetch.setLargest(50 * megabyte);
        std::optional<Result<QString>> outcome;
        connect(&fetch, &ImageFetch::finished, this, [&](const Result<QString> &r) { outcome = r; });
        fetch.start();
        QTRY_VERIFY_WITH_TIMEOUT(outcome, 20000);
        QVERIFY(!*outcome);
        QVERIFY2(grown() < 40, qPrintable(QString::number(grown())));
        QVERIFY2(drain.taken <= most, qPrintable(QString::number(drain.taken)));
    }

    void socketsThatAreNoneAreLeft_data()
    {
        QTest::addColumn<Flood>("flood");
        const QByteArray junk(64000, 'j');
        const auto row = [](const char *name, Flood flood) {
            flood.acceptsSockets = false;
            QTest::newRow(name) << flood;
        };
        row("junk", {.again = junk});
        row("lines of junk", {.again = "j\r\n"});
        row("headers without end", {.begin = "HTTP/1.1 101 Word\r\n", .again = "X-Junk: j\r\n"});
        row("a header without end", {.begin = "HTTP/1.1 101 Word\r\nX-Junk: ", .again = junk});
    }
    void socketsThatAreNoneAreLeft()
    {
        QFETCH(Flood, flood);
        const FloodServer server(flood);
        const SwarmClient client(m_network, {.url = server.url()});
        JobSocket socket({});
        QSignalSpy notOpened(&socket, &JobSocket::notOpened);
        socket.open(client.socketRequest(u"GenerateText2ImageWS"));
        QTRY_COMPARE(notOpened.size(), 1);
        QVERIFY2(grown() < 10, qPrintable(QString::number(grown())));
    }

    void socketsThatGoWrongAreLost_data()
    {
        QTest::addColumn<Flood>("flood");
        const QByteArray junk(64000, 'j');
        QTest::newRow("junk") << Flood{.again = junk};
        QTest::newRow("2 GiB announced") << Flood{.begin = QByteArray("\x81\x7f\0\0\0\0\x80\0\0\0", 10)};
        QTest::newRow("100 MB of junk in a message")
            << Flood{.begin = QByteArray("\x81\x7f\0\0\0\0\x05\xf5\xe1\0", 10), .again = junk};
        QTest::newRow("a message of junk in pieces, without end")
            << Flood{.begin = QByteArray("\x01\x01j", 3), .again = QByteArray("\0\x7e\xfa\0", 4) + junk};
    }
    void socketsThatGoWrongAreLost()
    {
        QFETCH(Flood, flood);
        const FloodServer server(flood);
        const SwarmClient client(m_network, {.url = server.url()});
        JobSocket socket({});
        QSignalSpy lost(&socket, &JobSocket::lost);
        QSignalSpy received(&socket, &JobSocket::received);
        socket.open(client.socketRequest(u"GenerateText2ImageWS"));
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(received.size(), 0);
        QVERIFY2(grown() < 40, qPrintable(QString::number(grown())));
    }

    void tinyMessagesStarveNobody_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("keep_alive") << QByteArray("\x81\x13{\"keep_alive\":true}");
        QTest::newRow("empty") << QByteArray("\x81\0", 2);
        QTest::newRow("pings") << QByteArray("\x89\x04ping");
        QTest::newRow("empty pieces") << QByteArray("\x01\0\x80\0", 4);
    }
    void tinyMessagesStarveNobody()
    {
        QFETCH(QByteArray, frame);
        const FloodServer server({.again = frame.repeated(1000)});
        const SwarmClient client(m_network, {.url = server.url()});
        JobSocket socket({});
        int received = 0;
        connect(&socket, &JobSocket::received, &socket, [&] { ++received; });
        socket.open(client.socketRequest(u"GenerateText2ImageWS"));
        int turns = 0;
        QTimer others;
        connect(&others, &QTimer::timeout, &others, [&] { ++turns; });
        others.start(10ms);
        QTRY_VERIFY(turns >= 100);
        // Far more than 10,000 a second came meanwhile.
        QVERIFY2(frame[0] == '\x89' || received > 20000, qPrintable(QString::number(received)));
        QVERIFY2(server.sent() > 200'000, qPrintable(QString::number(server.sent())));
        QVERIFY2(grown() < 10, qPrintable(QString::number(grown())));
    }

    void progressIsToldWhereItChanges()
    {
        ScriptedServer server;
        ScriptedServer::Script script(20000, Say::progress("0", 0.5));
        script << Say::image("0");
        server.on("GenerateText2ImageWS", script + Say::ending());
        SwarmClient client(m_network, {.url = server.url()});
        GenerateJob job(client, {.prompt = u"a fox"_s});
        const JobWatch watch(job);
        job.start();
        QTRY_VERIFY(watch.isOver());
        QCOMPARE(watch.images.size(), 1);
        QVERIFY2(watch.progress.size() < 10, qPrintable(QString::number(watch.progress.size())));
    }
};

QTEST_GUILESS_MAIN(TestBounds)
#include "tst_bounds.moc"
