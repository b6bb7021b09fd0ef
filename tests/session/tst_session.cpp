// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhoseAnIdIs_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("own");
        QTest::addColumn<bool>("foreign");
        QTest::newRow("ours") << u"0b9c7f3e-1111-4222-8333-444455556666"_s << true << false;
        QTest::newRow("upper case") << u"0B9C7F3E-1111-4222-8333-444455556666"_s << false << false;
        QTest::newRow("braces") << u"{0b9c7f3e-1111-4222-8333-444455556666}"_s << false << false;
        QTest::newRow("dash moved") << u"0b9c7f3e1-111-4222-8333-444455556666"_s << false << false;
        QTest::newRow("the predecessor's") << u"0123456789abcdef0123456789ABCDEF01234567"_s << false << true;
        QTest::newRow("one digit short") << u"0123456789abcdef0123456789abcdef0123456"_s << false << false;
        QTest::newRow("no hex") << u"0123456789abcdef0123456789abcdef0123456g"_s << false << false;
        QTest::newRow("path") << u"../../../../../../../../../etc/passwords"_s << false << false;
        QTest::newRow("empty") << QString() << false << false;
    }
    void tellsWhoseAnIdIs()
    {
        QFETCH(QString, id);
        QTEST(isOwnId(id), "own");
        QTEST(isForeign(id), "foreign");
    }

    void newIdsAreOursAndDiffer()
    {
        const QString id = newSessionId();
        QVERIFY(isOwnId(id));
        QVERIFY(id != newSessionId());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
