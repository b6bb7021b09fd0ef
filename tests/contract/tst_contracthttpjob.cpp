// SPDX-License-Identifier: GPL-3.0-or-later
// Contract case 8, and what else a generation over HTTP meets: cases 1 to 7 as far as they concern it.
#include "contractcase.h"
#include "imagefetch.h"

#include <QBuffer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Phase = JobProgress::Phase;
using Script = ScriptedServer::Script;

namespace
{

std::function<void(const JobStage &)> paths(const QStringList &expected)
{
    return [expected](const JobStage &stage) {
        QStringList seen;
        for (const JobImage &image : stage.result().images)
            seen << image.path;
        QCOMPARE(seen, expected);
    };
}

} // namespace

class TestContractHttpJob : public QObject
{
    Q_OBJECT

    static void results()
    {
        const auto row = [](const char *name, int asked, const QByteArray &images, const QStringList &seen) {
            QList<int> indices;
            for (int i = 0; i < seen.size(); ++i)
                indices << i;
            contractRow(name,
                        {.script = {reply("{'images':[" + images + "]}")},
                         .images = asked,
                         .outcome = u"completed %1/%2"_s.arg(seen.size()).arg(asked),
                         .indices = indices,
                         .more = paths(seen)});
        };
        row("8 one image", 1, "'View/a.png'", {u"View/a.png"_s});
        row("8 images in the order of completion", 3, "'View/c.png','View/a.png','View/b.png'",
            {u"View/c.png"_s, u"View/a.png"_s, u"View/b.png"_s});
        row("8 more images than asked for", 1, "'View/step.png','View/a.png'",
            {u"View/step.png"_s, u"View/a.png"_s});
        row("8 data URL", 1, "'data:image/png;base64,iVBORw0KGgo='",
            {u"data:image/png;base64,iVBORw0KGgo="_s});
        row("8 video", 1, "'View/local/raw/a.mp4'", {u"View/local/raw/a.mp4"_s});
        row("8 entries that are no text", 1, "7,null,'','View/a.png'", {u"View/a.png"_s});
    }

    static void failures()
    {
        const auto row = [](const char *name, const ScriptedServer::Step &answer, const QString &outcome,
                            const QString &message) {
            contractRow(name, {.script = {answer}, .outcome = outcome, .indices = {}, .message = message});
        };
        row("8 no images and no error", reply("{'images':[]}"), u"failed 0/1"_s,
            u"The server stopped after 0 of 1 images without saying why."_s);
        row("8 error", reply("{'error':'No backends available!'}"), u"refused 0/1"_s,
            u"The server has no backend to draw with."_s);
        row("8 stopped by someone else", reply("{'error':'Generation session interrupted.'}"),
            u"stopped by another 0/1"_s, u"The generation was stopped on the server."_s);
        row("8 unknown model",
            reply("{'error':'Invalid value for parameter Model: Invalid model value for param Model - "
                  "\\u0027x\\u0027 - are you sure that model name is correct?'}"),
            u"model_not_found 0/1"_s, u"The server does not know the model “x”."_s);
        row("3 bare 401", reply("Unauthorized", 401), u"not_authorised 0/1"_s,
            u"The server %1 lets nobody in without a key."_s);
        row("5 internal_error", reply("{'error_id':'internal_error','error':'x'}", 400), u"failed 0/1"_s,
            u"The server %1 failed at this request."_s);
        row("6 redirect of an old server",
            raw("HTTP/1.1 302 Found\r\nLocation: /Error/BasicAPI\r\nContent-Length: 0\r\n\r\n"),
            u"bad_reply 0/1"_s, u"The server %1 answers with a redirect instead of a result."_s);
        contractRow("8 fewer images than asked for",
                    {.script = {reply("{'images':['View/a.png']}")},
                     .images = 3,
                     .outcome = u"failed 1/3"_s,
                     .message = u"The server stopped after 1 of 3 images without saying why."_s});
        contractRow("4 invalid_session_id forever",
                    {.script = {forgotten()},
                     .outcome = u"not_authorised 0/1"_s,
                     .indices = {},
                     .message = u"The server %1 does not accept the session that it gave."_s,
                     .sessions = 2,
                     .sent = 2});
    }

private Q_SLOTS:
    void theCallerSees_data()
    {
        QTest::addColumn<ContractCase>("expected");
        results();
        failures();
    }
    void theCallerSees()
    {
        QFETCH(ContractCase, expected);
        JobStage stage;
        stage.server.on(JobStage::httpRoute, expected.script);
        stage.begin(expected.images, JobStage::overHttp());
        QVERIFY(stage.ends());
        compareWithContract(stage, expected);
        QCOMPARE(stage.watch->images, stage.result().images);
        QCOMPARE(stage.server.count(JobStage::socketRoute), 0);
        QCOMPARE(stage.server.count("/Error/BasicAPI"), 0);
    }

