// SPDX-License-Identifier: GPL-3.0-or-later
// Several pictures in one, for users who want that.
#include "demoscene.h"
#include "minigrid.h"
#include "scenery.h"

#include <QImage>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using demo::MiniGrid;

class TestDemoGrid : public QObject
{
    Q_OBJECT

    static QStringList images(const DemoScene &scene, const QString &session, const QJsonObject &request)
    {
        const auto socket = scene.generate(session, request);
        return socket->closes() ? wordsOf(socket->messages()).filter(u"image"_s) : QStringList();
    }

    static QJsonObject wish(const DemoScene &scene, const QString &session, const QJsonObject &settings)
    {
        return scene.post("ChangeUserSettings", {{"settings"_L1, settings}}, session).json();
    }

private Q_SLOTS:
    void sizes_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<int>("count");
        QTest::addColumn<QSize>("size");
        QTest::newRow("two") << QSize(64, 64) << 2 << QSize(128, 64);
        QTest::newRow("three") << QSize(64, 32) << 3 << QSize(128, 64);
        QTest::newRow("five") << QSize(64, 64) << 5 << QSize(192, 128);
        QTest::newRow("large ones are reduced") << QSize(1024, 512) << 4 << QSize(512, 256);
    }

    void sizes()
    {
        QFETCH(QSize, picture);
        QFETCH(int, count);
        QFETCH(QSize, size);
        const MiniGrid grid{.picture = picture};
        QCOMPARE(grid.size(count), size);
        std::vector<demo::Mood> moods;
        for (int seed = 0; seed < count; ++seed)
            moods.push_back(demo::Mood::of(u"a lake"_s, seed));
        QCOMPARE(QImage::fromData(grid.draw(moods)).size(), size);
    }

    void emptyPlacesAreBlack()
    {
        const demo::Mood mood = demo::Mood::of(u"a sunny lake"_s, 1);
        const QImage drawn = QImage::fromData(MiniGrid{.picture = {32, 32}}.draw({mood, mood, mood}));
        QCOMPARE(drawn.pixelColor(48, 48), QColor(Qt::black));
        QVERIFY(drawn.pixelColor(16, 4) != QColor(Qt::black));
        QCOMPARE(drawn.copy(0, 0, 32, 32), drawn.copy(32, 0, 32, 32));
    }

    void itFollowsWhereAUserWantsIt()
    {
        const DemoScene scene;
        const QString session = scene.newSession();
        const QJsonObject request = DemoScene::request(u"a lake"_s, 3);
        const QStringList plain{u"image 0"_s, u"image 1"_s, u"image 2"_s};
        QCOMPARE(images(scene, session, request), plain);
        QCOMPARE(wish(scene, session, {{"maximagesinminigrid"_L1, 4}}), (QJsonObject{{"success"_L1, true}}));
        QCOMPARE(images(scene, session, request), plain + QStringList{u"image -1"_s});
        QCOMPARE(images(scene, session, DemoScene::request(u"a lake"_s, 1)), QStringList{u"image 0"_s});
        QCOMPARE(images(scene, session, DemoScene::request(u"a lake"_s, 5)).filter(u"-1"_s), QStringList());
        wish(scene, session, {{"maximagesinminigrid"_L1, 1}});
        QCOMPARE(images(scene, session, request), plain);
    }

    void itIsAPictureLikeTheOthers()
    {
        const DemoScene scene({.stepTime = std::chrono::milliseconds(1), .miniGrid = 4});
        const QString session = scene.newSession();
        const auto socket = scene.generate(session, DemoScene::request(u"a lake"_s, 2));
        QVERIFY(socket->closes());
        const QList<QJsonObject> messages = socket->messages();
        const auto grid = std::ranges::find_if(
            messages, [](const QJsonObject &message) { return message["batch_index"_L1] == "-1"_L1; });
        QVERIFY(grid != messages.end());
        QCOMPARE(wordOf(*std::prev(grid)), u"keep"_s);
        QCOMPARE(wordOf(*std::next(grid)), u"discard"_s);
        const QByteArray path = '/' + (*grid)["image"_L1].toString().toUtf8().toPercentEncoding("/");
        QCOMPARE(QImage::fromData(scene.get(path).body).size(), QSize(128, 64));
        const QJsonObject metadata
            = QJsonDocument::fromJson((*grid)["metadata"_L1].toString().toUtf8()).object();
        QVERIFY(
            metadata["sui_extra_data"_L1]["generation_time"_L1].toString().contains("seconds per image"_L1));
        QVERIFY(!metadata["sui_image_params"_L1].toObject().contains("negativeprompt"_L1));
    }

    void itIsAnAddressInItselfToo()
    {
        const DemoScene scene({.stepTime = std::chrono::milliseconds(1), .miniGrid = 2});
        QJsonObject request = DemoScene::request(u"a lake"_s, 2);
        request["donotsave"_L1] = true;
        const QJsonArray all
            = scene.post("GenerateText2Image", request, scene.newSession()).json()["images"_L1].toArray();
        QCOMPARE(all.size(), 3);
        QVERIFY(all[2].toString().startsWith("data:image/png;base64,"_L1));
    }

    void settingsAreNeeded()
    {
        const DemoScene scene;
        const QString session = scene.newSession();
        QVERIFY(scene.post("ChangeUserSettings", {}, session).json().contains("error"_L1));
        QVERIFY(wish(scene, session, {{"other"_L1, true}})["success"_L1].toBool());
    }
};

QTEST_GUILESS_MAIN(TestDemoGrid)
#include "tst_demogrid.moc"
