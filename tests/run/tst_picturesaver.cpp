// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturesaver.h"

#include "samplepng.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

QByteArray chunk(const QByteArray &kind, const QByteArray &content)
{
    QByteArray size(4, 0);
    qToLittleEndian(quint32(content.size()), size.data());
    return kind + size + content;
}

/// A picture with a prompt in it, as the server hands it over inside of its answer.
QString webp(qsizetype size)
{
    const QByteArray chunks = chunk("VP8L", QByteArray(size, 'x')) + chunk("EXIF", "a secret prompt!");
    return u"data:image/webp;base64,"_s + QString::fromLatin1(chunk("RIFF", "WEBP" + chunks).toBase64());
}

} // namespace

/// With pictures that need no server.
class TestPictureSaver : public QObject
{
    Q_OBJECT
    QNetworkAccessManager m_network;
    SwarmClient m_client{m_network, {.url = QUrl(u"http://127.0.0.1:9"_s)}};
    std::unique_ptr<QTemporaryDir> m_dir;

    std::unique_ptr<PictureSaver> saver(const QString &picture)
    {
        return std::make_unique<PictureSaver>(
            m_client, SavingPlan{.folder = m_dir->path(), .nameTemplate = u"fox"_s},
            PictureFacts{.savedAt = QDateTime::currentDateTime(), .serverPath = picture});
    }
    [[nodiscard]] QFileInfoList parts() const
    {
        return QDir(m_dir->path()).entryInfoList({u".*.part"_s}, QDir::Files | QDir::Hidden);
    }
    [[nodiscard]] bool isBegun() const
    {
        const QFileInfoList files = parts();
        return !files.isEmpty() && files.first().size() > 0;
    }
    [[nodiscard]] QStringList pictures() const { return QDir(m_dir->path()).entryList(QDir::Files); }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void aPictureIsSavedWithoutItsMetadata()
    {
        const auto saving = saver(webp(100));
        QSignalSpy finished(saving.get(), &PictureSaver::finished);
        saving->start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(pictures(), QStringList(u"fox.webp"_s));
        QVERIFY(parts().isEmpty());
        QFile file(m_dir->filePath(u"fox.webp"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(!file.readAll().contains("secret"));
    }

    void aPictureThatIsHereIsNotFetched()
    {
        const auto saving = saver(u"data:"_s);
        QSignalSpy finished(saving.get(), &PictureSaver::finished);
        saving->start(samplePng(1000));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(pictures(), QStringList(u"fox.png"_s));
        QFile file(m_dir->filePath(u"fox.png"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("\x89PNG") && bytes.contains("xxx") && !bytes.contains("secret"));
    }

    void metadataStaysWhereItIsWanted()
    {
        PictureSaver saving(m_client,
                            {.folder = m_dir->path(), .nameTemplate = u"fox"_s, .keepMetadata = true},
                            {.savedAt = QDateTime::currentDateTime(), .serverPath = u"data:"_s});
        QSignalSpy finished(&saving, &PictureSaver::finished);
        saving.start(samplePng(1000));
        QTRY_COMPARE(finished.size(), 1);
        QFile file(m_dir->filePath(u"fox.png"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), samplePng(1000));
    }

    void whatIsHereAndNoPictureIsAnError_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a page") << QByteArray("<html><body>hello, I am a page</body></html>");
        QTest::newRow("damaged") << samplePng(1000).chopped(20);
    }
    void whatIsHereAndNoPictureIsAnError()
    {
        QFETCH(QByteArray, content);
        const auto saving = saver(u"data:"_s);
        std::optional<Result<QString>> path;
        connect(saving.get(), &PictureSaver::finished, this, [&](const Result<QString> &p) { path = p; });
        saving->start(content);
        QTRY_VERIFY(path);
        QVERIFY(!*path);
        QCOMPARE(path->error().kind, Error::Kind::BadReply);
        QVERIFY(pictures().isEmpty());
    }

    void noServersNameLeadsOutOfTheFolder_data()
    {
        QTest::addColumn<QString>("serverPath");
        QTest::newRow("up") << u"View/../../../x.png"_s;
        QTest::newRow("nothing but up") << u"View/.."_s;
        QTest::newRow("absolute") << u"/tmp/x.png"_s;
        QTest::newRow("backslashes") << u"..\\..\\x.png"_s;
        QTest::newRow("zero") << u"View/x.png"_s + QChar(u'\0') + u"/../../y.png"_s;
        QTest::newRow("4 KB") << u"View/"_s + QString(4096, u'x') + u".png"_s;
        QTest::newRow("4 KB of folders") << u"x/"_s.repeated(2048);
        QTest::newRow("a device elsewhere") << u"View/NUL"_s;
        QTest::newRow("no name") << QString();
    }
    void noServersNameLeadsOutOfTheFolder()
    {
        QFETCH(QString, serverPath);
        const QString folder = m_dir->filePath(u"a/b"_s);
        PictureSaver saving(m_client, {.folder = folder},
                            {.savedAt = QDateTime::currentDateTime(), .serverPath = serverPath});
        QSignalSpy finished(&saving, &PictureSaver::finished);
        saving.start(samplePng(100));
        QTRY_COMPARE(finished.size(), 1);
        const QStringList saved = QDir(folder).entryList(QDir::Files);
        QCOMPARE(saved.size(), 1);
        QVERIFY(saved.first().endsWith(".png"_L1));
        QCOMPARE(QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::NoDotAndDotDot | QDir::AllEntries), QStringList(u"a"_s));
    }

    void nothingIsWrittenOver()
    {
        for (int i = 0; i < 3; ++i) {
            const auto saving = saver(webp(100));
            QSignalSpy finished(saving.get(), &PictureSaver::finished);
            saving->start();
            QTRY_COMPARE(finished.size(), 1);
        }
        QCOMPARE(pictures(), (QStringList{u"fox-2.webp"_s, u"fox-3.webp"_s, u"fox.webp"_s}));
    }

    void theEventLoopGoesOnMeanwhile()
    {
        constexpr qsizetype large = 24 * 1024 * 1024;
        const auto saving = saver(webp(large));
        QSignalSpy finished(saving.get(), &PictureSaver::finished);
        saving->start();
        int turns = 0;
        for (const QDeadlineTimer limit(30s); finished.isEmpty() && !limit.hasExpired();) {
            QCoreApplication::processEvents();
            turns += isBegun() && finished.isEmpty() ? 1 : 0;
        }
        QCOMPARE(finished.size(), 1);
        QVERIFY2(turns > 5, qPrintable(QString::number(turns)));
    }

    void oneThatIsDroppedLeavesNothingBehind()
    {
        auto saving = saver(webp(24 * 1024 * 1024));
        saving->start();
        for (const QDeadlineTimer limit(30s); !isBegun() && !limit.hasExpired();)
            QCoreApplication::processEvents();
        QVERIFY2(isBegun(), "it was finished before it could be dropped");
        saving.reset();
        QVERIFY(parts().isEmpty());
        QVERIFY(pictures().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPictureSaver)
#include "tst_picturesaver.moc"
