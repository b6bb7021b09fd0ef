// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminalcommand.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestTerminalCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotesPaths_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("command");
        QTest::newRow("plain") << u"/home/ada/cards"_s
                               << u"asset-generator watch 0b9c7f3e --project '/home/ada/cards'"_s;
        QTest::newRow("a blank and a dollar")
            << u"/home/ada/my $ cards"_s
            << u"asset-generator watch 0b9c7f3e --project '/home/ada/my $ cards'"_s;
        QTest::newRow("an apostrophe")
            << u"/ada's"_s << u"asset-generator watch 0b9c7f3e --project '/ada'\\''s'"_s;
    }

    void quotesPaths()
    {
        QFETCH(QString, folder);
        QTEST(watchCommand(u"0b9c7f3e-1234-5678"_s, folder), "command");
    }

    void hasOneToTry()
    {
        QVERIFY(tryCommand({}).startsWith(u"asset-generator generate image --prompt "_s));
        QVERIFY(!tryCommand({}).contains(u"--project"_s));
        QVERIFY(tryCommand(u"/a"_s).endsWith(u"--project '/a'"_s));
    }
};

QTEST_GUILESS_MAIN(TestTerminalCommand)
#include "tst_terminalcommand.moc"
