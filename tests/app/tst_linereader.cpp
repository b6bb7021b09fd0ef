// SPDX-License-Identifier: GPL-3.0-or-later
#include "linereader.h"

#include <QTest>

#include <array>

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

class TestLineReader : public QObject
{
    Q_OBJECT
    using Line = std::optional<QString>;
    int m_reading = -1;
    int m_writing = -1;

    void type(const QByteArray &bytes) const
    {
        QCOMPARE(::write(m_writing, bytes.constData(), size_t(bytes.size())), bytes.size());
    }
    void end()
    {
        ::close(m_writing);
        m_writing = -1;
    }
    /// So many lines, one after the other.
    QList<Line> lines(LineReader &reader, int count)
    {
        QList<Line> got;
        connect(&reader, &LineReader::got, this, [&](const Line &line) {
            got << line;
            if (got.size() < count)
                reader.read(LineReader::Echo::Shown);
        });
        reader.read(LineReader::Echo::Hidden);
        [&] { QVERIFY(got.isEmpty()); }(); // never from inside the call
        [&] { QTRY_COMPARE(got.size(), count); }();
        return got;
    }
    [[nodiscard]] static bool showsWhatIsTyped(int terminal)
    {
        termios settings{};
        return ::tcgetattr(terminal, &settings) == 0 && (settings.c_lflag & tcflag_t(ECHO)) != 0;
    }

private Q_SLOTS:
    void init()
    {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe2(ends.data(), O_CLOEXEC), 0);
        m_reading = ends[0];
        m_writing = ends[1];
    }
    void cleanup()
    {
        ::close(m_reading);
        if (m_writing >= 0)
            end();
    }

    void linesComeOneByOne()
    {
        type("ada\ns3cret\r\n\nrest");
        end();
        LineReader reader(m_reading);
        QVERIFY(!reader.isTerminal());
        QCOMPARE(lines(reader, 5), (QList<Line>{u"ada"_s, u"s3cret"_s, u""_s, u"rest"_s, std::nullopt}));
    }

    void aLineMayComeInPieces()
    {
        LineReader reader(m_reading);
        QList<Line> got;
        connect(&reader, &LineReader::got, this, [&](const Line &line) { got << line; });
        reader.read(LineReader::Echo::Shown);
        type("a\xc3");
        QTest::qWait(20);
        QVERIFY(got.isEmpty());
        type("\xa4\n");
        QTRY_COMPARE(got, QList<Line>{u"aä"_s});
    }

    void whatIsTooLongIsNoLine()
    {
        LineReader reader(m_reading);
        QList<Line> got;
        connect(&reader, &LineReader::got, this, [&](const Line &line) { got << line; });
        reader.read(LineReader::Echo::Shown);
        for (int i = 0; i < 20 && got.isEmpty(); ++i) {
            type(QByteArray(8192, 'x'));
            QTest::qWait(5);
        }
        QTRY_COMPARE(got, QList<Line>{std::nullopt});
    }

    void aTerminalDoesNotShowASecret()
    {
        int outside = -1;
        int terminal = -1;
        QCOMPARE(::openpty(&outside, &terminal, nullptr, nullptr, nullptr), 0);
        QVERIFY(showsWhatIsTyped(terminal));
        {
            LineReader reader(terminal);
            QVERIFY(reader.isTerminal());
            QList<Line> got;
            connect(&reader, &LineReader::got, this, [&](const Line &line) { got << line; });
            reader.read(LineReader::Echo::Hidden);
            QVERIFY(!showsWhatIsTyped(terminal));
            QCOMPARE(::write(outside, "s3cret\n", 7), 7);
            QTRY_COMPARE(got, QList<Line>{u"s3cret"_s});
            QVERIFY(showsWhatIsTyped(terminal));
            std::array<char, 64> shown{};
            const ssize_t size = ::read(outside, shown.data(), shown.size());
            QVERIFY(!QByteArray(shown.data(), size).contains("s3cret"));
            reader.read(LineReader::Echo::Hidden);
            QVERIFY(!showsWhatIsTyped(terminal));
        }
        QVERIFY(showsWhatIsTyped(terminal)); // also where nobody typed anything
        ::close(terminal);
        ::close(outside);
    }
};

QTEST_GUILESS_MAIN(TestLineReader)
#include "tst_linereader.moc"
