// SPDX-License-Identifier: GPL-3.0-or-later
// The tool as it is started by `./dev replay`: its lines, its exit code, and files that are no recordings.
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

struct Told {
    int exitCode = -1;
    QStringList lines = {};
    QString refusal = {};
};

Told told(const QStringList &arguments)
{
    QProcess tool;
    tool.start(QStringLiteral(REPLAY_TOOL), arguments);
    if (!QTest::qWaitFor([&tool] { return tool.state() == QProcess::NotRunning; }, 100000))
        return {};
    return {.exitCode = tool.exitCode(),
            .lines = QString::fromUtf8(tool.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts),
            .refusal = QString::fromUtf8(tool.readAllStandardError())};
}

} // namespace

class TestReplayTool : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;
    QTemporaryDir m_empty;

    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void sumsUpWhatIsAsRecorded()
    {
        const Told result = told({FIXTURES u"/transcripts"_s, u"one-image"_s, u"silent-failure.json"_s});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.lines,
                 (QStringList{u"one-image.json       client  as recorded"_s,
                              u"one-image.json       demo    as recorded"_s,
                              u"silent-failure.json  client  as recorded"_s,
                              u"silent-failure.json  demo    as recorded"_s,
                              u"4 of 4 as recorded, 0 different, 0 cannot be replayed."_s}));
    }

    void saysWhyAFileCannotBeReplayed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::newRow("empty") << QByteArray() << u"the file is empty"_s;
        QTest::newRow("no JSON") << QByteArray("{\"exchanges\": [") << u"the file is not JSON: "_s;
        QTest::newRow("no object") << QByteArray("[1, 2]") << u"the file is not a recording: "_s;
        QTest::newRow("something else") << QByteArray("{\"a\": 1}") << u"the file is not a recording: "_s;
        QTest::newRow("exchanges of unknown kinds")
            << QByteArray("{\"exchanges\": [{\"kind\": \"smoke\"}, 7, null]}")
            << u"the file is a recording of nothing: "_s;
        QTest::newRow("a message that is lost") << QByteArray(
            "{\"exchanges\": [{\"kind\": \"ws\", \"target\": \"/API/GenerateText2ImageWS\", \"handshake\": "
            "{\"status_line\": \"HTTP/1.1 101 X\"}, \"frames\": [{\"dir\": \"out\", \"opcode\": \"text\", "
            "\"text\": \"(1 GB)\", \"shortened\": \"very long\"}]}]}")
                                                << u"a message of the client"_s;
    }

    void saysWhyAFileCannotBeReplayed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        put(u"odd.json"_s, bytes);
        const Told result = told({m_folder.path()});
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.lines.size(), 3);
        QVERIFY2(result.lines[1].startsWith(u"odd.json  demo    cannot be replayed: "_s + reason),
                 qPrintable(result.lines[1]));
    }

    // An exchange of which hardly anything is there is asked all the same, and answered somehow.
    void anOddExchangeBreaksNothing_data()
    {
        QTest::addColumn<QByteArray>("exchange");
        QTest::newRow("no request") << QByteArray("{\"kind\": \"http\"}");
        QTest::newRow("no response") << QByteArray(
            "{\"kind\": \"http\", \"request\": {\"method\": \"POST\", \"target\": \"/API/X\"}}");
        QTest::newRow("no frames") << QByteArray("{\"kind\": \"ws\"}");
        QTest::newRow("a socket on which nobody says a word")
            << QByteArray("{\"kind\": \"ws\", \"target\": \"/API/GenerateText2ImageWS\", \"handshake\": "
                          "{\"status_line\": \"HTTP/1.1 101 X\"}, \"frames\": []}");
    }

    void anOddExchangeBreaksNothing()
    {
        QFETCH(QByteArray, exchange);
        put(u"odd.json"_s, "{\"exchanges\": [" + exchange + "]}");
        const Told result = told({m_folder.path()});
        QVERIFY(result.exitCode == 0 || result.exitCode == 1);
        QCOMPARE(result.lines.size(), 3);
        for (const QString &line : result.lines)
            QVERIFY2(!line.contains("broke off"_L1) && !line.contains("did not end"_L1), qPrintable(line));
    }

    void wrongUseIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no folder named") << QStringList() << u"Usage: replay DIR"_s;
        QTest::newRow("unknown option") << QStringList{u"--fast"_s} << u"Usage: replay DIR"_s;
        QTest::newRow("no such folder") << QStringList{u"/no/such/folder"_s} << u"is not a folder"_s;
        QTest::newRow("nothing in it") << QStringList{m_empty.path()} << u"holds no recordings"_s;
    }

    void wrongUseIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const Told result = told(arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.lines.isEmpty());
        QVERIFY2(result.refusal.contains(sentence), qPrintable(result.refusal));
    }

    void aFileThatIsNotThereIsALine()
    {
        const Told result = told({FIXTURES u"/transcripts"_s, u"never-recorded"_s});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.lines.value(0).contains("cannot be opened"_L1), qPrintable(result.lines.value(0)));
    }
};

QTEST_GUILESS_MAIN(TestReplayTool)
#include "tst_replaytool.moc"
