// SPDX-License-Identifier: GPL-3.0-or-later
// Contract cases 9 to 19: what a healthy server says over the WebSocket.
#include "contractcase.h"
#include "swarmprotocol.h"
#include "usedparameters.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Phase = JobProgress::Phase;
using Script = ScriptedServer::Script;

namespace
{

const QByteArray tinyJpeg = "data:image/jpeg;base64,/9j/";

Script running()
{
    return {status(1, 0, 0, 1)};
}

// One image as a comfy backend makes it, word for word.
Script wholeScript()
{
    return Script{status(1, 0, 0, 0),
                  status(1, 0, 1, 0),
                  status(1, 1, 1, 0),
                  status(1, 0, 0, 1),
                  progress("0", 0.625),
                  progress("0", 0.64),
                  progress("0", 0.73, tinyJpeg),
                  progress("0", 0.66),
                  image("0"),
                  progress("0", 1.0)}
    + ending();
}

ScriptedServer::Step told(const QByteArray &overall)
{
    return text("{'gen_progress':{'batch_index':'0','request_id':'1001'" + overall
                + ",'current_percent':0.5}}");
}

ScriptedServer::Step imageWith(const QByteArray &metadata)
{
    return text("{'image':'View/a.png','batch_index':'0','request_id':'1001','metadata':" + metadata + "}");
}

// All figures are fractions, and there is none before the server gave one.
void figuresAreSane(const JobStage &stage)
{
    for (const JobProgress &shown : stage.watch->progress)
        QVERIFY(shown.overall >= 0 && shown.overall <= 1);
    QCOMPARE(stage.watch->progress.last().overall, 1.0);
}

std::function<void(const JobStage &)> shows(double figure)
{
    return [figure](const JobStage &stage) {
        figuresAreSane(stage);
        const auto &all = stage.watch->progress;
        QVERIFY(std::ranges::find(all, figure, &JobProgress::overall) != all.end());
    };
}

void noFigureBeforeTheImage(const JobStage &stage)
{
    QVERIFY(stage.watch->sawPhase(Phase::Sampling));
    for (const JobProgress &shown : stage.watch->progress)
        QCOMPARE(shown.overall, double(shown.imagesDone));
}

std::function<void(const JobStage &)> previews(const QByteArrayList &urls)
{
    return [urls](const JobStage &stage) {
        QByteArrayList seen;
        for (const auto &[index, url] : stage.watch->previews)
            seen << url;
        QCOMPARE(seen, urls);
    };
}

std::function<void(const JobStage &)> metadata(const QString &text)
{
    return [text](const JobStage &stage) { QCOMPARE(stage.result().images[0].metadata, text); };
}

} // namespace

class TestContractSocket : public QObject
{
    Q_OBJECT

    static void theUsualCourse()
    {
        contractRow(
            "9 one image, word for word",
            {.script = wholeScript(), .more = [](const JobStage &stage) {
                 for (const Phase phase : {Phase::Sent, Phase::Queued, Phase::LoadingModel, Phase::Sampling})
                     QVERIFY(stage.watch->sawPhase(phase));
                 figuresAreSane(stage);
                 previews({tinyJpeg})(stage);
                 const QJsonObject message = stage.server.messages()[0];
                 QCOMPARE(message["session_id"_L1].toString(), u"s1"_s);
                 QCOMPARE(message["images"_L1].toInt(), 1);
                 QCOMPARE(stage.result().images[0].path, u"View/local/raw/2026-08-21/picture 0.png"_s);
                 QTRY_VERIFY(stage.server.clientClosed()); // without waiting for the linger
             }});
        contractRow("10 four images in the order 2, 0, 3, 1, PROGRESS after its IMAGE",
                    {.script = Script{status(4, 0, 0, 2), progress("2", 0.5), progress("0", 0.25), image("2"),
                                      progress("2", 0.75), image("0"), progress("1", 0.1), progress("3", 0.9),
                                      image("3"), image("1"), progress("1", 0.4)}
                         + ending(),
                     .images = 4,
                     .outcome = u"completed 4/4"_s,
                     .indices = {0, 1, 2, 3},
                     .more = [](const JobStage &stage) {
                         QCOMPARE(stage.watch->images.first().index, 2);
                         figuresAreSane(stage);
                     }});
        contractRow("11 batch_index is a number in PROGRESS, text in IMAGE",
                    {.script = Script{status(2, 0, 0, 1), progress("0", 0.5),
                                      text("{'gen_progress':{'batch_index':1,'request_id':'1001',"
                                           "'overall_percent':0.6,'preview':'"
                                           + tinyJpeg + "'}}"),
                                      image("0"), image("1"), image("2"), image("3")}
                         + ending(),
                     .images = 2,
                     .batch = 2,
                     .outcome = u"completed 4/4"_s,
                     .indices = {0, 1, 2, 3},
                     .more = [](const JobStage &stage) {
                         QCOMPARE(stage.watch->previews.first().first, 1);
                         shows(0.25)(stage); // half of the first of two tasks
                     }});
    }

