// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterinquiry.h"
#include "scriptedserver.h"
#include "somelists.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Say;

class TestParameterInquiry : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;

    Result<ServerParameters> inquire(const ScriptedServer &server)
    {
        SwarmClient client(m_network, {.url = server.url()});
        std::optional<Result<ServerParameters>> answer;
        const auto *inquiry = new ParameterInquiry(client, this);
        connect(inquiry, &ParameterInquiry::finished, this,
                [&](const auto &parameters) { answer = parameters; });
        [&] { QVERIFY(!answer); }();
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(Error{});
    }

private Q_SLOTS:
    void theServersListIsRead()
    {
        ScriptedServer server;
        server.on("ListT2IParams", {reply(QJsonDocument(SomeLists::reply()).toJson())});
        const auto parameters = inquire(server);
        QVERIFY(parameters);
        QCOMPARE(parameters->list, SomeLists::parsed().list);
        QCOMPARE(parameters->names, SomeLists::parsed().names);
    }

    void aRefusalIsTheServersOwn()
    {
        ScriptedServer server;
        server.on("ListT2IParams", {reply("{'error_id':'bad_permissions','error':'x'}", 400)});
        const auto parameters = inquire(server);
        QVERIFY(!parameters);
        QCOMPARE(parameters.error().details["error_id"_L1].toString(), u"bad_permissions"_s);
    }
};

QTEST_GUILESS_MAIN(TestParameterInquiry)
#include "tst_parameterinquiry.moc"
