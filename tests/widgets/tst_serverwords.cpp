// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverwords.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestServerWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysItsState_data()
    {
        using State = ServerFacts::State;
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("backends");
        QTest::addColumn<QString>("text");
        QTest::newRow("not asked") << State::Unknown << QString() << u"studio:7801 – not asked yet"_s;
        QTest::newRow("ready") << State::Online << u"running"_s << u"studio:7801 – ready"_s;
        QTest::newRow("starting") << State::Online << u"loading"_s << u"studio:7801 – starting"_s;
        QTest::newRow("some loading") << State::Online << u"some_loading"_s << u"studio:7801 – ready"_s;
        QTest::newRow("asleep") << State::Online << u"idle"_s << u"studio:7801 – asleep"_s;
        QTest::newRow("no backends") << State::Online << u"empty"_s << u"studio:7801 – no backends"_s;
        QTest::newRow("all disabled") << State::Online << u"all_disabled"_s << u"studio:7801 – no backends"_s;
        QTest::newRow("failed") << State::Online << u"errored"_s << u"studio:7801 – backends failed"_s;
        QTest::newRow("silent") << State::Offline << QString() << u"studio:7801 – no answer since 14:32"_s;
        QTest::newRow("refused") << State::Unauthorised << QString() << u"studio:7801 – not authorised"_s;
    }

    void saysItsState()
    {
        QFETCH(ServerFacts::State, state);
        QFETCH(QString, backends);
        ServerFacts facts;
        facts.server = QUrl(u"http://studio:7801"_s);
        facts.state = state;
        facts.backendStatus = backends;
        QTEST(serverStateText(facts, QDateTime({2026, 10, 10}, {14, 32}, Qt::UTC)), "text");
    }

    void saysAProblemInOneSentence()
    {
        ServerFacts facts;
        facts.server = QUrl(u"http://studio:7801"_s);
        facts.state = ServerFacts::State::Online;
        QCOMPARE(serverProblemText(facts), QString());
        facts.state = ServerFacts::State::Offline;
        QCOMPARE(
            serverProblemText(facts),
            u"The server studio:7801 does not answer. Sessions are still shown from the project folders."_s);
        facts.state = ServerFacts::State::Unauthorised;
        facts.error = Error{
            .kind = Error::Kind::NotAuthorised, .message = u"It wants a sign-in."_s, .hint = u"Sign in."_s};
        QCOMPARE(serverProblemText(facts), u"It wants a sign-in. Sign in."_s);
        QCOMPARE(serverStateText({}, {}), u"No server"_s);
    }
};

QTEST_GUILESS_MAIN(TestServerWords)
#include "tst_serverwords.moc"
