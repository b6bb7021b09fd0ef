// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void yamlHasTheSameKeysAndTypes_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("yaml");
        QTest::newRow("text") << QJsonValue(u"a fox"_s) << u"k: a fox"_s;
        QTest::newRow("text that looks like a number") << QJsonValue(u"12"_s) << u"k: \"12\""_s;
        QTest::newRow("text that looks like a truth") << QJsonValue(u"yes"_s) << u"k: \"yes\""_s;
        QTest::newRow("empty text") << QJsonValue(u""_s) << u"k: \"\""_s;
        QTest::newRow("null") << QJsonValue() << u"k: ~"_s;
        QTest::newRow("whole number") << QJsonValue(qint64(9007199254740993)) << u"k: 9007199254740993"_s;
        QTest::newRow("fraction") << QJsonValue(0.45) << u"k: 0.45"_s;
        QTest::newRow("truth") << QJsonValue(true) << u"k: true"_s;
        QTest::newRow("list") << QJsonValue(QJsonArray{1, 2}) << u"k:\n  - 1\n  - 2"_s;
        QTest::newRow("object") << QJsonValue(QJsonObject{{"a"_L1, 1}}) << u"k:\n  a: 1"_s;
    }
    void yamlHasTheSameKeysAndTypes()
    {
        QFETCH(QJsonValue, value);
        QFETCH(QString, yaml);
        QCOMPARE(toYaml(QJsonObject{{"k"_L1, value}}), yaml + u'\n');
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
