// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestcheck.h"
#include "scriptedserver.h"
#include "somelists.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Say;
using Kind = Error::Kind;

class TestRequestCheck : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;

    Result<CheckedRequest> check(const RequestWish &wish)
    {
        SwarmClient client(m_network, {.url = m_server->url()});
        std::optional<Result<CheckedRequest>> outcome;
        const auto *check = new RequestCheck(client, wish, this);
        connect(check, &RequestCheck::finished, this, [&](const auto &checked) { outcome = checked; });
        if (outcome || !QTest::qWaitFor([&] { return outcome.has_value(); }))
            return Error{.message = u"not once, or not at all"_s};
        return *outcome;
    }
    static ScriptedServer::Script forbidden()
    {
        return {reply("{'error_id':'bad_permissions','error':'You lack permissions for this route.'}", 400)};
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_server->on("ListT2IParams", {reply(QJsonDocument(SomeLists::reply()).toJson())});
        m_server->on("ListModels",
                     {reply("{'files':[{'name':'turbo.safetensors'},{'name':'SD15/dream.safetensors',"
                            "'loaded':true}]}")});
        m_server->on("GetMyUserData", {reply("{'presets':[{'title':'Film Noir'}]}")});
    }

    void aNamedModelNeedsOneListOnly()
    {
        const auto checked = check({.request = {.model = u"TURBO"_s}});
        QVERIFY(checked);
        QCOMPARE(checked->request.model, u"turbo"_s);
        QVERIFY(checked->notes.isEmpty());
        QCOMPARE(m_server->count("ListModels"), 0);
        QCOMPARE(m_server->count("GetMyUserData"), 0);
    }

    void withoutAModelTheLoadedOneIsTaken()
    {
        const auto checked = check({});
        QVERIFY(checked);
        QCOMPARE(checked->request.model, u"SD15/dream"_s);
        QVERIFY(checked->notes.first().contains("it is loaded on the server"_L1));
    }

    void whatTheServerLacksIsNotedWhereItMayBe()
    {
        const auto checked = check(
            {.request = {.model = u"turbo"_s}, .ifKnown = {{u"steps"_s, u"9"_s}, {u"skimmedcfg"_s, true}}});
        QVERIFY(checked);
        QCOMPARE(*checked->request.steps, 9);
        QVERIFY(!checked->request.others.contains("skimmedcfg"_L1));
        QCOMPARE(checked->notes,
                 QStringList{u"The server has no parameter “skimmedcfg”, so it has no effect."_s});
    }

    void choicesMadeForTheUserAreNoted()
    {
        GenerationRequest request{.model = u"turbo.safetensors"_s, .sampler = u"euler_a"_s};
        request.others = {{u"Aspect Ratio"_s, u"Cust"_s}, {u"init image"_s, u"fox.png"_s}};
        const auto checked = check({.request = request});
        QVERIFY(checked);
        QCOMPARE(
            checked->notes,
            (QStringList{u"aspectratio: Custom (for “Cust”)"_s, u"sampler: euler_ancestral (for “euler_a”)"_s,
                         u"The server looks at aspectratio only together with sidelength."_s}));
        QCOMPARE(checked->files, QStringList{u"initimage"_s});
    }

    void presetsAreLookedUp()
    {
        const auto checked = check({.request = {.model = u"turbo"_s}, .presets = {u"film noir"_s}});
        QVERIFY(checked);
        QCOMPARE(checked->request.others["presets"_L1].toArray(), QJsonArray{u"Film Noir"_s});
        const auto unknown = check({.request = {.model = u"turbo"_s}, .presets = {u"film nor"_s}});
        QCOMPARE(unknown.error().hint, u"Did you mean Film Noir?"_s);
    }

    void whatIsWrongIsAnErrorBeforeAnythingIsSent()
    {
        const auto checked = check({.request = {.model = u"turbos"_s}});
        QCOMPARE(checked.error().kind, Kind::ModelNotFound);
        QCOMPARE(m_server->count("GenerateText2Image"), 0);
    }

    void listsThatMayNotBeSeenAreDoneWithout()
    {
        ScriptedServer server;
        server.on("ListT2IParams", forbidden());
        server.on("ListModels", forbidden());
        SwarmClient client(m_network, {.url = server.url()});
        GenerationRequest request{.model = u"anything"_s};
        request.others = {{u"Batch Size"_s, u"2"_s}, {u"init-image"_s, u"fox.png"_s}};
        std::optional<Result<CheckedRequest>> outcome;
        const auto *check = new RequestCheck(client, {.request = request}, this);
        connect(check, &RequestCheck::finished, this, [&](const auto &checked) { outcome = checked; });
        QTRY_VERIFY(outcome);
        QVERIFY(*outcome);
        QCOMPARE((*outcome)->request.model, u"anything"_s);
        QCOMPARE((*outcome)->request.others,
                 (QJsonObject{{u"batchsize"_s, u"2"_s}, {u"initimage"_s, u"fox.png"_s}}));
        QCOMPARE((*outcome)->files, QStringList{u"initimage"_s});
        QCOMPARE((*outcome)->notes,
                 QStringList{u"The server does not let its parameters be seen; they are sent unchecked."_s});
    }

    void aModelIsLookedUpWhereOnlyModelsMayBeSeen()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_server->on("ListT2IParams", forbidden());
        m_server->on("ListModels", {reply("{'files':[{'name':'turbo.safetensors'}]}")});
        QCOMPARE(check({.request = {.model = u"turbo"_s}})->request.model, u"turbo.safetensors"_s);
        QCOMPARE(check({.request = {.model = u"turbos"_s}}).error().kind, Kind::ModelNotFound);
    }

    void aListThatFailsIsAnError()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_server->on("ListT2IParams", {reply("{'error_id':'internal_error','error':'x'}", 400)});
        QCOMPARE(check({}).error().kind, Kind::Failed);
    }

    void aServerThatIsNotThereIsAnError()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_server->on("GetNewSession", {Step{.kind = Step::Kind::Reset}});
        QCOMPARE(check({}).error().kind, Kind::ConnectionLost);
    }
};

QTEST_GUILESS_MAIN(TestRequestCheck)
#include "tst_requestcheck.moc"
