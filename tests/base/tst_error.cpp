// SPDX-License-Identifier: GPL-3.0-or-later
#include "error.h"
#include "result.h"

#include <QMetaEnum>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

class TestError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsOwnCodeAndAnExitCode()
    {
        const auto kinds = QMetaEnum::fromType<Error::Kind>();
        QSet<QString> seen;
        for (int i = 0; i < kinds.keyCount(); ++i) {
            const auto kind = Error::Kind(kinds.value(i));
            seen.insert(errorCode(kind));
            QCOMPARE(errorKind(QString(errorCode(kind))), kind);
            QVERIFY(exitCode(kind) >= 1 && exitCode(kind) <= 9);
        }
        QCOMPARE(seen.size(), kinds.keyCount());
    }

    void exitCodesAreThoseThatScriptsKnow_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exit");
        QTest::newRow("usage") << u"usage"_s << 2;
        QTest::newRow("two sessions fit") << u"ambiguous_id"_s << 2;
        QTest::newRow("no server") << u"server_unreachable"_s << 3;
        QTest::newRow("line broke") << u"connection_lost"_s << 3;
        QTest::newRow("sign-in") << u"not_authorised"_s << 4;
        QTest::newRow("refused") << u"refused"_s << 5;
        QTest::newRow("fewer pictures") << u"partial"_s << 6;
        QTest::newRow("timeout") << u"timeout"_s << 7;
        QTest::newRow("no such session") << u"session_not_found"_s << 8;
        QTest::newRow("no such model") << u"model_not_found"_s << 8;
        QTest::newRow("cancelled by someone") << u"cancelled"_s << 9;
        QTest::newRow("disk") << u"file_system"_s << 1;
    }
    void exitCodesAreThoseThatScriptsKnow()
    {
        QFETCH(QString, code);
        QFETCH(int, exit);
        QCOMPARE(QString(errorCode(errorKind(code))), code);
        QCOMPARE(exitCode(errorKind(code)), exit);
    }

    void aSentenceIsWhatHappenedThenWhatToDo()
    {
        QCOMPARE((Error{.message = u"It broke."_s}).sentence(), u"It broke."_s);
        QCOMPARE((Error{.message = u"It broke."_s, .hint = u"Mend it."_s}).sentence(),
                 u"It broke. Mend it."_s);
    }

    void aResultIsAValueOrAnError()
    {
        const Result<int> good = 7;
        QVERIFY(good);
        QCOMPARE(*good, 7);
        const Result<int> bad = Error{.kind = Error::Kind::Timeout};
        QVERIFY(!bad);
        QCOMPARE(bad.error().kind, Error::Kind::Timeout);
        QVERIFY(Result<>());
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
