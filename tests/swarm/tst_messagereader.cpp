// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagereader.h"
#include "processmemory.h"

#include <QBuffer>
#include <QTest>
#include <QtEndian>

using Kind = MessageReader::Kind;
using State = MessageReader::State;

namespace
{

/// Gives its bytes in pieces of one size, as a line does; between them there is none.
class SlowLine : public QIODevice
{
public:
    SlowLine(QByteArray bytes, qint64 piece)
        : m_bytes(std::move(bytes))
        , m_piece(piece)
    {
        open(ReadOnly | Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_bytes.isEmpty(); }
    void refill() { m_left = m_piece; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 size = std::min({most, m_left, qint64(m_bytes.size())});
        std::copy_n(m_bytes.constData(), size, data);
        m_bytes.remove(0, size);
        m_left -= size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_piece;
    qint64 m_left = 0;
};

QByteArray head(int first, quint64 length, int code = 0)
{
    QByteArray bytes(1, char(first));
    if (code == 127 || length > 65535) {
        bytes.append(char(127)).resize(10);
        qToBigEndian(length, bytes.data() + 2);
    } else if (code == 126 || length > 125) {
        bytes.append(char(126)).resize(4);
        qToBigEndian(quint16(length), bytes.data() + 2);
    } else {
        bytes += char(length);
    }
    return bytes;
}

QByteArray frame(int first, const QByteArray &payload)
{
    return head(first, quint64(payload.size())) + payload;
}

using Messages = QList<QPair<int, QByteArray>>;

} // namespace

class TestMessageReader : public QObject
{
    Q_OBJECT
    static constexpr qint64 largest = 1000000;

    static Messages read(MessageReader &reader, const QByteArray &bytes, qint64 piece)
    {
        SlowLine line(bytes, piece);
        Messages all;
        do {
            line.refill();
            while (const auto message = reader.next(line))
                all.append({int(message->kind), message->bytes});
        } while (!line.atEnd() && reader.state() == State::Reading);
        return all;
    }

private Q_SLOTS:
    void framesBecomeMessages_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Messages>("messages");
        const auto data = [](const QByteArray &payload) { return qMakePair(int(Kind::Data), payload); };
        QTest::newRow("nothing") << QByteArray() << Messages{};
        QTest::newRow("text") << frame(0x81, "hello") << Messages{data("hello")};
        QTest::newRow("binary") << frame(0x82, "hello") << Messages{data("hello")};
        QTest::newRow("empty") << frame(0x81, {}) << Messages{data({})};
        for (const int size : {125, 126, 65535, 65536, 300000}) {
            const QByteArray payload(size, 'x');
            QTest::addRow("%d bytes", size)
                << frame(0x81, payload) + frame(0x81, "next") << Messages{data(payload), data("next")};
        }
        QTest::newRow("longer length than needed")
            << head(0x81, 2, 127) + "hi" + head(0x81, 2, 126) + "ho" << Messages{data("hi"), data("ho")};
        QTest::newRow("fragments") << frame(0x01, "a") + frame(0x00, "b") + frame(0x00, {}) + frame(0x80, "c")
                                   << Messages{data("abc")};
        QTest::newRow("a ping between fragments") << frame(0x01, "a") + frame(0x89, "?") + frame(0x80, "b")
                                                  << Messages{{int(Kind::Ping), "?"}, data("ab")};
        QTest::newRow("pong and close")
            << frame(0x8a, "!") + frame(0x88, "\x03\xe8 bye")
            << Messages{{int(Kind::Pong), "!"}, {int(Kind::Close), "\x03\xe8 bye"}};
        QTest::newRow("bytes that are no text") << frame(0x81, "\xff\xfe") << Messages{data("\xff\xfe")};
    }
    void framesBecomeMessages()
    {
        QFETCH(QByteArray, bytes);
        for (const qint64 piece : {1, 3, 7, 1000, 1000000}) {
            if (bytes.size() / piece > 100000)
                continue;
            MessageReader reader({.object = largest, .junk = largest});
            QTEST(read(reader, bytes, piece), "messages");
            QCOMPARE(reader.state(), State::Reading);
        }
    }

    void whatIsNoWebSocketIsToldAtOnce_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<State>("state");
        const auto row = [](const char *name, const QByteArray &bytes, State state) {
            QTest::newRow(name) << bytes << state;
        };
        row("HTTP", "HTTP/1.1 400 Bad Request\r\n", State::Broken);
        row("junk whose length is not whole", "\xff\xff", State::Broken);
        row("compressed", frame(0xc1, "x"), State::Broken);
        row("masked", QByteArray("\x81\x85", 2), State::Broken);
        row("unknown data", frame(0x83, "x"), State::Broken);
        row("unknown control", frame(0x8b, "x"), State::Broken);
        row("long ping", head(0x89, 126), State::Broken);
        row("ping in pieces", frame(0x09, "x"), State::Broken);
        row("end of no message", frame(0x80, "x"), State::Broken);
        row("message within a message", frame(0x01, "x") + frame(0x81, "y"), State::Broken);
        row("announces 2 GiB", head(0x81, 2ULL << 30), State::TooLarge);
        row("announces more than there is", head(0x81, ~0ULL), State::TooLarge);
        row("one byte too many", head(0x81, largest + 1), State::TooLarge);
        row("too much in pieces", frame(0x01, QByteArray(largest - 1, 'x')) + head(0x00, 2), State::TooLarge);
    }
    void whatIsNoWebSocketIsToldAtOnce()
    {
        QFETCH(QByteArray, bytes);
        MessageReader reader({.object = largest, .junk = largest});
        QVERIFY(read(reader, bytes, 1000000).isEmpty());
        QTEST(reader.state(), "state");
    }

    void junkIsLeftEarlierThanAnObject()
    {
        for (const int first : {0x81, 0x01}) {
            MessageReader reader({.object = 2000, .junk = 1000});
            QVERIFY(read(reader, head(first, 2000) + QByteArray(1001, 'x'), 100).isEmpty());
            QCOMPARE(reader.state(), State::TooLarge);
        }
        MessageReader reader({.object = 2000, .junk = 1000});
        QCOMPARE(read(reader, frame(0x81, '{' + QByteArray(1999, 'x')), 100).size(), 1);
        QCOMPARE(reader.state(), State::Reading);
    }

    void anAnnouncementCostsLittle()
    {
        MessageReader reader({.object = 1LL << 40, .junk = 1000});
        const qint64 before = ownMemory("VmSize");
        QVERIFY(read(reader, head(0x81, 1ULL << 39) + "a few bytes", 1000).isEmpty());
        QCOMPARE(reader.state(), State::Reading);
        QVERIFY(ownMemory("VmSize") - before < 10000000);
    }

    void aMessageIsHeldOnce()
    {
        constexpr qint64 size = 40'000'000;
        if (!forgetPeakMemory())
            QSKIP("The kernel does not forget the peak.");
        const QByteArray sent = frame(0x81, QByteArray(size, 'x'));
        QBuffer line;
        line.setData(sent);
        line.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        MessageReader reader({.object = size, .junk = size});
        QVERIFY(forgetPeakMemory());
        const qint64 before = residentMemory();
        const auto message = reader.next(line);
        QVERIFY(message && message->bytes.size() == size);
        const qint64 grown = peakMemory() - before;
        QVERIFY2(grown < size * 5 / 4, qPrintable(QString::number(grown)));
    }
};

QTEST_GUILESS_MAIN(TestMessageReader)
#include "tst_messagereader.moc"
