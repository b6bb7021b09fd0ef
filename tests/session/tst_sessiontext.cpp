// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiontext.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

class TestSessionText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsArePlainAndBounded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kept"); // of at most 8 bytes
        QTest::newRow("short") << u"hero"_s << u"hero"_s;
        QTest::newRow("at the limit") << u"12345678"_s << u"12345678"_s;
        QTest::newRow("longer") << u"123456789"_s << u"12345678"_s;
        QTest::newRow("steering a terminal") << u"a\x1b[2J"_s << u"a [2J"_s;
        QTest::newRow("lines") << u"a\r\nb\u2028c"_s << u"a  b c"_s;
        QTest::newRow("turning its direction") << u"a\u202eb"_s << u"a b"_s;
        QTest::newRow("cut between two letters") << u"äääää"_s << u"ääää"_s;
        QTest::newRow("not in the middle of one") << u"1234567ä"_s << u"1234567"_s;
        QTest::newRow("nor of a pair") << u"123456🦊"_s << u"123456"_s;
        QTest::newRow("half a pair at the end") << u"1234567"_s + QChar(0xd83e) << u"1234567"_s;
        QTest::newRow("nothing") << QString() << QString();
    }
    void textsArePlainAndBounded()
    {
        QFETCH(QString, text);
        QTEST(plain(text, 8), "kept");
    }

    void serversAreShownWithoutSecrets_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("shown");
        QTest::newRow("nothing to hide") << u"http://studio:7801"_s << u"http://studio:7801"_s;
        QTest::newRow("user and password") << u"http://ada:secret@studio:7801"_s << u"http://studio:7801"_s;
        QTest::newRow("query") << u"https://studio/swarm?token=secret"_s << u"https://studio/swarm"_s;
        QTest::newRow("fragment") << u"https://studio/swarm#secret"_s << u"https://studio/swarm"_s;
    }
    void serversAreShownWithoutSecrets()
    {
        QFETCH(QString, server);
        QTEST(publicServer(server), "shown");
    }

    void progressIsWithinItsEnds_data()
    {
        QTest::addColumn<double>("progress");
        QTest::addColumn<int>("parts");
        QTest::newRow("nothing") << 0.0 << 0;
        QTest::newRow("half") << 0.5 << 5000;
        QTest::newRow("rounded") << 0.12345 << 1235;
        QTest::newRow("less than nothing") << -1.0 << 0;
        QTest::newRow("more than all") << 7.0 << 10000;
        QTest::newRow("no number") << std::nan("") << 0;
        QTest::newRow("endless") << std::numeric_limits<double>::infinity() << 0;
    }
    void progressIsWithinItsEnds()
    {
        QFETCH(double, progress);
        QTEST(int(progressParts(progress)), "parts");
    }
};

QTEST_GUILESS_MAIN(TestSessionText)
#include "tst_sessiontext.moc"