    void aForgottenSessionIsRenewed_data()
    {
        QTest::addColumn<Script>("first");
        QTest::newRow("4 invalid_session_id once") << Script{forgotten()};
    }
    void aForgottenSessionIsRenewed()
    {
        QFETCH(Script, first);
        JobStage stage;
        stage.server.on(JobStage::httpRoute, first);
        stage.server.on(JobStage::httpRoute, {reply("{'images':['View/a.png']}")});
        stage.begin(1, JobStage::overHttp());
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 1/1"_s);
        QCOMPARE(stage.watch->sessions.size(), 2);
        QCOMPARE(stage.timesSent(), 2);
    }

    void aBrokenAnswerIsNotAskedForAgain_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::newRow("7 hangs up before a word") << Script{hangUp()};
        QTest::newRow("7 reset before a word") << Script{reset()};
        QTest::newRow("7 hangs up in the middle of the body") << Script{
            raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"ima"),
            hangUp()};
        QTest::newRow("7 reset in the middle of the body")
            << Script{raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"ima"), wait(50ms), reset()};
        QTest::newRow("7 truncated body") << Script{reply("{'images':['View/a.p")};
        QTest::newRow("7 HTML body") << Script{reply("<html></html>")};
        QTest::newRow("7 a proxy's patience ended") << Script{reply("<html>504</html>", 504)};
    }
    void aBrokenAnswerIsNotAskedForAgain()
    {
        QFETCH(Script, answer);
        JobStage stage;
        stage.server.on(JobStage::httpRoute, Script{counts(1, 0, 0, 1)} + answer);
        stage.begin(1, JobStage::overHttp());
        QVERIFY(stage.reaches(Phase::Reconnecting));
        QTRY_VERIFY(stage.server.count("GetCurrentStatus") >= 2);
        QVERIFY(!stage.watch->isOver());
        stage.server.counts[0] = stage.server.counts[3] = 0;
        QVERIFY(stage.ends());
        QCOMPARE(stage.timesSent(), 1);
        QCOMPARE(stage.result().error->hint, u"Images may be on the server; try collect."_s);
    }

    void picturesOfABrokenAnswerAreCollected_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::newRow("7 reset, the pictures found on the server") << Script{wait(20ms), reset()};
        QTest::newRow("7 truncated body, the pictures found on the server") << Script{reply("{'images':[")};
    }
    void picturesOfABrokenAnswerAreCollected()
    {
        QFETCH(Script, answer);
        JobStage stage;
        stage.server.on("ListImages", {listing({"8", "7"})});
        stage.server.on(JobStage::httpRoute, answer);
        stage.begin(2, JobStage::overHttp());
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 2/2"_s);
        paths({u"View/local/raw/7.png"_s, u"View/local/raw/8.png"_s})(stage);
        QCOMPARE(stage.timesSent(), 1);
    }

    void aResultCanBeFetched_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("extension");
        const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(40, 'x');
        const QByteArray mp4 = QByteArray("\0\0\0\x20", 4) + "ftypisom" + QByteArray(40, 'x');
        QTest::newRow("8 data URL, decoded") << "data:image/png;base64," + png.toBase64() << png << u".png"_s;
        QTest::newRow("8 video, downloaded") << QByteArray("View/a.mp4") << mp4 << u".mp4"_s;
    }
    void aResultCanBeFetched()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, bytes);
        JobStage stage;
        stage.server.on("/View/a.mp4",
                        {raw("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: "
                             + QByteArray::number(bytes.size()) + "\r\n\r\n" + bytes)});
        stage.server.on(JobStage::httpRoute, {reply("{'images':['" + path + "']}")});
        stage.begin(1, JobStage::overHttp());
        QVERIFY(stage.ends());
        QBuffer sink;
        sink.open(QIODevice::WriteOnly);
        ImageFetch fetch(stage.client, stage.result().images[0].path, sink);
        std::optional<Result<QString>> fetched;
        connect(&fetch, &ImageFetch::finished, this, [&](const Result<QString> &r) { fetched = r; });
        fetch.start();
        QTRY_VERIFY(fetched);
        QVERIFY(*fetched);
        QTEST(**fetched, "extension");
        QCOMPARE(sink.data(), bytes);
    }
};

QTEST_GUILESS_MAIN(TestContractHttpJob)
#include "tst_contracthttpjob.moc"
