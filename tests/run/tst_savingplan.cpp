// SPDX-License-Identifier: GPL-3.0-or-later
#include "savingplan.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestSavingPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isReadAsItWasKept()
    {
        const SavingPlan plan{
            .folder = u"/home/ada/cards"_s, .nameTemplate = u"{seed}"_s, .keepMetadata = true};
        const auto again = savingPlanFrom(toJson(plan));
        QVERIFY(again && again->save);
        QCOMPARE(again->folder, plan.folder);
        QCOMPARE(again->nameTemplate, plan.nameTemplate);
        QVERIFY(again->keepMetadata);
    }

    void otherFilesMayHaveComeMeanwhile()
    {
        const auto again = savingPlanFrom(toJson({.folder = u"/home/ada/cards"_s, .overwrite = true}));
        QVERIFY(again && !again->overwrite);
    }

    void whatIsNotSavedHasNoPlan_data()
    {
        QTest::addColumn<QJsonObject>("kept");
        QTest::newRow("left on the server") << toJson(SavingPlan{.save = false, .folder = u"/cards"_s});
        QTest::newRow("of an earlier version") << QJsonObject();
        QTest::newRow("not understood") << QJsonObject{{u"folder"_s, 7}};
    }

    void whatIsNotSavedHasNoPlan()
    {
        QFETCH(QJsonObject, kept);
        QVERIFY(!savingPlanFrom(kept));
    }
};

QTEST_GUILESS_MAIN(TestSavingPlan)
#include "tst_savingplan.moc"
