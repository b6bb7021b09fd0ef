// SPDX-License-Identifier: GPL-3.0-or-later
#include "previewfeed.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

QByteArray picture(const QColor &colour, QSize size = {8, 8})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

const auto one = u"11111111-0000-4000-8000-000000000000"_s;
const auto other = u"22222222-0000-4000-8000-000000000000"_s;

} // namespace

class TestPreviewFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsWhatIsThereAlready();
    void showsWhatComes();
    void isDecodedElsewhere();
    void largeOnesAreScaledDown();
    void onlyOfTheSessionThatIsLookedAt();
    void nothingIsReadUnlessLookedAt();
    void aPreviewThatGoesIsTakenBack();
    void withoutAFolderThereIsNone();

private:
    void put(const QString &id, const QColor &colour) { m_box->write(id, picture(colour)); }
    [[nodiscard]] static QColor newest(const QSignalSpy &spy)
    {
        return spy.isEmpty() ? QColor() : spy.last().at(1).value<QImage>().pixelColor(4, 4);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::chrono::milliseconds m_time{0};
    std::unique_ptr<PreviewBox> m_box;
    PathEvents m_events;
};

void TestPreviewFeed::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_box = std::make_unique<PreviewBox>(m_dir->filePath(u"asset-generator"_s),
                                         [this] { return m_time += std::chrono::seconds(1); });
}

void TestPreviewFeed::showsWhatIsThereAlready()
{
    put(one, Qt::red);
    PreviewFeed feed(*m_box, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    feed.lookAt(one);
    QTRY_COMPARE(newest(spy), QColor(Qt::red));
    QCOMPARE(spy.last().first().toString(), one);
}

void TestPreviewFeed::showsWhatComes()
{
    PreviewFeed feed(*m_box, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    feed.lookAt(one);
    put(one, Qt::red);
    QTRY_COMPARE(newest(spy), QColor(Qt::red));
    put(one, Qt::blue);
    QTRY_COMPARE(newest(spy), QColor(Qt::blue));
}

void TestPreviewFeed::isDecodedElsewhere()
{
    put(one, Qt::red);
    PreviewFeed feed(*m_box, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    feed.lookAt(one);
    QVERIFY2(spy.isEmpty(), "the window waited for the picture");
    feed.lookAt({});
    QTest::qWait(50);
    QVERIFY2(spy.isEmpty(), "nobody looks any more");
}

void TestPreviewFeed::largeOnesAreScaledDown()
{
    m_box->write(one, picture(Qt::red, {4096, 1024}));
    PreviewFeed feed(*m_box, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    feed.lookAt(one);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.first().at(1).value<QImage>().size(), QSize(1024, 256));
}

void TestPreviewFeed::onlyOfTheSessionThatIsLookedAt()
{
    PreviewFeed feed(*m_box, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    put(one, Qt::red);
    feed.lookAt(one);
    put(other, Qt::blue);
    QTest::qWait(150);
    QCOMPARE(newest(spy), QColor(Qt::red));
    feed.lookAt(other);
    QTRY_COMPARE(newest(spy), QColor(Qt::blue));
    QCOMPARE(spy.last().first().toString(), other);
}

void TestPreviewFeed::nothingIsReadUnlessLookedAt()
{
    PreviewFeed feed(*m_box, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    feed.lookAt(one);
    feed.lookAt({});
    spy.clear();
    put(one, Qt::red);
    QTest::qWait(150);
    QVERIFY(spy.isEmpty());
}

void TestPreviewFeed::aPreviewThatGoesIsTakenBack()
{
    PreviewFeed feed(*m_box, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    put(one, Qt::red);
    feed.lookAt(one);
    QTRY_COMPARE(newest(spy), QColor(Qt::red));
    m_box->remove(one);
    QTRY_VERIFY(spy.last().at(1).value<QImage>().isNull());
}

void TestPreviewFeed::withoutAFolderThereIsNone()
{
    const PreviewBox none((QString()));
    PreviewFeed feed(none, m_events);
    QSignalSpy spy(&feed, &PreviewFeed::previewed);
    feed.lookAt(one);
    QTest::qWait(50);
    QVERIFY(spy.isEmpty());
}

QTEST_MAIN(TestPreviewFeed)
#include "tst_previewfeed.moc"
