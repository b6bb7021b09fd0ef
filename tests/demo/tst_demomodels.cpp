// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelshelf.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace demo;

class TestDemoModels : public QObject
{
    Q_OBJECT
    const QString m_main = u"Stable-Diffusion"_s;

private Q_SLOTS:
    void theShortestNameThatFitsWins_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("exact") << u"demo"_s << u"demo.safetensors"_s;
        QTest::newRow("any case") << u"DEMO"_s << u"demo.safetensors"_s;
        QTest::newRow("extension") << u"demo.safetensors"_s << u"demo.safetensors"_s;
        QTest::newRow("part") << u"xl"_s << u"folder one/demo-xl.safetensors"_s;
        QTest::newRow("folder") << u"folder one/demo-xl"_s << u"folder one/demo-xl.safetensors"_s;
        QTest::newRow("without blanks") << u"folderone"_s << u"folder one/demo-xl.safetensors"_s;
        QTest::newRow("nothing fits all") << QString() << u"demo.safetensors"_s;
        QTest::newRow("unknown") << u"nosuchmodel"_s << QString();
        QTest::newRow("of another kind") << u"style-a"_s << QString();
    }

    void theShortestNameThatFitsWins()
    {
        QFETCH(QString, text);
        const ModelShelf shelf;
        const ShelfModel *model = shelf.fuzzy(m_main, text);
        QTEST(model != nullptr ? model->name : QString(), "name");
    }

    void exactNamesNeedNoExtension()
    {
        const ModelShelf shelf;
        QVERIFY(shelf.exact(m_main, u"demo"_s) != nullptr);
        QVERIFY(shelf.exact(m_main, u"demo.safetensors"_s) != nullptr);
        QVERIFY(shelf.exact(m_main, u"Demo"_s) == nullptr);
        QVERIFY(shelf.exact(u"LoRA"_s, u"sub/style b"_s) != nullptr);
    }

    void foldersAreListedAsFarAsAsked_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("depth");
        QTest::addColumn<QStringList>("folders");
        QTest::addColumn<int>("models");
        QTest::newRow("all") << m_main << QString() << 10 << QStringList{u"folder one"_s, u"flux"_s} << 4;
        QTest::newRow("root alone") << m_main << QString() << 1 << QStringList{u"folder one"_s, u"flux"_s}
                                    << 2;
        QTest::newRow("a folder") << m_main << u"folder one"_s << 10 << QStringList{} << 1;
        QTest::newRow("unknown folder") << m_main << u"nowhere"_s << 10 << QStringList{} << 0;
        QTest::newRow("LoRAs") << u"LoRA"_s << QString() << 10 << QStringList{u"sub"_s} << 2;
        QTest::newRow("none of the kind") << u"ControlNet"_s << QString() << 10 << QStringList{} << 0;
    }

    void foldersAreListedAsFarAsAsked()
    {
        QFETCH(QString, kind);
        QFETCH(QString, path);
        QFETCH(int, depth);
        const ModelShelf shelf;
        const ModelShelf::Listing listing = shelf.list(kind, path, depth);
        QTEST(listing.folders, "folders");
        QTEST(int(listing.models.size()), "models");
    }

    void aModelTellsItsClassAndItsHashOnceUsed()
    {
        ModelShelf shelf;
        const ShelfModel *model = shelf.exact(m_main, u"folder one/demo-xl"_s);
        QJsonObject row = shelf.describe(*model, true);
        QCOMPARE(row["class"_L1].toString(), u"Stable Diffusion XL 1.0-Base"_s);
        QCOMPARE(row["resolution"_L1].toString(), u"1024x1024"_s);
        QCOMPARE(row["hash"_L1].toString(), QString());
        QVERIFY(row["loaded"_L1].toBool());
        shelf.markUsed(model->name);
        row = shelf.describe(*model, false);
        QCOMPARE(row["hash"_L1].toString().size(), 66);
        QVERIFY(row["hash"_L1].toString().startsWith("0x"_L1));
    }

    void anUnknownArchitectureIsNull()
    {
        const ModelShelf shelf;
        const QJsonObject row = shelf.describe(*shelf.exact(m_main, u"unlisted-arch"_s), false);
        for (const QLatin1String key : {"architecture"_L1, "class"_L1, "compat_class"_L1})
            QVERIFY(row.contains(key) && row[key].isNull());
        QCOMPARE(row["resolution"_L1].toString(), u"0x0"_s);
        QCOMPARE(row["standard_width"_L1].toInt(), 0);
    }

    void everyModelHasItsClassListed()
    {
        const ModelShelf shelf;
        const QJsonObject classes = ModelShelf::classes();
        const QJsonObject compatible = ModelShelf::compatibilityClasses();
        for (const QJsonValue &rows : shelf.namesWithClasses()) {
            for (const QJsonValue &row : rows.toArray()) {
                if (row[1].isNull())
                    continue;
                QVERIFY(classes.contains(row[1].toString()));
                QVERIFY(compatible.contains(classes[row[1].toString()]["compat_class"_L1].toString()));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestDemoModels)
#include "tst_demomodels.moc"