    static void oddProgress()
    {
        const auto row = [](const char *name, const Script &script, const auto &more) {
            contractRow(name, {.script = running() + script + Script{image("0")} + ending(), .more = more});
        };
        row("12 no PROGRESS at all", {}, noFigureBeforeTheImage);
        row("12 PROGRESS without preview first", {progress("0", 0.4), progress("0", 0.5, tinyJpeg)},
            previews({tinyJpeg}));
        row("12 PROGRESS with preview first", {progress("0", 0.5, tinyJpeg), progress("0", 0.4)},
            previews({tinyJpeg}));
        row("12 preview is a PNG", {progress("0", 0.5, "data:image/png;base64,iVBO")},
            previews({"data:image/png;base64,iVBO"}));
        row("12 preview is a WebP", {progress("0", 0.5, "data:image/webp;base64,UklG")},
            previews({"data:image/webp;base64,UklG"}));
        row("12 preview is no base64", {progress("0", 0.5, "data:image/jpeg;base64,%%%")},
            [](const JobStage &stage) {
                QVERIFY(SwarmProtocol::decodeDataUrl(stage.watch->previews[0].second).isEmpty());
                shows(0.5)(stage);
            });
        row("12 overall_percent is 1.07", {progress("0", 1.07)}, figuresAreSane);
        row("12 overall_percent is below zero", {progress("0", -0.5)}, figuresAreSane);
        row("12 overall_percent goes backwards", {progress("0", 0.75), progress("0", 0.5)}, shows(0.75));
        row("12 overall_percent is the text NaN", {told(",'overall_percent':'NaN'")}, noFigureBeforeTheImage);
        row("12 overall_percent is missing", {told("")}, noFigureBeforeTheImage);
        row("12 overall_percent is null", {told(",'overall_percent':null")}, noFigureBeforeTheImage);
        row("12 overall_percent is over all images", {progress("0", 0.5), progress("1", 0.9)}, shows(0.5));
    }

    static void imagesThatAreNoResults()
    {
        const auto row = [](const char *name, const Script &script) {
            contractRow(name,
                        {.script = running() + script + ending(),
                         .images = 2,
                         .outcome = u"completed 2/2"_s,
                         .indices = {0, 1},
                         .more = [](const JobStage &stage) { QCOMPARE(stage.watch->images.size(), 2); }});
        };
        row("13 intermediates", {image("-11"), image("0"), image("-12"), image("1")});
        row("13 grid", {image("0"), image("1"), image("-1")});
        row("13 extra index", {image("0"), image("1"), image("3")});
        row("13 the same index twice", {image("0"), image("0"), image("1")});
        contractRow("13 grid and extra do not stand for what is missing",
                    {.script = Script{image("-11"), image("0"), image("3"), image("-1")} + ending(),
                     .images = 2,
                     .outcome = u"failed 1/2"_s,
                     .message = u"The server stopped after 1 of 2 images without saying why."_s});
        contractRow("14 discard of an image that was delivered",
                    {.script = {image("0"), image("1"), discard("1"), intention()},
                     .images = 2,
                     .outcome = u"failed 1/2"_s,
                     .message = u"The server withdrew 1 of 2 images."_s,
                     .more = [](const JobStage &stage) { QCOMPARE(stage.watch->images.size(), 2); }});
    }

    static void oddMetadata()
    {
        const auto row = [](const char *name, const QByteArray &sent, const auto &more) {
            contractRow(name, {.script = running() + Script{imageWith(sent)} + ending(), .more = more});
        };
        row("15 metadata is null", "null", metadata({}));
        row("15 metadata is empty", "''", metadata({}));
        row("15 metadata is not JSON", "'none'", metadata(u"none"_s));
        row("15 metadata is deeply nested", "'" + QByteArray(5000, '[') + "'", metadata(QString(5000, u'[')));
        row("15 seed beyond 2^53", "'{\\'sui_image_params\\':{\\'seed\\':9007199254740995}}'",
            [](const JobStage &stage) {
                const QJsonObject used = usedParameters({}, 0, stage.result().images[0].metadata).values;
                QCOMPARE(used["seed"_L1].toInteger(), 9007199254740995);
            });
        contractRow("15 no request_id",
                    {.script = Script{text("{'gen_progress':{'batch_index':'0','overall_percent':0.5}}"),
                                      text("{'image':'Output/a.png','batch_index':'0','metadata':null}")}
                         + ending(),
                     .more = shows(0.5)});
    }

