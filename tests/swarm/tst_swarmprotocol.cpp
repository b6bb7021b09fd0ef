// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmprotocol.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

// JSON with its quotes written as apostrophes.
static QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

class TestSwarmProtocol : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstMessageIsTheRequestAndItsSession()
    {
        const QJsonObject body = SwarmProtocol::generateBody({.prompt = u"a fox"_s, .images = 2}, u"s1"_s);
        QCOMPARE(body["session_id"_L1].toString(), u"s1"_s);
        QCOMPARE(body["images"_L1].toInt(), 2);
        QCOMPARE(body["width"_L1].toInt(), 512);
    }

    void framesAreDecidedByTheirKeys_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<SwarmEvent>("event");
        const auto row = [](const char *name, const char *frame, const SwarmEvent &event) {
            QTest::newRow(name) << json(frame) << event;
        };
        const ResultKey first{.requestId = u"1001"_s, .batchIndex = u"0"_s};
        const ResultKey second{.requestId = u"1001"_s, .batchIndex = u"1"_s};
        row("status",
            "{'status':{'waiting_gens':4,'loading_models':1,'waiting_backends':2,'live_gens':3},"
            "'backend_status':{'status':'running','class':''},'supported_features':['comfyui']}",
            StatusEvent{.counts = {4, 1, 2, 3}, .backendStatus = u"running"_s});
        row("progress", "{'gen_progress':{'batch_index':'0','request_id':'1001','overall_percent':0.5}}",
            ProgressEvent{.key = first, .overall = 0.5});
        row("number as index", "{'gen_progress':{'batch_index':1,'request_id':1001,'overall_percent':0.25}}",
            ProgressEvent{.key = second, .overall = 0.25});
        row("preview",
            "{'gen_progress':{'batch_index':'0','request_id':'1001','preview':'data:image/jpeg;base64,/9j/',"
            "'overall_percent':0.75,'current_percent':0.1}}",
            ProgressEvent{.key = first, .overall = 0.75, .preview = "data:image/jpeg;base64,/9j/"});
        row("escaped preview",
            "{'gen_progress':{'batch_index':'0','request_id':'1001','preview':'data:image\\/jpeg;base64,\\/"
            "9j'}}",
            ProgressEvent{.key = first, .preview = "data:image/jpeg;base64,/9j"});
        row("spaced preview", "{'gen_progress':{'batch_index':'0','preview' : 'data:x;base64,AA=='}}",
            ProgressEvent{.key = {{}, u"0"_s}, .preview = "data:x;base64,AA=="});
        row("a preview inside metadata is text",
            "{'gen_progress':{'batch_index':'0','metadata':'{\\'preview\\':\\'data:no\\'}','overall_percent':"
            "0.5}}",
            ProgressEvent{.key = {{}, u"0"_s}, .overall = 0.5});
        row("over the top", "{'gen_progress':{'batch_index':'0','overall_percent':1.07}}",
            ProgressEvent{.key = {{}, u"0"_s}, .overall = 1.0});
        row("below zero", "{'gen_progress':{'batch_index':'0','overall_percent':-0.5}}",
            ProgressEvent{.key = {{}, u"0"_s}, .overall = 0.0});
        row("no number", "{'gen_progress':{'batch_index':'0','overall_percent':'NaN'}}",
            ProgressEvent{.key = {{}, u"0"_s}});
        row("image",
            "{'image':'View/local/raw/a b.png','batch_index':'1','request_id':'1001','metadata':'{}'}",
            ImageEvent{.key = second, .path = u"View/local/raw/a b.png"_s, .metadata = u"{}"_s});
        row("image of an old server", "{'image':'Output/a.png','batch_index':'1','metadata':null}",
            ImageEvent{.key = {{}, u"1"_s}, .path = u"Output/a.png"_s});
        row("intermediate", "{'image':'View/x.png','batch_index':'-11','request_id':'1001','metadata':null}",
            ImageEvent{.key = {u"1001"_s, u"-11"_s}, .path = u"View/x.png"_s});
        row("picture inside",
            "{'image':'data:image/"
            "png;base64,iVBORw==','batch_index':'0','request_id':'1001','metadata':'{}'}",
            ImageEvent{.key = first, .path = u"data:"_s, .content = "\x89PNG", .metadata = u"{}"_s});
        row("picture inside that is none", "{'image':'data:image/png;base64,%%','batch_index':'0'}",
            ImageEvent{.key = {{}, u"0"_s}, .path = u"data:"_s});
        row("picture inside, escaped", "{'image':'data:image\\/png;base64,iVBORw==','batch_index':'0'}",
            ImageEvent{.key = {{}, u"0"_s}, .path = u"data:image/png;base64,iVBORw=="_s});
        row("a picture of something else",
            "{'thumb':'data:image/png;base64,AA==','image':'View/a.png','batch_index':'0'}",
            ImageEvent{.key = {{}, u"0"_s}, .path = u"View/a.png"_s});
        row("a picture further inside",
            "{'image':'View/a.png','batch_index':'0','more':{'image':'data:image/png;base64,iVBORw=='}}",
            ImageEvent{.key = {{}, u"0"_s}, .path = u"View/a.png"_s});
        row("discard", "{'discard_indices':[1,'2']}", DiscardEvent{{u"1"_s, u"2"_s}});
        row("discard none", "{'discard_indices':[]}", DiscardEvent{});
        row("alive", "{'keep_alive':true}", KeepAliveEvent{});
        row("intention", "{'socket_intention':'close'}", IntentionEvent{u"close"_s});
        row("another intention", "{'socket_intention':'pause'}", IntentionEvent{u"pause"_s});
        row("error", "{'error':'ComfyUI errored: x'}", ErrorEvent{.text = u"ComfyUI errored: x"_s});
        row("error with id", "{'error':'Bad.','error_id':'invalid_session_id'}",
            ErrorEvent{.text = u"Bad."_s, .id = u"invalid_session_id"_s});
        row("id alone", "{'error_id':'ratelimit'}", ErrorEvent{.id = u"ratelimit"_s});
        row("raw data", "{'raw_backend_data':{'type':'comfy_websocket','data':'AA=='}}", OtherEvent{});
        row("a newer kind", "{'sparkles':1}", OtherEvent{});
        row("image is no text", "{'image':{'image':'x'}}", OtherEvent{});
        row("wrong types", "{'status':[],'gen_progress':'x','error':null}", OtherEvent{});
    }
    void framesAreDecidedByTheirKeys()
    {
        QFETCH(QByteArray, frame);
        QFETCH(SwarmEvent, event);
        const Result<SwarmEvent> parsed = SwarmProtocol::parseFrame(frame);
        QVERIFY(parsed);
        QCOMPARE(parsed->index(), event.index());
        QVERIFY(*parsed == event);
    }

    void junkIsABadReply_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("truncated") << QByteArray("{\"status\":{\"waiting_");
        QTest::newRow("truncated preview") << QByteArray("{\"gen_progress\":{\"preview\":\"data:image/jp");
        QTest::newRow("too deep") << QByteArray(5000, '[');
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe{\"a\":1}");
    }
    void junkIsABadReply()
    {
        QFETCH(QByteArray, frame);
        const Result<SwarmEvent> parsed = SwarmProtocol::parseFrame(frame);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::BadReply);
    }

    void aLargePreviewIsNotDecoded()
    {
        const QByteArray preview = "data:image/png;base64," + QByteArray(3'000'000, 'A');
        const auto parsed = SwarmProtocol::parseFrame(
            "{\"gen_progress\":{\"batch_index\":\"0\",\"request_id\":\"7\",\"preview\":\"" + preview
            + "\"}}");
        QVERIFY(parsed);
        QCOMPARE(std::get<ProgressEvent>(*parsed).preview, preview);
    }

    void sessionsAreRead()
    {
        const QUrl server(u"http://studio:7801"_s);
        const auto full
            = SwarmProtocol::parseNewSession(QJsonObject{{u"session_id"_s, u"abc"_s},
                                                         {u"user_id"_s, u"ada"_s},
                                                         {u"output_append_user"_s, false},
                                                         {u"version"_s, u"0.9.8.2.GIT-062407c7"_s},
                                                         {u"server_id"_s, u"g"_s},
                                                         {u"new_key"_s, 1}},
                                             server);
        QVERIFY(full);
        QCOMPARE(full->userId, u"ada"_s);
        QCOMPARE(full->outputAppendUser, false);
        const auto old = SwarmProtocol::parseNewSession(QJsonObject{{u"session_id"_s, u"abc"_s}}, server);
        QVERIFY(old);
        QVERIFY(old->outputAppendUser);
        const auto none = SwarmProtocol::parseNewSession(QJsonObject{{u"hello"_s, u"world"_s}}, server);
        QVERIFY(!none);
        QCOMPARE(none.error().kind, Error::Kind::BadReply);
        const auto refused = SwarmProtocol::parseNewSession(Error{.kind = Error::Kind::Timeout}, server);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Error::Kind::Timeout);
    }

    void backendsAreSortedByTheirNumber()
    {
        const QJsonObject comfy{
            {u"type"_s, u"comfyui_api"_s}, {u"status"_s, u"running"_s}, {u"max_usages"_s, 2}};
        QJsonObject loaded = comfy;
        loaded[u"current_model"_s] = u"x.safetensors"_s;
        QJsonObject empty = comfy;
        empty[u"current_model"_s] = QJsonValue();
        const auto backends = SwarmProtocol::parseBackends(
            {{u"10"_s, loaded}, {u"-3"_s, empty}, {u"2"_s, comfy}, {u"junk"_s, u"text"_s}});
        QCOMPARE(backends.size(), 3);
        QCOMPARE(backends[0].id, u"-3"_s);
        QCOMPARE(backends[1].id, u"2"_s);
        QCOMPARE(backends[2].modelLoaded, u"x.safetensors"_s);
        QCOMPARE(backends[2].maxUsages, 2);
        QVERIFY(SwarmProtocol::parseBackends({}).isEmpty());
    }

    void modelsMayHaveNullsEverywhere()
    {
        const QJsonObject odd{{u"name"_s, u"dir/größe 100%.safetensors"_s},
                              {u"title"_s, QJsonValue()},
                              {u"class"_s, QJsonValue()},
                              {u"standard_width"_s, 0},
                              {u"loaded"_s, true}};
        const auto models = SwarmProtocol::parseModels(
            {{u"files"_s, QJsonArray{odd, u"text"_s, QJsonObject{{u"name"_s, QJsonValue()}}}}});
        QCOMPARE(models.size(), 1);
        QCOMPARE(models[0].name, u"dir/größe 100%.safetensors"_s);
        QVERIFY(models[0].title.isEmpty());
        QVERIFY(models[0].loaded);
    }

    void imagesThatAreNoTextAreLeftOut()
    {
        QCOMPARE(
            SwarmProtocol::parseImages({{u"images"_s, QJsonArray{u"View/a.png"_s, 7, QJsonValue(), u""_s}}}),
            QStringList{u"View/a.png"_s});
        QVERIFY(SwarmProtocol::parseImages({{u"images"_s, u"View/a.png"_s}}).isEmpty());
    }

    void countsNeverFallBelowZero()
    {
        const QJsonObject status{{u"waiting_gens"_s, -2}, {u"live_gens"_s, 1}};
        QCOMPARE(SwarmProtocol::parseCounts({{u"status"_s, status}}), (ServerCounts{0, 0, 0, 1}));
        QVERIFY(SwarmProtocol::parseCounts({}).allZero());
    }

    void aTextThatIsADateStaysAsItIs_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("sent");
        QTest::newRow("a date and a time") << u"2024-01-02T03:04:05Z"_s << u" 2024-01-02T03:04:05Z"_s;
        QTest::newRow("a sentence that begins so")
            << u"2024-01-02T03:04 at sea"_s << u" 2024-01-02T03:04 at sea"_s;
        QTest::newRow("another text") << u"a fox of 2024-01-02"_s << u"a fox of 2024-01-02"_s;
    }
    void aTextThatIsADateStaysAsItIs()
    {
        QFETCH(QString, prompt);
        const QJsonObject body = SwarmProtocol::generateBody({.prompt = prompt}, u"session"_s);
        QTEST(body["prompt"_L1].toString(), "sent"); // the server's reader would make another text of it
    }

    void picturesAreSentInThePlaceOfTheirNames()
    {
        GenerationRequest request{.prompt = u"a fox"_s};
        request.others[u"initimage"_s] = u"/home/ada/fox.png"_s;
        request.inputs[u"initimage"_s] = u"data:image/png;base64,AAAA"_s;
        QCOMPARE(SwarmProtocol::generateBody(request, u"s"_s)["initimage"_L1].toString(),
                 u"data:image/png;base64,AAAA"_s);
        QCOMPARE(toParameters(request)["initimage"_L1].toString(), u"/home/ada/fox.png"_s); // what is kept
    }
};

QTEST_GUILESS_MAIN(TestSwarmProtocol)
#include "tst_swarmprotocol.moc"
