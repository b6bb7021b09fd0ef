// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusstrip.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

class TestStatusStrip : public QObject
{
    Q_OBJECT
private:
    static QPushButton *undoButton(const StatusStrip &strip)
    {
        for (auto *button : strip.findChildren<QPushButton *>()) {
            if (button->text() == u"Undo"_s)
                return button;
        }
        return nullptr;
    }

private Q_SLOTS:
    void undoesOnce()
    {
        StatusStrip strip;
        strip.show();
        int undone = 0;
        strip.offerUndo(u"1 session was dismissed."_s, [&] { ++undone; });
        QVERIFY(undoButton(strip)->isVisible());
        QCOMPARE(strip.findChild<QLabel *>(u"message"_s)->text(), u"1 session was dismissed."_s);
        QTest::mouseClick(undoButton(strip), Qt::LeftButton);
        strip.undo();
        QCOMPARE(undone, 1);
        QVERIFY(!undoButton(strip)->isVisible());
        QCOMPARE(strip.findChild<QLabel *>(u"message"_s)->text(), QString());
    }

    void aNewMessageEndsTheOffer()
    {
        StatusStrip strip;
        QSignalSpy offered(&strip, &StatusStrip::undoOffered);
        int undone = 0;
        strip.offerUndo(u"removed"_s, [&] { ++undone; });
        strip.say(u"The prompt was copied."_s);
        strip.undo();
        QCOMPARE(undone, 0);
        QCOMPARE(offered.last().first().toBool(), false);
    }

    void saysTheServersState()
    {
        StatusStrip strip;
        ServerFacts facts;
        facts.server = QUrl(u"http://studio:7801"_s);
        facts.state = ServerFacts::State::Online;
        strip.setServer(facts, {}, true);
        auto *server = strip.findChild<QPushButton *>(u"serverState"_s);
        QCOMPARE(server->text(), u"studio:7801 – ready"_s);
        QCOMPARE(server->accessibleName(), u"Server state"_s);
        QCOMPARE(server->accessibleDescription(), u"studio:7801 – ready"_s);
        strip.setServer(facts, {}, false);
        QVERIFY(server->text().startsWith(u"▲ not recorded"_s));
    }

    void theSummaryIsAButton()
    {
        StatusStrip strip;
        strip.show();
        QSignalSpy pressed(&strip, &StatusStrip::summaryPressed);
        strip.setSummary(u"2 need attention"_s, false);
        auto *summary = strip.findChild<QToolButton *>(u"summary"_s);
        QTest::mouseClick(summary, Qt::LeftButton);
        QCOMPARE(pressed.size(), 1);
        QCOMPARE(summary->accessibleDescription(), u"2 need attention"_s);
    }
};

QTEST_MAIN(TestStatusStrip)
#include "tst_statusstrip.moc"
