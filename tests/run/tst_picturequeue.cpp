// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturequeue.h"

#include "samplepng.h"
#include "scriptedserver.h"

#include <QDir>
#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;

class TestPictureQueue : public QObject
{
    Q_OBJECT
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QTemporaryDir> m_dir;
    QNetworkAccessManager m_network;
    std::unique_ptr<SwarmClient> m_client;
    std::unique_ptr<PictureQueue> m_queue;
    QStringList m_told; ///< in order: "saved 0", "failed 1", "described 0", "drained"

    [[nodiscard]] QStringList files() const
    {
        return QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }
    static JobImage here(int index) // its content came in a message
    {
        return {.index = index, .path = u"data:"_s, .metadata = u"{}"_s, .content = samplePng(1000)};
    }
    static JobImage there(int index, const QString &path) { return {.index = index, .path = path}; }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_dir = std::make_unique<QTemporaryDir>();
        m_client = std::make_unique<SwarmClient>(m_network, ServerAddress{.url = m_server->url()});
        m_queue = std::make_unique<PictureQueue>(
            *m_client, SavingPlan{.save = true, .folder = m_dir->path(), .nameTemplate = u"{seed}{ext}"_s},
            GenerationRequest{.prompt = u"a fox"_s, .images = 3, .seed = 7}, systemWallClock());
        m_told.clear();
        connect(m_queue.get(), &PictureQueue::saved, this, [this](int index, const Result<QString> &path) {
            m_told << (path ? u"saved %1"_s : u"failed %1"_s).arg(index);
        });
        connect(m_queue.get(), &PictureQueue::described, this,
                [this](int index) { m_told << u"described %1"_s.arg(index); });
        connect(m_queue.get(), &PictureQueue::drained, this, [this] { m_told << u"drained"_s; });
    }
    void cleanup() { m_queue.reset(); }

    void picturesAreSavedInTheOrderInWhichTheyCame()
    {
        for (const int index : {2, 0, 1})
            m_queue->add(here(index));
        QVERIFY(!m_queue->isIdle());
        QTRY_COMPARE(m_told, (QStringList{u"saved 2"_s, u"saved 0"_s, u"saved 1"_s, u"drained"_s}));
        QVERIFY(m_queue->isIdle());
        QCOMPARE(files(), (QStringList{u"7.png"_s, u"8.png"_s, u"9.png"_s})); // each with its own seed
    }

    void thoseOfOneRunDoNotReplaceEachOther()
    {
        const auto put = [this](const QString &name) {
            QFile file(m_dir->filePath(name));
            QVERIFY(file.open(QFile::WriteOnly));
            file.write("older");
        };
        put(u"same.png"_s);
        PictureQueue queue(
            *m_client,
            SavingPlan{.save = true, .folder = m_dir->path(), .nameTemplate = u"same"_s, .overwrite = true},
            GenerationRequest{.images = 2, .seed = 7}, systemWallClock());
        queue.add(here(0));
        queue.add(here(1));
        QTRY_VERIFY(queue.isIdle());
        QCOMPARE(files(), (QStringList{u"same-2.png"_s, u"same.png"_s}));
        QVERIFY(QFileInfo(m_dir->filePath(u"same.png"_s)).size() > 5); // the older one was to be replaced
    }

    void oneThatFailsDoesNotKeepTheOthers()
    {
        m_server->on("/View/a.png", {reply("<html></html>", 200)});
        m_queue->add(there(0, u"View/a.png"_s));
        m_queue->add(here(1));
        QTRY_COMPARE(m_told, (QStringList{u"failed 0"_s, u"saved 1"_s, u"drained"_s}));
        QCOMPARE(files(), QStringList{u"8.png"_s});
    }

    void aListenerMayAddTheNextOne()
    {
        bool isAdded = false;
        connect(m_queue.get(), &PictureQueue::saved, this, [&] {
            if (!std::exchange(isAdded, true))
                m_queue->add(here(1));
        });
        m_queue->add(here(0));
        QTRY_COMPARE(m_told, (QStringList{u"saved 0"_s, u"saved 1"_s, u"drained"_s}));
        QCOMPARE(files(), (QStringList{u"7.png"_s, u"8.png"_s}));
    }

    void droppedPicturesLeaveNothingBehind()
    {
        m_server->on("/View/slow.png",
                     {raw("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + samplePng(100)), wait(1min)});
        m_queue->add(there(0, u"View/slow.png"_s));
        m_queue->add(here(1));
        QTRY_COMPARE(m_server->count("/View/slow.png"), 1);
        m_queue->drop();
        QVERIFY(m_queue->isIdle());
        QCOMPARE(files(), QStringList());
        m_queue->add(here(2)); // and it goes on with what comes after that
        QTRY_COMPARE(m_told, (QStringList{u"saved 2"_s, u"drained"_s}));
        QCOMPARE(files(), QStringList{u"9.png"_s});
    }
};

QTEST_GUILESS_MAIN(TestPictureQueue)
#include "tst_picturequeue.moc"
