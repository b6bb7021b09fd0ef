// SPDX-License-Identifier: GPL-3.0-or-later
#include "sizepresets.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

class TestSizePresets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepTheModelsArea_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<QSize>("standard");
        QTest::addColumn<QSize>("size");
        QTest::newRow("square") << u"1:1"_s << QSize(1024, 1024) << QSize(1024, 1024);
        QTest::newRow("4:3") << u"4:3"_s << QSize(1024, 1024) << QSize(1152, 896);
        QTest::newRow("16:9") << u"16:9"_s << QSize(1024, 1024) << QSize(1344, 768);
        QTest::newRow("portrait") << u"9:16"_s << QSize(1024, 1024) << QSize(768, 1344);
        QTest::newRow("of an oblong model") << u"1:1"_s << QSize(832, 480) << QSize(640, 640);
        QTest::newRow("of a small model") << u"3:2"_s << QSize(512, 512) << QSize(640, 448);
    }

    void keepTheModelsArea()
    {
        QFETCH(QString, preset);
        QFETCH(QSize, standard);
        const auto presets = sizePresets();
        const auto found = std::ranges::find(presets, preset, presetName);
        QVERIFY(found != presets.end());
        QTEST(sizeOf(*found, standard), "size");
    }

    void portraitsMirrorLandscapes()
    {
        for (const SizePreset &preset : sizePresets())
            QCOMPARE(sizeOf({preset.height, preset.width}, {1024, 1024}),
                     sizeOf(preset, {1024, 1024}).transposed());
    }
};

QTEST_GUILESS_MAIN(TestSizePresets)
#include "tst_sizepresets.moc"
