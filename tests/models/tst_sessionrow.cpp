// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncells.h"
#include "sessionrow.h"
#include "somesession.h"

#include <QTest>

using Row = SessionRow;

class TestSessionRow : public QObject
{
    Q_OBJECT
private:
    QDateTime m_now = SomeSession::noon();
    Viewpoint m_studio{.self = SomeSession::self(),
                       .hasTerminal = [](const Owner &owner) { return owner.pid == 4711; },
                       .now = [this] { return m_now; }};

    [[nodiscard]] Row rowOf(const FollowedSession &session) const
    {
        Row row;
        row.take(session, m_studio);
        return row;
    }
    [[nodiscard]] QString cell(const Row &row, Row::Column column, int role = Qt::DisplayRole) const
    {
        return row.data(column, role, m_now).toString();
    }

private Q_SLOTS:
    void init() { m_now = SomeSession::noon(); }

    void wordsOfOthersAreNoHtml_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("toolTip");
        QTest::newRow("plain") << u"hero 2"_s << u"hero 2"_s;
        QTest::newRow("a tag") << u"<b>hero</b>"_s << u"<qt>&lt;b&gt;hero&lt;/b&gt;</qt>"_s;
        QTest::newRow("an entity") << u"R&D &lt;"_s << u"<qt>R&amp;D &amp;lt;</qt>"_s;
    }

    void wordsOfOthersAreNoHtml()
    {
        QFETCH(QString, label);
        const Row row = rowOf(SomeSession(u"a"_s).labelled(label).ownedBy(SomeSession::anna()));
        QCOMPARE(cell(row, Row::Title), label);
        QTEST(cell(row, Row::Title, Qt::ToolTipRole), "toolTip");
    }

    void namesTheOwner_data()
    {
        QTest::addColumn<FollowedSession>("session");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("whole");
        const auto by = [](const std::optional<Owner> &owner) { return SomeSession(u"a"_s).ownedBy(owner); };
        Owner colleague = SomeSession::process(5022);
        colleague.user = u"anna"_s;
        QTest::newRow("this window") << FollowedSession(by(SomeSession::self())) << u"this window"_s
                                     << u"ada@studio:100"_s;
        QTest::newRow("a terminal here") << FollowedSession(by(SomeSession::process(4711)))
                                         << u"terminal · 4711"_s << u"ada@studio:4711"_s;
        QTest::newRow("a script here")
            << FollowedSession(by(SomeSession::process(5022))) << u"process 5022"_s << u"ada@studio:5022"_s;
        QTest::newRow("somebody else here")
            << FollowedSession(by(colleague)) << u"anna · 5022"_s << u"anna@studio:5022"_s;
        QTest::newRow("another host")
            << FollowedSession(by(SomeSession::anna())) << u"anna@render2"_s << u"anna@render2:5022"_s;
        QTest::newRow("a dead one") << FollowedSession(
            by(SomeSession::process(3120)).judged(Liveness::Orphan))
                                    << u"studio · 3120"_s << u"ada@studio:3120"_s;
        QTest::newRow("the earlier version") << FollowedSession(by({})) << u"earlier version"_s << QString();
    }

    void namesTheOwner()
    {
        QFETCH(FollowedSession, session);
        const Row row = rowOf(session);
        QTEST(cell(row, Row::OwnerName), "owner");
        QTEST(cell(row, Row::OwnerName, Qt::ToolTipRole), "whole");
    }

    void remembersTheTerminalOfADeadOwner()
    {
        Row row = rowOf(SomeSession(u"a"_s).generating(0.1));
        row.take(SomeSession(u"a"_s).generating(0.1).judged(Liveness::Orphan), m_studio);
        QCOMPARE(cell(row, Row::OwnerName), u"terminal · 4711"_s);
    }

    void timeLeftIsNewAtMostEveryFiveSeconds()
    {
        Row row = rowOf(SomeSession(u"a"_s).generating(0.1).leftFor(180));
        QCOMPARE(cell(row, Row::TimeLeft), u"about 3 min"_s);
        m_now = m_now.addSecs(3);
        row.take(SomeSession(u"a"_s).generating(0.2).leftFor(90), m_studio);
        QCOMPARE(cell(row, Row::TimeLeft), u"about 3 min"_s);
        m_now = m_now.addSecs(2);
        QVERIFY(row.renew(m_now));
        QCOMPARE(cell(row, Row::TimeLeft), u"about 2 min"_s);
        row.take(SomeSession(u"a"_s).generating(0.3), m_studio);
        QCOMPARE(cell(row, Row::TimeLeft), QString());
    }

    void saysWhatItKnows()
    {
        const Row row = rowOf(SomeSession(u"0b9c7f3e-1111"_s).generating(0.45).images(1, 4).startedAgo(135));
        QCOMPARE(cell(row, Row::State), u"Generating"_s);
        QCOMPARE(cell(row, Row::Title), u"0b9c7f3e"_s);
        QVERIFY(row.data(Row::Title, Row::MutedRole, m_now).toBool());
        QCOMPARE(cell(row, Row::Progress), u"45 %"_s);
        QCOMPARE(cell(row, Row::Images), u"1 of 4"_s);
        QCOMPARE(cell(row, Row::Elapsed), u"2:15"_s);
        QCOMPARE(cell(row, Row::Project), u"cards"_s);
        QCOMPARE(cell(row, Row::Server), u"studio:7801"_s);
        QCOMPARE(cell(row, Row::SessionId), u"0b9c7f3e-1111"_s);
    }

    void hidesTheCredentialOfTheEarlierVersion()
    {
        const Row row = rowOf(SomeSession(QString(40, u'a')).ownedBy({}).judged(Liveness::Unknown));
        for (int column = 0; column < Row::ColumnCount; ++column) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
                QVERIFY(!cell(row, Row::Column(column), role).contains(QString(9, u'a')));
        }
    }

    void speaks_data()
    {
        QTest::addColumn<FollowedSession>("session");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("progress");
        const auto fox = [] { return SomeSession(u"a"_s).prompted(u"a red fox"_s); };
        QTest::newRow("a figure") << FollowedSession(fox().generating(0.45))
                                  << u"Generating, a red fox, cards"_s << u"45 percent"_s;
        QTest::newRow("no figure") << FollowedSession(fox().generating(0))
                                   << u"Generating, a red fox, cards"_s << u"no figure yet"_s;
        QTest::newRow("an end") << FollowedSession(fox().ended(Outcome::Failed))
                                << u"Failed, a red fox, cards"_s << u"Failed"_s;
    }

    void speaks()
    {
        QFETCH(FollowedSession, session);
        const Row row = rowOf(session);
        QTEST(cell(row, Row::State, Qt::AccessibleTextRole), "name");
        QTEST(cell(row, Row::Progress, Qt::AccessibleTextRole), "progress");
    }

    void relativeTimes_data()
    {
        QTest::addColumn<int>("ago");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << 2 << u"just now"_s;
        QTest::newRow("seconds") << 12 << u"12 s ago"_s;
        QTest::newRow("minutes") << 200 << u"3 min ago"_s;
        QTest::newRow("earlier today") << 2 * 3600 << u"today 10:00:00"_s;
        QTest::newRow("yesterday") << 24 * 3600 << u"yesterday 12:00:00"_s;
        QTest::newRow("long ago") << 10 * 24 * 3600 << u"30 Sep 2026 12:00:00"_s;
        QTest::newRow("a clock that runs ahead") << -30 << u"just now"_s;
    }

    void relativeTimes()
    {
        QFETCH(int, ago);
        QLocale::setDefault(QLocale::c());
        QTEST(timeText(m_now.addSecs(-ago), m_now), "text");
    }
};

QTEST_GUILESS_MAIN(TestSessionRow)
#include "tst_sessionrow.moc"
