// SPDX-License-Identifier: GPL-3.0-or-later
#include "paletteroles.h"

#include <QTest>

class TestPaletteRoles : public QObject
{
    Q_OBJECT
private:
    static QPalette palette(QRgb base, QRgb window, QRgb text)
    {
        QPalette colours;
        colours.setColor(QPalette::Base, QColor(base));
        colours.setColor(QPalette::Window, QColor(window));
        colours.setColor(QPalette::Text, QColor(text));
        return colours;
    }
    static constexpr std::array roles{ColourRole::Active, ColourRole::Positive, ColourRole::Negative,
                                      ColourRole::Caution, ColourRole::Muted};

private Q_SLOTS:
    void isReadableOnEveryBase_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("white") << palette(0xffffff, 0xefefef, 0x000000);
        QTest::newRow("light grey") << palette(0xeff0f1, 0xe3e5e7, 0x232629);
        QTest::newRow("sepia") << palette(0xd9c7a3, 0xc9b48c, 0x1c1408);
        QTest::newRow("dark") << palette(0x1b1e20, 0x2a2e32, 0xfcfcfc);
        QTest::newRow("lighter dark") << palette(0x31363b, 0x3a4046, 0xfcfcfc);
        QTest::newRow("deep blue") << palette(0x002b36, 0x073642, 0xeee8d5);
    }

    void isReadableOnEveryBase()
    {
        QFETCH(QPalette, palette);
        QVERIFY(!isHighContrast(palette));
        for (const ColourRole role : roles)
            QVERIFY2(contrast(roleColour(role, palette), palette.color(QPalette::Base)) >= 4.5,
                     qPrintable(roleColour(role, palette).name()));
    }

    void hintsAreReadableOnEveryBase_data() { isReadableOnEveryBase_data(); }

    void hintsAreReadableOnEveryBase()
    {
        QFETCH(QPalette, palette);
        palette.setColor(QPalette::PlaceholderText, QColor(0, 0, 0, 128));
        const QPalette readable = withReadableHints(palette);
        QVERIFY(contrast(readable.color(QPalette::PlaceholderText), palette.color(QPalette::Base)) >= 4.5);
        QCOMPARE(readable.color(QPalette::Text), palette.color(QPalette::Text));
        QCOMPARE(withReadableHints(readable), readable);
    }

    void keepsTheDesignsColours()
    {
        QCOMPARE(roleColour(ColourRole::Active, palette(0xffffff, 0xefefef, 0)), QColor(0x1d6fb8));
        QCOMPARE(roleColour(ColourRole::Caution, palette(0x1b1e20, 0x2a2e32, 0xfcfcfc)), QColor(0xe5a83b));
    }

    void highContrastSaysNothingByColour_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("white on black") << palette(0x000000, 0x000000, 0xffffff);
        QTest::newRow("black on white") << palette(0xffffff, 0xffffff, 0x000000);
    }

    void highContrastSaysNothingByColour()
    {
        QFETCH(QPalette, palette);
        QVERIFY(isHighContrast(palette));
        for (const ColourRole role : roles)
            QCOMPARE(roleColour(role, palette), palette.color(QPalette::Text));
    }

    void knowsContrast()
    {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
        QCOMPARE(mixed(Qt::white, Qt::black, 0.5), mixed(Qt::black, Qt::white, 0.5));
        QCOMPARE(mixed(Qt::white, Qt::red, 0.0), QColor(Qt::white));
        QCOMPARE(mixed(Qt::white, Qt::red, 1.0), QColor(Qt::red));
    }
};

QTEST_MAIN(TestPaletteRoles)
#include "tst_paletteroles.moc"
