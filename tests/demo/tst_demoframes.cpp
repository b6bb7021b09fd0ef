// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocketframes.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace demo;
using Outcome = WebSocketReading::Outcome;
using Opcode = WebSocketFrame::Opcode;

class TestDemoFrames : public QObject
{
    Q_OBJECT

    static QByteArray masked(uchar first, const QByteArray &payload)
    {
        QByteArray wire = frameBytes({.opcode = Opcode(first & 0x0f), .payload = payload});
        wire[0] = char(first);
        wire[1] = char(uchar(wire[1]) | 0x80);
        const qsizetype head = wire.size() - payload.size();
        wire.insert(head, QByteArray("\x01\x02\x03\x04", 4));
        for (qsizetype i = 0; i < payload.size(); ++i)
            wire.data()[head + 4 + i] = char(payload[i] ^ char(1 + i % 4));
        return wire;
    }

private Q_SLOTS:
    void theHandshakeKeyIsTheStandards()
    {
        QCOMPARE(acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_ba);
    }

    void framesOfClientsAreRead_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("nothing") << ""_ba << Outcome::NeedsMore << ""_ba;
        QTest::newRow("text") << masked(0x81, "hello") << Outcome::Frame << "hello"_ba;
        QTest::newRow("empty") << masked(0x81, "") << Outcome::Frame << ""_ba;
        QTest::newRow("middle") << masked(0x82, QByteArray(300, 'b')) << Outcome::Frame
                                << QByteArray(300, 'b');
        QTest::newRow("long") << masked(0x81, QByteArray(70000, 'l')) << Outcome::Frame
                              << QByteArray(70000, 'l');
        QTest::newRow("half") << masked(0x81, "hello").chopped(2) << Outcome::NeedsMore << ""_ba;
        QTest::newRow("half of a long head")
            << masked(0x81, QByteArray(300, 'b')).left(3) << Outcome::NeedsMore << ""_ba;
        QTest::newRow("too large") << masked(0x81, QByteArray(100000, 'x')) << Outcome::TooLarge << ""_ba;
        QTest::newRow("huge by its head")
            << "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\1\2\3\4"_ba << Outcome::TooLarge << ""_ba;
        QTest::newRow("unmasked") << frameBytes({.payload = "hello"}) << Outcome::Broken << ""_ba;
        QTest::newRow("reserved bit") << masked(0xc1, "x") << Outcome::Broken << ""_ba;
        QTest::newRow("unknown opcode") << masked(0x83, "x") << Outcome::Broken << ""_ba;
    }

    void framesOfClientsAreRead()
    {
        QFETCH(QByteArray, wire);
        const WebSocketReading reading = takeFrame(wire, 100000);
        QTEST(reading.outcome, "outcome");
        QTEST(reading.frame.payload, "payload");
        if (reading.outcome == Outcome::Frame)
            QVERIFY(wire.isEmpty());
    }

    void partsAndKindsAreTold()
    {
        QByteArray wire = masked(0x01, "first ") + masked(0x80, "last") + masked(0x89, "ping");
        QVERIFY(!takeFrame(wire, 1000).frame.last);
        const WebSocketFrame second = takeFrame(wire, 1000).frame;
        QVERIFY(second.last && second.opcode == Opcode::Continuation);
        QCOMPARE(takeFrame(wire, 1000).frame.opcode, Opcode::Ping);
        QVERIFY(wire.isEmpty());
    }

    void framesOfTheServerAreWritten_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("empty") << qsizetype(0) << QByteArray("\x8a\x00", 2);
        QTest::newRow("short") << qsizetype(125) << "\x8a\x7d"_ba;
        QTest::newRow("middle") << qsizetype(126) << QByteArray("\x8a\x7e\x00\x7e", 4);
        QTest::newRow("long") << qsizetype(65536) << QByteArray("\x8a\x7f\0\0\0\0\0\1\0\0", 10);
    }

    void framesOfTheServerAreWritten()
    {
        QFETCH(qsizetype, size);
        QFETCH(QByteArray, head);
        const QByteArray wire = frameBytes({.opcode = Opcode::Pong, .payload = QByteArray(size, 'p')});
        QCOMPARE(wire.left(head.size()), head);
        QCOMPARE(wire.size(), head.size() + size);
    }

    void closingSaysWhy() { QCOMPARE(closePayload(1000), "\x03\xe8"_ba); }
};

QTEST_GUILESS_MAIN(TestDemoFrames)
#include "tst_demoframes.moc"
