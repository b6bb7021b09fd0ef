// SPDX-License-Identifier: GPL-3.0-or-later
// Contract cases 20 to 26: what goes wrong over the WebSocket. Nothing is ever sent twice.
#include "contractcase.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;
using Phase = JobProgress::Phase;
using Script = ScriptedServer::Script;

namespace
{

const auto mayBeThere = [](const JobStage &stage) {
    QCOMPARE(stage.result().error->hint, u"Images may be on the server; try collect."_s);
    QVERIFY(stage.watch->sawPhase(Phase::Reconnecting));
};

const QString brokenLine = u"The line to the server %1 broke during the generation."_s;

QString stoppedAfter(int images)
{
    return u"The server stopped after %1 of 3 images without saying why."_s.arg(images);
}

std::function<void(const JobStage &)> furtherErrors(int number)
{
    return [number](const JobStage &stage) { QCOMPARE(stage.result().furtherErrors.size(), number); };
}

// Not known to the server, which then closes.
Script unknownSession()
{
    return {error("Invalid session ID. You may need to refresh the page.", "invalid_session_id"), closing()};
}

Script oneImage()
{
    return Script{status(1, 0, 0, 1), image("0")} + ending();
}

GenerateJob::Options endingSoon()
{
    GenerateJob::Options options = JobStage::quick();
    options.endLimit = 200ms;
    return options;
}

} // namespace

class TestContractBadSocket : public QObject
{
    Q_OBJECT

