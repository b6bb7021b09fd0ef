// SPDX-License-Identifier: GPL-3.0-or-later
// Contract cases 31 to 34: what a server lists about itself.
#include "modelinquiry.h"
#include "scriptedserver.h"
#include "serverinquiry.h"
#include "serverparameters.h"
#include "sessioncall.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;
using Script = ScriptedServer::Script;
using State = ServerFacts::State;
using Type = ServerParameter::Type;

namespace
{

Script forbidden()
{
    return {reply("{'error_id':'bad_permissions','error':'You lack permissions for this route.'}", 400)};
}

Script models(const QByteArray &files)
{
    return {reply("{'folders':[],'files':[" + files + "]}")};
}

} // namespace

class TestContractLists : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<SwarmClient> m_client;

    std::optional<ServerFacts> inquire()
    {
        std::optional<ServerFacts> facts;
        const auto *inquiry = new ServerInquiry(*m_client, 5s, this);
        connect(inquiry, &ServerInquiry::finished, this, [&](const ServerFacts &f) { facts = f; });
        [&] { QTRY_VERIFY(facts); }();
        return facts;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_client = std::make_unique<SwarmClient>(m_network, ServerAddress{.url = m_server->url()});
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void backendsAreListed_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<QStringList>("backends"); // "id type status model"
        QTest::addColumn<bool>("isTold");
        const auto row = [](const char *name, const Script &answer, const QStringList &seen,
                            bool isTold = true) { QTest::newRow(name) << answer << seen << isTold; };
        const QByteArray comfy = "'type':'comfyui_api','status':'running','id':0,'title':'','max_usages':2";
        row("31 no backends", {reply("{}")}, {});
        row("31 ids with gaps, and negative ones",
            {reply("{'10':{" + comfy + ",'current_model':'x.safetensors'},'-3':{" + comfy
                   + ",'current_model':null},'2':{" + comfy + "}}")},
            {u"-3 comfyui_api running "_s, u"2 comfyui_api running "_s,
             u"10 comfyui_api running x.safetensors"_s});
        row("31 a backend without can_load_models",
            {reply("{'4':{'type':'llm_api','status':'idle','id':4}}")}, {u"4 llm_api idle "_s});
        row("31 secrets among the settings",
            {reply("{'0':{" + comfy
                   + ",'settings':{'Address':'http://x','AuthorizationHeader':'top secret'}}}")},
            {u"0 comfyui_api running "_s});
        row("31 not permitted", forbidden(), {}, false);
    }
    void backendsAreListed()
    {
        QFETCH(Script, answer);
        m_server->on("ListBackends", answer);
        const auto facts = inquire();
        QCOMPARE(facts->state, State::Online);
        QTEST(facts->backends.has_value(), "isTold");
        QStringList seen;
        for (const ServerBackend &b : facts->backends.value_or(QList<ServerBackend>()))
            seen << u"%1 %2 %3 %4"_s.arg(b.id, b.type, b.status, b.modelLoaded);
        QTEST(seen, "backends");
        QVERIFY(!seen.join(u' ').contains("secret"_L1));
    }

    void modelsAreListed_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("last");
        const auto row = [](const char *name, const QByteArray &files, int number, const QString &last) {
            QTest::newRow(name) << models(files) << number << last;
        };
        row("32 nulls everywhere",
            "{'name':'a.safetensors','title':null,'author':null,'description':null,'preview_image':null,"
            "'architecture':null,'class':null,'compat_class':null,'resolution':'0x0','standard_width':0,"
            "'tags':null,'trigger_phrase':null,'loaded':null},{'name':null},7,null",
            1, u"a.safetensors"_s);
        row("32 letters of other scripts, spaces and percent signs",
            QByteArray("{'name':'dir/größe 100%25 模型.safetensors'}"), 1,
            u"dir/größe 100%25 模型.safetensors"_s);
        row("32 previews of several MB as data URLs",
            "{'name':'a.safetensors','preview_image':'data:image/jpeg;base64," + QByteArray(4'000'000, 'A')
                + "'},{'name':'b.safetensors','preview_image':'data:image/jpeg;base64,"
                + QByteArray(4'000'000, 'A') + "'}",
            2, u"b.safetensors"_s);
        QByteArrayList many;
        for (int i = 0; i < 6000; ++i)
            many << "{'name':'" + QByteArray::number(i) + ".safetensors','title':'x','description':'y'}";
        row("32 more than 5000 entries", many.join(','), 6000, u"5999.safetensors"_s);
        row("32 none", {}, 0, {});
    }
    void modelsAreListed()
    {
        QFETCH(Script, answer);
        m_server->on("ListModels", answer);
        std::optional<Result<QList<ServerModel>>> listed;
        const auto *inquiry = new ModelInquiry(*m_client, u"LoRA"_s, this);
        connect(inquiry, &ModelInquiry::finished, this, [&](const auto &result) { listed = result; });
        QTRY_VERIFY(listed);
        QVERIFY(*listed);
        QTEST(int((*listed)->size()), "number");
        QTEST((*listed)->isEmpty() ? QString() : (*listed)->last().name, "last");
        QCOMPARE(m_server->asked("ListModels").first().body["subtype"_L1].toString(), u"LoRA"_s);
        QVERIFY(!m_server->asked("ListModels").first().body.contains("dataImages"_L1));
    }

    void modelsThatCannotBeListedAreAnError_data()
    {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<Script>("answer");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("message");
        const QString forbiddenSentence = u"The server %1 does not permit this to your account."_s;
        QTest::newRow("32 Invalid sub-type.")
            << QByteArray("ListModels") << Script{reply("{'error':'Invalid sub-type.'}")} << Kind::Refused
            << u"The server %1 refused this: Invalid sub-type."_s;
        QTest::newRow("32 not permitted")
            << QByteArray("ListModels") << forbidden() << Kind::NotAuthorised << forbiddenSentence;
        QTest::newRow("32 no session to ask with")
            << QByteArray("GetNewSession") << forbidden() << Kind::NotAuthorised << forbiddenSentence;
    }
    void modelsThatCannotBeListedAreAnError()
    {
        QFETCH(QByteArray, route);
        QFETCH(Script, answer);
        QFETCH(QString, message);
        m_server->on(route, answer);
        std::optional<Result<QList<ServerModel>>> listed;
        const auto *inquiry = new ModelInquiry(*m_client, {}, this);
        connect(inquiry, &ModelInquiry::finished, this, [&](const auto &result) { listed = result; });
        QTRY_VERIFY(listed);
        QVERIFY(!*listed);
        QTEST(listed->error().kind, "kind");
        QCOMPARE(listed->error().message, message.arg(m_server->url().authority()));
    }

    void parametersAreRead_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Type>("type");
        QTest::addColumn<QStringList>("loras");
        QTest::addColumn<std::optional<double>>("most");
        const auto row = [](const char *name, const QByteArray &parameter, Type type,
                            const QByteArray &loras = "['a.safetensors','sdxl'],['b.safetensors',null]",
                            std::optional<double> most = {}) {
            const QStringList names = loras.contains('b')
                ? QStringList{u"a.safetensors"_s, u"b.safetensors"_s}
                : QStringList{u"a.safetensors"_s};
            QTest::newRow(name) << "{'list':[{'name':'X','id':'x'," + parameter
                    + "}],'groups':[{'name':'G','id':'g','parent':'nowhere'}],'models':{'LoRA':[" + loras
                    + "]}}" << type
                                << names << most;
        };
        row("33 models as pairs", "'type':'text'", Type::Text);
        row("33 models as names, of an older server", "'type':'text'", Type::Text,
            "'(None)','a.safetensors'");
        row("33 values are null", "'type':'dropdown','values':null,'value_names':null", Type::Dropdown);
        row("33 unknown type and view_type", "'type':'hologram','view_type':'dome'", Type::Other);
        row("33 huge default maximum", "'type':'integer','min':-1.0,'max':9.223372036854776E+18",
            Type::Integer, "'(None)','a.safetensors'", 9.223372036854776E+18);
        row("33 the group and its parent are missing", "'type':'text','group':'nowhere'", Type::Text);
        row("33 a list of 5 MB", "'type':'text','description':'" + QByteArray(5'000'000, 'x') + "'",
            Type::Text);
    }
    void parametersAreRead()
    {
        QFETCH(QByteArray, answer);
        m_server->on("ListT2IParams", {reply(answer)});
        std::optional<ServerParameters> parameters;
        const auto *call = new SessionCall(*m_client, u"ListT2IParams"_s, {}, this);
        connect(call, &SessionCall::finished, this, [&](const Result<QJsonObject> &outcome) {
            parameters = outcome ? parseParameters(*outcome) : ServerParameters();
        });
        QTRY_VERIFY(parameters);
        const ServerParameter *parameter = parameters->find(u"X"_s);
        QVERIFY(parameter);
        QTEST(parameter->type, "type");
        QVERIFY(parameter->values.isEmpty());
        QTEST(parameter->range ? std::optional(parameter->range->most) : std::nullopt, "most");
        QTEST(parameters->names.at(u"LoRA"_s), "loras");
    }

    void resourcesAreToldAsFarAsPermitted_data()
    {
        QTest::addColumn<Script>("answer");
        QTest::addColumn<QStringList>("parts");
        const QByteArray cpu = "'cpu':{'usage':0.03,'cores':8},'system_ram':{'total':1,'used':1,'free':0}";
        QTest::newRow("34 with gpus") << Script{reply("{" + cpu + ",'gpus':{'0':{'id':0,'name':'x'}}}")}
                                      << QStringList{u"cpu"_s, u"gpus"_s, u"system_ram"_s};
        QTest::newRow("34 without gpus")
            << Script{reply("{" + cpu + "}")} << QStringList{u"cpu"_s, u"system_ram"_s};
        QTest::newRow("34 not permitted") << forbidden() << QStringList();
        QTest::newRow("34 not known to an old server")
            << Script{reply("{'error_id':'bad_route','error':'Unknown API route'}", 400)} << QStringList();
        QTest::newRow("34 other types than told")
            << Script{reply("{'cpu':7,'gpus':[],'more':{}}")} << QStringList();
    }
    void resourcesAreToldAsFarAsPermitted()
    {
        QFETCH(Script, answer);
        m_server->on("GetServerResourceInfo", answer);
        const auto facts = inquire();
        QCOMPARE(facts->state, State::Online);
        QVERIFY(!facts->error);
        QTEST(facts->systemInfo.keys(), "parts");
    }
};

QTEST_GUILESS_MAIN(TestContractLists)
#include "tst_contractlists.moc"
