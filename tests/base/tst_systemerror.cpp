// SPDX-License-Identifier: GPL-3.0-or-later
#include "systemerror.h"

#include <QTest>

#include <cerrno>

using namespace Qt::StringLiterals;

class TestSystemError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheSystemSays_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("words");
        QTest::newRow("full disk") << ENOSPC << u"No space left on device"_s;
        QTest::newRow("not permitted") << EACCES << u"Permission denied"_s;
    }
    void saysWhatTheSystemSays()
    {
        QFETCH(int, number);
        QFETCH(QString, words);
        QCOMPARE(systemWords(number), words);
        const Error error = fileError(u"“%1” fails: %2."_s, u"a file"_s, number, u"Help it."_s);
        QCOMPARE(error.kind, Error::Kind::FileSystem);
        QCOMPARE(error.message, u"“a file” fails: %1."_s.arg(words));
        QCOMPARE(error.hint, u"Help it."_s);
        QCOMPARE(error.details["errno"_L1].toInt(), number);
    }
};

QTEST_GUILESS_MAIN(TestSystemError)
#include "tst_systemerror.moc"
