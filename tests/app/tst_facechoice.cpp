// SPDX-License-Identifier: GPL-3.0-or-later
#include "facechoice.h"
#include "secretarguments.h"

#include <QStringList>
#include <QTest>

#include <string>
#include <vector>

using namespace Qt::StringLiterals;

class TestFaceChoice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void argumentsChooseTheFace_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<bool>("headless");
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("a folder") << u"cards"_s << false;
        QTest::newRow("folder with a verb's name") << u"./status"_s << false;
        QTest::newRow("hidden") << u"--hidden"_s << false;
        QTest::newRow("hidden and a folder") << u"--hidden cards"_s << false;
        QTest::newRow("server and a folder") << u"--api-url http://studio:7801 cards"_s << false;
        QTest::newRow("verb") << u"status"_s << true;
        QTest::newRow("verb after a global option") << u"--api-url http://studio:7801 status"_s << true;
        QTest::newRow("verb after a global option with =")
            << u"--api-url=http://studio:7801 status"_s << true;
        QTest::newRow("verb after a flag") << u"-q generate image"_s << true;
        QTest::newRow("a server called status") << u"--api-url status cards"_s << false;
        QTest::newRow("explicit") << u"--cli status"_s << true;
        QTest::newRow("explicit, last") << u"cards --cli"_s << true;
        QTest::newRow("version") << u"--version"_s << true;
        QTest::newRow("help") << u"-h"_s << true;
        QTest::newRow("demo server") << u"demo-server --port 0"_s << true;
        QTest::newRow("a mistyped verb") << u"stauts"_s << true;
        QTest::newRow("a mistyped verb after an option") << u"--api-url http://studio:7801 stauts"_s << true;
        QTest::newRow("a path that is not there") << u"projects/cards"_s << false;
        QTest::newRow("folder, then a verb's name") << u"cards status"_s << false;
    }
    void argumentsChooseTheFace()
    {
        QFETCH(QString, arguments);
        QFETCH(bool, headless);
        std::vector<std::string> words;
        for (const QString &word : arguments.split(u' ', Qt::SkipEmptyParts))
            words.push_back(word.toStdString());
        const std::vector<std::string_view> views(words.begin(), words.end());
        QCOMPARE(chooseFace(views, [](std::string_view word) { return word == "cards"; }) == Face::Headless,
                 headless);
    }

    void secretsInSettingsAndAddressesAreBlanked_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *name, const QByteArray &line, const QByteArray &shown) {
            QTest::newRow(name) << "asset-generator " + line << "asset-generator " + shown;
        };
        row("a key", "config set api-key s3cret", "config set api-key xxxxxx");
        row("in capitals", "config set API-Key s3cret", "config set API-Key xxxxxx");
        row("options between", "-q config -v set --config c swarm-token -f json a.b.c",
            "-q config -v set --config c swarm-token -f xxxx xxxxx");
        row("from a pipe", "config set auth-header -", "config set auth-header x");
        row("no secret", "config set api-url http://studio", "config set api-url http://studio");
        row("only looked at", "config get api-key", "config get api-key");
        row("an address", "config set api-url http://ada:s3cret@studio/a",
            "config set api-url http://xxxxxxxxxx@studio/a");
        row("an option", "--api-url=http://ada:s3@cret@studio:1", "--api-url=http://xxxxxxxxxxx@studio:1");
        row("a sign behind", "status --api-url http://studio/a@b", "status --api-url http://studio/a@b");
        row("a parameter", "generate image --param negativeprompt=blur --param=loras=a",
            "generate image --param xxxxxxxxxxxxxxxxxxx --param=xxxxxxx");
        row("short options in one word", "generate image -qp fox -vqnblur -q",
            "generate image -qp xxx -vqnxxxx -q");
        row("another command", "set config api-key s3cret", "set config api-key s3cret");
    }
    void secretsInSettingsAndAddressesAreBlanked()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, shown);
        QList<QByteArray> words = line.split(' ');
        std::vector<char *> argv;
        for (QByteArray &word : words)
            argv.push_back(word.data());
        blankSecrets(int(argv.size()), argv.data());
        QCOMPARE(words.join(' '), shown);
    }

    void secretsAreBlankedWhereOthersCanRead()
    {
        std::vector<std::string> words{"asset-generator",
                                       "--api-key",
                                       "s3cret",
                                       "--auth-header=Bearer abc",
                                       "--api-url",
                                       "http://x",
                                       "--swarm-token",
                                       "t.o.k",
                                       "--api-key-file",
                                       "key.txt",
                                       "-p",
                                       "a red fox",
                                       "-nblur",
                                       "--prompt=a fox",
                                       "--negative-prompt",
                                       "--prompt",
                                       "--label",
                                       "hero"};
        std::vector<char *> argv;
        for (std::string &word : words)
            argv.push_back(word.data());
        blankSecrets(int(argv.size()), argv.data());
        const std::vector<std::string> expected{"asset-generator",
                                                "--api-key",
                                                "xxxxxx",
                                                "--auth-header=xxxxxxxxxx",
                                                "--api-url",
                                                "http://x",
                                                "--swarm-token",
                                                "xxxxx",
                                                "--api-key-file",
                                                "key.txt",
                                                "-p",
                                                "xxxxxxxxx",
                                                "-nxxxx",
                                                "--prompt=xxxxx",
                                                "--negative-prompt",
                                                "xxxxxxxx",
                                                "--label",
                                                "hero"};
        QCOMPARE(words, expected);
    }
};

QTEST_GUILESS_MAIN(TestFaceChoice)
#include "tst_facechoice.moc"
