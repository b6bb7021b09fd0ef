// SPDX-License-Identifier: GPL-3.0-or-later
#include "trayiconpainter.h"

#include <QGuiApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using Attention = StatusReport::Attention;

namespace
{

constexpr TrayFace idle{.attention = Attention::Idle};
constexpr TrayFace attention{.attention = Attention::NeedsAttention};
constexpr TrayFace offline{.attention = Attention::Offline};

TrayFace running(int number, int step)
{
    return {.attention = Attention::Running, .number = number, .step = step};
}

/// Pixels by fractions of the edge, so that one row fits all sizes.
QColor at(const QImage &image, double x, double y)
{
    return image.pixelColor(std::min(image.width() - 1, static_cast<int>(x * image.width())),
                            std::min(image.height() - 1, static_cast<int>(y * image.height())));
}

/// The middle of the frame's line, from the left edge.
double framePlace(TraySkin skin, int size)
{
    const bool padded = size == 22 || size == 24;
    const double margin = padded ? (skin == TraySkin::Colour ? size / 2 - 9 : 3) : std::round(size / 16.0);
    const double stroke = padded ? 2 : std::round(size / 8.0);
    return (margin + stroke / 2) / size;
}

/// How much of a pixel is line, 0..1.
double lineShare(TraySkin skin, const QColor &pixel)
{
    constexpr double plate = 0x66 / 255.0;
    return skin == TraySkin::Colour ? (pixel.redF() - plate) / (1 - plate) : pixel.alphaF();
}

int opaque(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).alpha() > 200 ? 1 : 0;
    }
    return count;
}

} // namespace

class TestTrayIconPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySizeIsThere();
    void statesDifferInShape_data();
    void statesDifferInShape();
    void frameFillsClockwise_data();
    void frameFillsClockwise();
    void numberIsInside_data();
    void numberIsInside();
    void plateTellsTheState_data();
    void plateTellsTheState();
    void markIsCutOut_data();
    void markIsCutOut();
    void offlineIsOpenAtTwoCorners_data();
    void offlineIsOpenAtTwoCorners();
    void linesHaveOneColour_data();
    void linesHaveOneColour();
};

namespace
{
void sizeRows()
{
    QTest::addColumn<int>("size");
    for (const int size : TrayIconPainter::sizes)
        QTest::newRow(qPrintable(u"%1 px"_s.arg(size))) << size;
}

void skinAndSizeRows()
{
    QTest::addColumn<TraySkin>("skin");
    QTest::addColumn<int>("size");
    for (const int size : TrayIconPainter::sizes) {
        QTest::newRow(qPrintable(u"colour, %1 px"_s.arg(size))) << TraySkin::Colour << size;
        QTest::newRow(qPrintable(u"light lines, %1 px"_s.arg(size))) << TraySkin::ForDarkPanels << size;
        QTest::newRow(qPrintable(u"dark lines, %1 px"_s.arg(size))) << TraySkin::ForLightPanels << size;
    }
}
} // namespace

void TestTrayIconPainter::everySizeIsThere()
{
    const QIcon icon = TrayIconPainter(TraySkin::Colour, QGuiApplication::font()).icon(running(3, 9));
    QList<QSize> expected;
    for (const int size : TrayIconPainter::sizes)
        expected << QSize(size, size);
    QCOMPARE(icon.availableSizes(), expected);
}

void TestTrayIconPainter::statesDifferInShape_data()
{
    sizeRows();
}

void TestTrayIconPainter::statesDifferInShape()
{
    QFETCH(int, size);
    const TrayIconPainter painter(TraySkin::ForLightPanels, QGuiApplication::font());
    const QList<TrayFace> faces{idle, running(1, 0), running(1, 10), running(3, 10), attention, offline};
    for (qsizetype one = 0; one < faces.size(); ++one) {
        for (qsizetype other = one + 1; other < faces.size(); ++other) {
            const QImage left = painter.image(faces[one], size).convertToFormat(QImage::Format_Alpha8);
            const QImage right = painter.image(faces[other], size).convertToFormat(QImage::Format_Alpha8);
            int different = 0;
            for (int y = 0; y < size; ++y) {
                for (int x = 0; x < size; ++x)
                    different
                        += std::abs(left.pixelColor(x, y).alpha() - right.pixelColor(x, y).alpha()) > 100;
            }
            QVERIFY2(different >= 4, qPrintable(u"%1 and %2 look alike"_s.arg(one).arg(other)));
        }
    }
}

void TestTrayIconPainter::frameFillsClockwise_data()
{
    skinAndSizeRows();
}

void TestTrayIconPainter::frameFillsClockwise()
{
    QFETCH(TraySkin, skin);
    QFETCH(int, size);
    const TrayIconPainter painter(skin, QGuiApplication::font());
    const double edge = framePlace(skin, size);
    // In the middle of the frame's four straight sides, a little clockwise of the exact middle.
    struct Place {
        double x, y;
        int solidFrom; ///< twentieths
    };
    const QList<Place> places{{0.6, edge, 3}, {1 - edge, 0.6, 8}, {0.4, 1 - edge, 13}, {edge, 0.4, 18}};
    const QImage full = painter.image(running(1, 20), size);
    const QImage empty = painter.image(running(1, 0), size);
    for (const Place &place : places) {
        const QColor solid = at(full, place.x, place.y);
        const QColor track = at(empty, place.x, place.y);
        QVERIFY(solid != track);
        for (const int step : {0, 5, 10, 15, 20}) {
            const QColor seen = at(painter.image(running(1, step), size), place.x, place.y);
            QCOMPARE(seen, step >= place.solidFrom ? solid : track);
        }
    }
}

