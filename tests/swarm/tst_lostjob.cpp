// SPDX-License-Identifier: GPL-3.0-or-later
#include "lostjob.h"

#include "scriptedserver.h"

#include <QNetworkAccessManager>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Say;
using Kind = Error::Kind;

namespace
{

/// A job of two images, seeds 7 and 8, whose line is lost.
struct Loss {
    void begin(const QString &serverId = u"g"_s, std::optional<qint64> seed = 7)
    {
        const LostJob::Case whole{.session = {.id = u"s1"_s, .serverId = serverId},
                                  .request
                                  = {.prompt = u"a fox"_s, .model = u"stub"_s, .images = 2, .seed = seed},
                                  .sent = QDateTime::currentDateTime()};
        lost = std::make_unique<LostJob>(client, whole, LostJob::Limits{.pause = 20ms, .silence = 300ms});
        QObject::connect(lost.get(), &LostJob::working, lost.get(), [this] { ++timesWorking; });
        QObject::connect(
            lost.get(), &LostJob::over, lost.get(),
            [this](const QList<JobImage> &images, bool restarted, const std::optional<Error> &why) {
                ++ends;
                for (const JobImage &image : images)
                    found << image.index;
                isRestarted = restarted;
                problem = why;
            });
    }
    [[nodiscard]] bool isOver() const
    {
        return QTest::qWaitFor([this] { return ends > 0; }) && ends == 1;
    }

    ScriptedServer server;
    QNetworkAccessManager network;
    SwarmClient client{network, {.url = server.url()}};
    std::unique_ptr<LostJob> lost;
    int timesWorking = 0;
    int ends = 0;
    QList<int> found;
    bool isRestarted = false;
    std::optional<Error> problem;
};

} // namespace

class TestLostJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsFollowedWhileTheServerWorks()
    {
        Loss loss;
        loss.server.counts[0] = 2;
        loss.server.on("ListImages", {listing({"7", "8"})});
        loss.begin();
        QTRY_VERIFY(loss.timesWorking >= 2);
        QCOMPARE(loss.server.count("ListImages"), 0);
        loss.server.counts[0] = 0;
        QVERIFY(loss.isOver());
        QCOMPARE(loss.found, (QList{0, 1}));
        QVERIFY(!loss.isRestarted && !loss.problem);
        QCOMPARE(loss.server.count("ListImages"), 1);
    }

    void whatTheServerStillWritesIsFoundTheSecondTime()
    {
        Loss loss;
        loss.server.on("ListImages", {listing({"7"})});
        loss.server.on("ListImages", {listing({"7", "8"})});
        loss.begin();
        QVERIFY(loss.isOver());
        QCOMPARE(loss.found, (QList{0, 1}));
    }

    void whatWasFoundOnceIsKept()
    {
        Loss loss;
        loss.server.on("ListImages", {listing({"8"})});
        loss.server.on("ListImages", {reply("{'error':'No.'}")});
        loss.begin();
        QVERIFY(loss.isOver());
        QCOMPARE(loss.found, QList{1});
        QVERIFY(!loss.problem);
    }

    void howOftenItLooks_data()
    {
        QTest::addColumn<QString>("serverId"); // of the session; the server says "g"
        QTest::addColumn<qint64>("seed");
        QTest::addColumn<int>("searches");
        QTest::newRow("one is missing: once more, no oftener") << u"g"_s << qint64(7) << 2;
        QTest::newRow("the server was started anew: nothing will come") << u"f"_s << qint64(7) << 1;
        QTest::newRow("a seed that the server drew: cannot be found") << u"g"_s << qint64(-1) << 0;
    }
    void howOftenItLooks()
    {
        QFETCH(QString, serverId);
        QFETCH(qint64, seed);
        Loss loss;
        loss.server.on("ListImages", {listing({"8"})});
        loss.begin(serverId, seed);
        QVERIFY(loss.isOver());
        QTEST(loss.server.count("ListImages"), "searches");
        QCOMPARE(loss.isRestarted, serverId == "f"_L1);
        QCOMPARE(loss.found, seed < 0 ? QList<int>{} : QList{1});
    }

    void aServerThatDoesNotLetAskIsSearched()
    {
        Loss loss;
        loss.server.on("GetCurrentStatus",
                       {reply("{'error_id':'bad_permissions','error':'You lack permission'}", 401)});
        loss.server.on("ListImages", {listing({"7", "8"})});
        loss.begin();
        QVERIFY(loss.isOver());
        QCOMPARE(loss.found.size(), 2);
    }

    void aServerThatStaysAwayIsGivenUp()
    {
        Loss loss;
        loss.server.leave();
        loss.begin();
        QVERIFY(loss.isOver());
        QVERIFY(loss.problem);
        QCOMPARE(loss.problem->kind, Kind::Unreachable);
        QVERIFY(loss.found.isEmpty());
    }

    void aServerThatDoesNotLetLookSaysWhy()
    {
        Loss loss;
        loss.server.on("ListImages", {reply("{'error':'No.'}")});
        loss.begin();
        QVERIFY(loss.isOver());
        QVERIFY(loss.problem);
        QCOMPARE(loss.server.count("ListImages"), 1);
    }
};

QTEST_GUILESS_MAIN(TestLostJob)
#include "tst_lostjob.moc"
