// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturefeed.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestPictureFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsInOrder();
    void largeOnesAreScaledDown();
    void whatIsNoPictureIsNull();
    void onlyTheNewestWishIsAnswered();
    void allButTheLastAreTiles();
    void aNewPictureIsReadAlone();
    void anotherSessionsFilesAreReadAnew();
    void outdatedWishesAreLeft_data();
    void outdatedWishesAreLeft();

private:
    [[nodiscard]] QString saved(const QString &name, QSize size, const QColor &colour = Qt::red) const
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(colour);
        const QString path = m_dir.filePath(name);
        image.save(path);
        return path;
    }
    [[nodiscard]] QStringList copies(int count, QSize size) const
    {
        const QString original = saved(u"original.png"_s, size);
        QStringList files;
        for (int i = 0; i < count; ++i) {
            files << m_dir.filePath(u"%1.png"_s.arg(i));
            QFile::remove(files.last());
            QFile::copy(original, files.last());
        }
        return files;
    }
    [[nodiscard]] static QList<Picture> pictures(const QSignalSpy &spy)
    {
        return spy.last().at(1).value<QList<Picture>>();
    }

    QTemporaryDir m_dir;
};

void TestPictureFeed::readsInOrder()
{
    PictureFeed feed;
    QSignalSpy spy(&feed, &PictureFeed::read);
    const QStringList files{saved(u"a.png"_s, {40, 30}, Qt::red), saved(u"b.jpg"_s, {20, 10}, Qt::blue)};
    feed.wish(u"one"_s, files);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().toString(), u"one"_s);
    const QList<Picture> read = pictures(spy);
    QCOMPARE(read.size(), 2);
    QCOMPARE(read[0].file, files[0]);
    QCOMPARE(read[0].image.size(), QSize(40, 30));
    QCOMPARE(read[1].image.size(), QSize(20, 10));
}

void TestPictureFeed::largeOnesAreScaledDown()
{
    PictureFeed feed;
    QSignalSpy spy(&feed, &PictureFeed::read);
    feed.wish(u"one"_s, {saved(u"large.png"_s, {2048, 1024})});
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(pictures(spy).first().image.size(), QSize(1024, 512));
}

void TestPictureFeed::whatIsNoPictureIsNull()
{
    QFile text(m_dir.filePath(u"text.png"_s));
    QVERIFY(text.open(QFile::WriteOnly));
    text.write("not a picture");
    text.close();
    PictureFeed feed;
    QSignalSpy spy(&feed, &PictureFeed::read);
    feed.wish(u"one"_s, {text.fileName(), m_dir.filePath(u"gone.png"_s)});
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(pictures(spy).size(), 2);
    QVERIFY(pictures(spy)[0].image.isNull());
    QVERIFY(pictures(spy)[1].image.isNull());
}

void TestPictureFeed::onlyTheNewestWishIsAnswered()
{
    PictureFeed feed;
    QSignalSpy spy(&feed, &PictureFeed::read);
    const QString first = saved(u"a.png"_s, {40, 30});
    const QString second = saved(u"b.png"_s, {20, 10});
    feed.wish(u"one"_s, {first});
    feed.wish(u"one"_s, {first, second});
    QTRY_COMPARE(spy.size(), 1);
    QTest::qWait(50);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(pictures(spy).size(), 2);
}

void TestPictureFeed::allButTheLastAreTiles()
{
    PictureFeed feed;
    QSignalSpy spy(&feed, &PictureFeed::read);
    feed.wish(u"one"_s, copies(12, {600, 300}));
    QTRY_VERIFY(!spy.isEmpty() && pictures(spy).size() == 12);
    for (const Picture &picture : pictures(spy).first(11))
        QCOMPARE(picture.image.size(), QSize(192, 96));
    QCOMPARE(pictures(spy).last().image.size(), QSize(600, 300));
}

void TestPictureFeed::aNewPictureIsReadAlone()
{
    PictureFeed feed;
    QSignalSpy spy(&feed, &PictureFeed::read);
    QStringList files = copies(12, {600, 300});
    feed.wish(u"one"_s, files);
    QTRY_VERIFY(!spy.isEmpty() && pictures(spy).size() == 12);
    for (const QString &file : files)
        QVERIFY(QFile::remove(file));
    files << saved(u"new.png"_s, {600, 300});
    spy.clear();
    feed.wish(u"one"_s, files);
    QTRY_VERIFY(!spy.isEmpty() && pictures(spy).size() == 13);
    for (const Picture &picture : pictures(spy).first(12))
        QCOMPARE(picture.image.size(), QSize(192, 96));
    QCOMPARE(pictures(spy).last().image.size(), QSize(600, 300));
}

void TestPictureFeed::anotherSessionsFilesAreReadAnew()
{
    PictureFeed feed;
    QSignalSpy spy(&feed, &PictureFeed::read);
    const QString file = saved(u"a.png"_s, {40, 30});
    feed.wish(u"one"_s, {file});
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(saved(u"a.png"_s, {20, 10}), file);
    feed.wish(u"other"_s, {file});
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(pictures(spy).first().image.size(), QSize(20, 10));
}

void TestPictureFeed::outdatedWishesAreLeft_data()
{
    QTest::addColumn<bool>("ends");
    QTest::newRow("for another session") << false;
    QTest::newRow("for the end") << true;
}

void TestPictureFeed::outdatedWishesAreLeft()
{
    QFETCH(bool, ends);
    const QStringList many = copies(80, {1500, 1500});
    auto feed = std::make_unique<PictureFeed>();
    QSignalSpy spy(feed.get(), &PictureFeed::read);
    QElapsedTimer since;
    since.start();
    feed->wish(u"one"_s, many.first(1));
    QTRY_COMPARE(spy.size(), 1);
    const qint64 forOne = since.elapsed();
    feed->wish(u"many"_s, many);
    QTRY_COMPARE(spy.last().first().toString(), u"many"_s); // it is in the midst of them
    since.start();
    if (ends) {
        feed.reset();
    } else {
        feed->wish(u"one"_s, many.first(1));
        QTRY_COMPARE(spy.last().first().toString(), u"one"_s);
    }
    QVERIFY2(since.elapsed() < 15 * forOne, "it waited for pictures that nobody wants any more");
}

QTEST_MAIN(TestPictureFeed)
#include "tst_picturefeed.moc"