    static void neverOpened()
    {
        QTest::addColumn<Script>("upgrade");
        QTest::addColumn<Script>("http");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("message");
        const auto fine = [](const char *name, const Script &upgrade) {
            QTest::newRow(name) << upgrade << Script{reply("{'images':['View/a.png']}")} << u"completed 1/1"_s
                                << QString();
        };
        fine("20 upgrade refused with 401", {reply("Unauthorized", 401)});
        fine("20 upgrade refused with 502", {reply("<html>Bad Gateway</html>", 502)});
        fine("20 upgrade answered with 200", {reply("{}")});
        fine("20 TCP accept, then nothing", {});
        fine("20 TCP accept, then hangs up", {hangUp()});
        fine("20 TCP accept, then reset", {reset()});
        fine("20 TCP accept, then junk", {raw("hello\r\n\r\n")});
        const Script bare401{raw("HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 "c\r\nUnauthorized\r\n0\r\n\r\n")};
        fine("3 bare 401 on the upgrade alone", bare401);
        QTest::newRow("3 bare 401 on the upgrade and over HTTP")
            << bare401 << bare401 << u"not_authorised 0/1"_s
            << u"The server %1 lets nobody in without a key."_s;
        QTest::newRow("20 upgrade and HTTP refused with 502")
            << Script{reply("<html></html>", 502)} << Script{reply("<html></html>", 502)}
            << u"server_unreachable 0/1"_s << u"The server %1 does not answer (HTTP status 502)."_s;
    }

    static void openedInVain()
    {
        const auto silent = [](const char *name, const Script &script) {
            contractRow(name,
                        {.script = script,
                         .outcome = u"connection_lost 0/1"_s,
                         .indices = {},
                         .message = brokenLine,
                         .more = mayBeThere,
                         .options = JobStage::impatient()});
        };
        silent("20 101, then nothing but Pongs", {});
        silent("20 101, then nothing at all", {deaf()});
        contractRow("20 101, then invalid_session_id forever",
                    {.script = unknownSession(),
                     .outcome = u"not_authorised 0/1"_s,
                     .indices = {},
                     .message = u"The server %1 does not accept the session that it gave."_s,
                     .sessions = 2,
                     .sent = 2});
    }

    static void refusedAtOnce()
    {
        const auto row = [](const char *name, const QByteArray &words, const QByteArray &id,
                            const QString &outcome, const QString &message) {
            contractRow(name,
                        {.script = {error(words, id), closing()},
                         .outcome = outcome,
                         .indices = {},
                         .message = message});
        };
        row("21 missing parameter", "Missing required parameter \\u0027images\\u0027", {}, u"refused 0/1"_s,
            u"The server refused the job: Missing required parameter 'images'."_s);
        row("21 bad_permissions", "You lack permissions for this route.", "bad_permissions",
            u"not_authorised 0/1"_s, u"The server %1 does not permit this to your account."_s);
        row("21 bad_route", "Unknown API route.", "bad_route", u"refused 0/1"_s,
            u"The server %1 does not know this request."_s);
        row("21 internal_error", "An internal error occurred", "internal_error", u"failed 0/1"_s,
            u"The server %1 failed at this request."_s);
    }

    static void errorsAndSilence()
    {
        const auto row = [](const char *name, const Script &script, const QList<int> &indices,
                            const QString &message, int further = 0) {
            contractRow(name,
                        {.script = script,
                         .images = 3,
                         .outcome = u"%1 %2/3"_s.arg(u"failed"_s).arg(indices.size()),
                         .indices = indices,
                         .message = message,
                         .more = furtherErrors(further)});
        };
        row("22 ERROR, IMAGE of a sibling, second ERROR",
            Script{image("0"), error("ComfyUI execution error: out"), image("2"), error("ComfyUI errored: x")}
                + ending(),
            {0, 2}, u"The generation failed on the server: ComfyUI execution error: out."_s, 1);
        row("22 the same ERROR for every image",
            Script{error("ComfyUI errored: x"), error("ComfyUI errored: x")} + ending(), {},
            u"The generation failed on the server: ComfyUI errored: x."_s);
        contractRow("22 ERROR because someone else stopped it",
                    {.script = Script{image("1"), error("Generation session interrupted.")} + ending(),
                     .images = 2,
                     .outcome = u"stopped by another 1/2"_s,
                     .indices = {1},
                     .message = u"The generation was stopped on the server."_s});
        row("23 silent failure", {status(3, 0, 0, 0), intention(), status(0, 0, 0, 0), closing()}, {},
            stoppedAfter(0));
        row("23 silent failure with KEEP and DISCARD", Script{status(3, 0, 0, 0)} + ending(), {},
            stoppedAfter(0));
        row("23 silent failure after two images", Script{image("0"), image("2")} + ending(), {0, 2},
            stoppedAfter(2));
        contractRow("23 refused value",
                    {.script = {status(1, 0, 0, 0), error("No backends available!"), intention(), wait(10s),
                                status(0, 0, 0, 0), closing()},
                     .outcome = u"refused 0/1"_s,
                     .indices = {},
                     .message = u"The server has no backend to draw with."_s});
        for (const bool isFirst : {true, false}) { // it may draw on, so it is asked
            contractRow(isFirst ? "24 Close 1011 before any image" : "24 Close 1011 between images",
                        {.script = {isFirst ? status(3, 0, 0, 0) : image("0"), closing(1011)},
                         .images = 3,
                         .outcome = isFirst ? u"connection_lost 0/3"_s : u"connection_lost 1/3"_s,
                         .indices = isFirst ? QList<int>{} : QList{0},
                         .message = brokenLine,
                         .more = mayBeThere});
        }
        contractRow("24 Close 1011 after the last image", {.script = {image("0"), closing(1011)}});
        contractRow("24 TCP drop after the last image", {.script = {image("0"), wait(20ms), reset()}});
    }

    static void junk()
    {
        const auto row = [](const char *name, const ScriptedServer::Step &frame) {
            contractRow(name, {.script = Script{status(1, 0, 0, 1), frame, image("0")} + ending()});
        };
        row("25 text that is not JSON", text("hello"));
        row("25 JSON cut off", text("{'image':'View/b.png','batch_"));
        row("25 JSON array", text("[1]"));
        row("25 empty frame", text(""));
        row("25 binary frame", frame(0x2, "\x01\x02"));
        contractRow("25 an IMAGE in a binary frame",
                    {.script = Script{frame(0x2, image("0").bytes)} + ending()});
        contractRow("25 nothing but junk",
                    {.script = Script{text("hello"), text("[1]")} + ending(),
                     .outcome = u"failed 0/1"_s,
                     .indices = {},
                     .message = u"The server stopped after 0 of 1 images without saying why."_s});
    }

    static void neverClosed()
    {
        contractRow("26 INTENT, but no Close",
                    {.script = {image("0"), discard(), intention()},
                     .more = [](const JobStage &stage) { QTRY_VERIFY(stage.server.clientClosed()); }});
        contractRow("26 neither INTENT nor Close after the last image",
                    {.script = {status(1, 0, 0, 1), image("0"), status(0, 0, 0, 0)},
                     .more = [](const JobStage &stage) { QTRY_VERIFY(stage.server.clientClosed()); },
                     .options = endingSoon()});
        contractRow("26 INTENT and Close missing, and an image too",
                    {.script = {status(2, 0, 0, 1), image("0"), status(0, 0, 0, 0)},
                     .images = 2,
                     .outcome = u"connection_lost 1/2"_s,
                     .message = brokenLine,
                     .more = mayBeThere,
                     .options = JobStage::impatient()});
    }

private Q_SLOTS:
    void httpStepsIn_data() { neverOpened(); }
    void httpStepsIn()
    {
        QFETCH(Script, upgrade);
        QFETCH(Script, http);
        QFETCH(QString, message);
        JobStage stage;
        stage.server.on("upgrade", upgrade);
        stage.server.on(JobStage::httpRoute, http);
        stage.begin(1, JobStage::impatient());
        QVERIFY(stage.ends());
        QTEST(stage.watch->outcome(), "outcome");
        QCOMPARE(stage.message(), stage.named(message));
        QCOMPARE(stage.timesSent(), 1);
        QCOMPARE(stage.watch->sessions.size(), 1);
    }

    void theCallerSees_data()
    {
        QTest::addColumn<ContractCase>("expected");
        openedInVain();
        refusedAtOnce();
        errorsAndSilence();
        junk();
        neverClosed();
    }
    void theCallerSees()
    {
        QFETCH(ContractCase, expected);
        JobStage stage;
        stage.server.on(JobStage::socketRoute, expected.script);
        stage.begin(expected.images, expected.options);
        QVERIFY(stage.ends(9000));
        compareWithContract(stage, expected);
    }

    void aForgottenSessionIsRenewed_data()
    {
        QTest::addColumn<Script>("first");
        QTest::newRow("20 101, then invalid_session_id once") << unknownSession();
        QTest::newRow("20 invalid_session_id, but no Close") << unknownSession().first(1);
    }
    void aForgottenSessionIsRenewed()
    {
        QFETCH(Script, first);
        JobStage stage;
        stage.server.on(JobStage::socketRoute, first);
        stage.server.on(JobStage::socketRoute, oneImage());
        stage.begin(1);
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 1/1"_s);
        QCOMPARE(stage.watch->sessions.size(), 2);
        QCOMPARE(stage.server.messages().last()["session_id"_L1].toString(), u"s2"_s);
        QCOMPARE(stage.timesSent(), 2);
    }

    void aDroppedSocketIsFollowed_data()
    {
        QTest::addColumn<Script>("before");
        QTest::addColumn<Script>("drop");
        QTest::addColumn<QList<int>>("indices");
        const Script nothing{status(2, 0, 0, 2)};
        const Script one{status(2, 0, 0, 2), progress("0", 0.5), image("0")};
        QTest::newRow("24 TCP reset before any image") << nothing << Script{reset()} << QList<int>{};
        QTest::newRow("24 TCP reset between images") << one << Script{reset()} << QList<int>{0};
        QTest::newRow("24 TCP end without Close before any image")
            << nothing << Script{hangUp()} << QList<int>{};
        QTest::newRow("24 TCP end without Close between images") << one << Script{hangUp()} << QList<int>{0};
        QTest::newRow("24 Close 1001, then the end")
            << one << Script{closing(1001), hangUp()} << QList<int>{0};
        QTest::newRow("24 no WebSocket any more")
            << one << Script{raw("\xff\xff\xff\xff junk")} << QList<int>{0};
    }
    void aDroppedSocketIsFollowed()
    {
        QFETCH(Script, before);
        QFETCH(Script, drop);
        JobStage stage;
        stage.server.on(JobStage::socketRoute, before + Script{counts(2, 0, 0, 2), wait(20ms)} + drop);
        stage.begin(2);
        QVERIFY(stage.reaches(Phase::Reconnecting));
        QTRY_VERIFY(stage.server.count("GetCurrentStatus") >= 3);
        QVERIFY(!stage.watch->isOver());
        stage.server.counts[0] = stage.server.counts[3] = 0;
        QVERIFY(stage.ends());
        QTEST(stage.watch->indices(), "indices");
        QCOMPARE(stage.result().error->kind, Kind::ConnectionLost);
        QCOMPARE(stage.message(), stage.named(brokenLine));
        mayBeThere(stage);
        QCOMPARE(stage.server.asked("GetCurrentStatus").last().body["session_id"_L1].toString(), u"s1"_s);
        QCOMPARE(stage.timesSent(), 1);
    }

    void picturesOfADroppedSocketAreCollected_data()
    {
        QTest::addColumn<Script>("before");
        QTest::newRow("24 TCP drop before any image, both found on the server") << Script{};
        QTest::newRow("24 TCP drop between images, the other found on the server") << Script{image("0")};
    }
    void picturesOfADroppedSocketAreCollected()
    {
        QFETCH(Script, before);
        JobStage stage;
        stage.server.on("ListImages", {listing({"8", "7"})});
        stage.server.on(JobStage::socketRoute, before + Script{wait(20ms), reset()});
        stage.begin(2);
        QVERIFY(stage.ends());
        QCOMPARE(stage.watch->outcome(), u"completed 2/2"_s);
        QCOMPARE(stage.watch->images.size(), 2);
        QCOMPARE(stage.result().images[1].path, u"View/local/raw/8.png"_s);
        QCOMPARE(stage.watch->progress.last().imagesDone, 2);
        QCOMPARE(stage.timesSent(), 1);
    }
};

QTEST_GUILESS_MAIN(TestContractBadSocket)
#include "tst_contractbadsocket.moc"