    // A limit of 0.3 s stands for the real one of 90 s.
    static void longSilence()
    {
        const auto row = [](const char *name, const Script &script) {
            contractRow(
                name,
                {.script = Script{status(1, 0, 0, 1), counts(1, 0, 0, 1)} + script + ending(),
                 .more = [](const JobStage &stage) { QVERIFY(!stage.watch->sawPhase(Phase::Reconnecting)); },
                 .options = JobStage::impatient()});
        };
        const Script later{wait(200ms), keepAlive()};
        row("16 long silence, then IMAGE", {wait(900ms), image("0")});
        row("16 long silence, then keep_alives, then IMAGE",
            Script{wait(500ms), keepAlive()} + later + later + later + Script{image("0")});
        row("16 unsolicited Pongs alone",
            {deaf(), wait(200ms), frame(0xa, ""), wait(200ms), frame(0xa, ""), wait(200ms), frame(0xa, ""),
             image("0")});
    }

    static void whatIsLetPass()
    {
        const auto row = [](const char *name, const QByteArray &json) {
            contractRow(name, {.script = Script{text(json), image("0")} + ending()});
        };
        row("17 raw_backend_data", "{'raw_backend_data':{'type':'comfy_websocket','data':'AA=='}}");
        row("17 raw_swarm_data", "{'raw_swarm_data':{'params_used':['prompt']}}");
        row("17 unknown kind", "{'sparkles':1}");
        row("17 unknown keys in a known kind",
            "{'gen_progress':{'batch_index':'0','overall_percent':0.5,'new':[1]},'newer':{}}");
        row("17 another socket_intention", "{'socket_intention':'pause'}");
    }

    static void largeAndOld()
    {
        constexpr qsizetype large = 30'000'000;
        contractRow("18 a picture of 30 MB in one frame",
                    {.script = Script{text("{'image':'data:image/png;base64," + QByteArray(large, 'A')
                                           + "','batch_index':'0','request_id':'1001','metadata':null}")}
                         + ending(),
                     .more = [](const JobStage &stage) {
                         QCOMPARE(stage.watch->images[0].content.size(), large / 4 * 3);
                     }});
        const QByteArray whole = image("0").bytes;
        Script fragments{part(0x1, whole.first(1))};
        for (qsizetype i = 1; i < whole.size() - 1; ++i)
            fragments << part(0x0, whole.sliced(i, 1));
        contractRow("18 a message in as many fragments as bytes",
                    {.script = fragments + Script{frame(0x0, whole.last(1))} + ending()});
        contractRow("18 fragments that come slowly are no silence, though the server is done",
                    {.script = Script{part(0x1, whole.left(10)), wait(250ms), part(0x0, whole.mid(10, 10)),
                                      wait(250ms), part(0x0, whole.mid(20, 10)), wait(250ms),
                                      frame(0x0, whole.mid(30))}
                         + ending(),
                     .options = JobStage::impatient()});
        contractRow("19 old server: STATUS, then Close",
                    {.script = {status(1, 0, 0, 1), image("0"), status(0, 0, 0, 0), closing()}});
    }

private Q_SLOTS:
    void theCallerSees_data()
    {
        QTest::addColumn<ContractCase>("expected");
        theUsualCourse();
        oddProgress();
        imagesThatAreNoResults();
        oddMetadata();
        longSilence();
        whatIsLetPass();
        largeAndOld();
    }
    void theCallerSees()
    {
        QFETCH(ContractCase, expected);
        JobStage stage;
        stage.server.on(JobStage::socketRoute, expected.script);
        stage.begin(JobStage::request(expected.images, expected.batch), expected.options);
        QVERIFY(stage.ends(9000));
        compareWithContract(stage, expected);
        QCOMPARE(stage.server.count(JobStage::httpRoute), 0);
    }
};

QTEST_GUILESS_MAIN(TestContractSocket)
#include "tst_contractsocket.moc"