void TestTrayIconPainter::numberIsInside_data()
{
    skinAndSizeRows();
}

void TestTrayIconPainter::numberIsInside()
{
    QFETCH(TraySkin, skin);
    QFETCH(int, size);
    const TrayIconPainter painter(skin, QGuiApplication::font());
    const QImage one = painter.image(running(1, 0), size);
    for (const int number : {3, 12, 99}) {
        const QImage other = painter.image(running(number, 0), size);
        QRect changed;
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                if (one.pixel(x, y) != other.pixel(x, y))
                    changed |= QRect(x, y, 1, 1);
            }
        }
        QVERIFY2(!changed.isEmpty(), "the number is not shown");
        const int stroke = size == 22 || size == 24 ? 2 : size / 8;
        const int margin = static_cast<int>(framePlace(skin, size) * size + stroke / 2.0);
        QVERIFY2(QRect(margin, margin, size - 2 * margin, size - 2 * margin).contains(changed),
                 "the number touches the frame");
        QVERIFY2(std::abs(changed.center().y() - size / 2) <= std::max(1, size / 16),
                 "it is not in the middle");
    }
}

void TestTrayIconPainter::plateTellsTheState_data()
{
    sizeRows();
}

void TestTrayIconPainter::plateTellsTheState()
{
    QFETCH(int, size);
    const TrayIconPainter painter(TraySkin::Colour, QGuiApplication::font());
    const double inside = (size == 22 ? 1.5 : size == 24 ? 2.5 : 0.5) / size;
    const auto plate = [&](const TrayFace &face) { return at(painter.image(face, size), 0.5, inside); };
    QCOMPARE(plate(idle), QColor(u"#66727f"_s));
    QCOMPARE(plate(offline), QColor(u"#66727f"_s));
    QCOMPARE(plate(running(3, 9)), QColor(u"#1d6fb8"_s));
    QCOMPARE(plate(attention), QColor(u"#c2410c"_s));
    for (const TrayFace &face : {idle, offline, running(3, 9), attention})
        QVERIFY(at(painter.image(face, size), 0, 0).alpha() < 16);
}

void TestTrayIconPainter::markIsCutOut_data()
{
    skinAndSizeRows();
}

void TestTrayIconPainter::markIsCutOut()
{
    QFETCH(TraySkin, skin);
    QFETCH(int, size);
    const QImage image = TrayIconPainter(skin, QGuiApplication::font()).image(attention, size);
    const QColor mark = at(image, 0.5, 0.4);
    if (skin == TraySkin::Colour)
        QCOMPARE(mark, QColor(Qt::white));
    else
        QCOMPARE(mark.alpha(), 0);
    QCOMPARE(at(image, 0.3, 0.4).alpha(), 255); // solid beside it
    QVERIFY(at(image, 0.3, 0.4) != mark);
    QVERIFY(opaque(image) > size * size / 3);
}

void TestTrayIconPainter::offlineIsOpenAtTwoCorners_data()
{
    skinAndSizeRows();
}

void TestTrayIconPainter::offlineIsOpenAtTwoCorners()
{
    QFETCH(TraySkin, skin);
    QFETCH(int, size);
    const QImage image = TrayIconPainter(skin, QGuiApplication::font()).image(offline, size);
    const auto isLine = [&](double x, double y) { return lineShare(skin, at(image, x, y)) > 0.7; };
    const auto isOpen = [&](double x, double y) { return lineShare(skin, at(image, x, y)) < 0.3; };
    const double edge = framePlace(skin, size);
    QVERIFY(isLine(0.5, 0.5)); // the stroke
    QVERIFY(isLine(0.45, edge));
    QVERIFY(isLine(edge, 0.45));
    QVERIFY(isLine(1 - edge, 0.55));
    QVERIFY(isLine(0.55, 1 - edge));
    const double open = edge + 0.74 * (1 - 2 * edge); // between frame and stroke
    QVERIFY(isOpen(open, edge));
    QVERIFY(isOpen(1 - open, 1 - edge));
}

void TestTrayIconPainter::linesHaveOneColour_data()
{
    QTest::addColumn<TraySkin>("skin");
    QTest::addColumn<QColor>("ink");
    QTest::newRow("light lines") << TraySkin::ForDarkPanels << QColor(u"#fcfcfc"_s);
    QTest::newRow("dark lines") << TraySkin::ForLightPanels << QColor(u"#3b4045"_s);
}

void TestTrayIconPainter::linesHaveOneColour()
{
    QFETCH(TraySkin, skin);
    QFETCH(QColor, ink);
    const TrayIconPainter painter(skin, QGuiApplication::font());
    for (const TrayFace &face : {idle, running(12, 7), attention, offline}) {
        const QImage image = painter.image(face, 64);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                const QColor seen = image.pixelColor(x, y);
                QVERIFY(seen.alpha() < 255 || seen == ink);
            }
        }
    }
}

QTEST_MAIN(TestTrayIconPainter)
#include "tst_trayiconpainter.moc"
