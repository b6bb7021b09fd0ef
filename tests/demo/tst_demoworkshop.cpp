// SPDX-License-Identifier: GPL-3.0-or-later
#include "workshop.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace demo;

namespace
{

/// A task that writes down what it is told.
class NotingTask final : public ImageTask
{
public:
    explicit NotingTask(const QString &model, const QString &session = u"s"_s, int steps = 1)
        : m_session(session)
    {
        m_order.model = model;
        m_order.knownArchitecture = true;
        m_order.size = {64, 64};
        m_order.steps = steps;
    }

    PictureOrder m_order;
    QStringList told;

    const PictureOrder &order() const override { return m_order; }
    qint64 seed() const override { return 1; }
    const QString &sessionId() const override { return m_session; }
    void loading() override { told << u"loading"_s; }
    void live() override { told << u"live"_s; }
    void progressed(int, double, double, const QByteArray &) override
    {
        if (!told.contains("drawing"_L1))
            told << u"drawing"_s;
    }
    void backendSaid(const QByteArray &) override { }
    QByteArray metadata(Picture, int) override { return {}; }
    void drawn(Picture, int, const QByteArray &file, const QByteArray &) override
    {
        told << (file.startsWith("\x89PNG") ? u"drawn"_s : u"no picture"_s);
    }
    void ended(const QString &error) override { told << (error.isEmpty() ? u"ended"_s : error); }

    bool isOver() const
    {
        return !told.isEmpty() && told.last() != "drawn"_L1 && told.last() != "live"_L1
            && told.last() != "loading"_L1 && told.last() != "drawing"_L1;
    }

private:
    QString m_session;
};

const QString landscapes = u"demo.safetensors"_s;
const QString others = u"folder one/demo-xl.safetensors"_s;
const QStringList wholeStory{u"live"_s, u"drawing"_s, u"drawn"_s, u"ended"_s};

} // namespace

class TestDemoWorkshop : public QObject
{
    Q_OBJECT
    const Tempo m_tempo{.step = 2ms, .node = 0ms, .load = 5ms, .noBackend = 10ms};

    static void loadFirst(Workshop &workshop, const QString &model, std::optional<int> backend = {})
    {
        bool done = false;
        workshop.load(model, backend, [&done](bool could) { done = could; });
        QTRY_VERIFY(done);
    }

private Q_SLOTS:
    void theModelIsLoadedTheFirstTime()
    {
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        NotingTask first(landscapes);
        workshop.queue(first);
        QCOMPARE(first.told, QStringList{u"loading"_s});
        QVERIFY(!workshop.backends().isLoaded(landscapes));
        QTRY_COMPARE(first.told, QStringList{u"loading"_s} + wholeStory);
        QVERIFY(workshop.backends().isLoaded(landscapes));
        NotingTask second(landscapes);
        workshop.queue(second);
        QTRY_COMPARE(second.told, wholeStory);
    }

    void twoHaveASlotAndOneIsDrawn()
    {
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        loadFirst(workshop, landscapes);
        NotingTask tasks[3]{NotingTask(landscapes), NotingTask(landscapes), NotingTask(landscapes)};
        for (NotingTask &task : tasks)
            workshop.queue(task);
        QCOMPARE(tasks[0].told, (QStringList{u"live"_s, u"drawing"_s}));
        QCOMPARE(tasks[1].told, QStringList{u"live"_s});
        QCOMPARE(tasks[2].told, QStringList{});
        QTRY_COMPARE(tasks[2].told, wholeStory);
    }

    void asManyAreDrawnAsThereAreBackends()
    {
        Workshop workshop(QList<DemoBackend>(2), m_tempo);
        loadFirst(workshop, landscapes, 0);
        loadFirst(workshop, landscapes, 1);
        NotingTask one(landscapes, u"a"_s, 100);
        NotingTask other(landscapes, u"b"_s, 100);
        workshop.queue(one);
        workshop.queue(other);
        QVERIFY(one.told.contains("drawing"_L1) && other.told.contains("drawing"_L1));
        workshop.withdraw(one);
        workshop.withdraw(other);
    }

    void anIdleBackendIsWorthItsLoading()
    {
        Workshop workshop(QList<DemoBackend>(2), m_tempo);
        loadFirst(workshop, landscapes, 0);
        NotingTask busy(landscapes, u"a"_s, 300);
        NotingTask next(landscapes, u"b"_s);
        workshop.queue(busy);
        workshop.queue(next); // there is a slot behind the busy one, but it might last for ever
        QCOMPARE(next.told, QStringList{u"loading"_s});
        QTRY_COMPARE(next.told, QStringList{u"loading"_s} + wholeStory);
        QVERIFY(!busy.isOver());
        workshop.withdraw(busy);
    }

    void aSessionWaitsForALoadOnce()
    {
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        NotingTask one(landscapes, u"a"_s);
        NotingTask same(landscapes, u"a"_s);
        NotingTask other(landscapes, u"b"_s);
        for (NotingTask *task : {&one, &same, &other})
            workshop.queue(*task);
        QCOMPARE(one.told.count("loading"_L1) + same.told.count("loading"_L1), 1);
        QCOMPARE(other.told, QStringList{u"loading"_s});
        QTRY_VERIFY(one.isOver() && same.isOver() && other.isOver());
    }

    void anotherModelIsNotKeptWaitingForEver()
    {
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        loadFirst(workshop, landscapes);
        NotingTask running(landscapes);
        NotingTask different(others);
        NotingTask late(landscapes);
        workshop.queue(running);
        workshop.queue(different);
        workshop.queue(late); // there is a slot for it, but the other one was here before
        QCOMPARE(late.told, QStringList{});
        QTRY_VERIFY(different.isOver());
        QCOMPARE(different.told, QStringList{u"loading"_s} + wholeStory);
        QTRY_VERIFY(late.isOver());
    }

    void aWithdrawnTaskIsToldNothing_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("drawn") << 0;
        QTest::newRow("in a slot") << 1;
        QTest::newRow("in the line") << 2;
    }

    void aWithdrawnTaskIsToldNothing()
    {
        QFETCH(int, which);
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        loadFirst(workshop, landscapes);
        NotingTask tasks[3]{NotingTask(landscapes, u"s"_s, 5), NotingTask(landscapes),
                            NotingTask(landscapes)};
        for (NotingTask &task : tasks)
            workshop.queue(task);
        const QStringList before = tasks[which].told;
        workshop.withdraw(tasks[which]);
        for (int i = 0; i < 3; ++i) {
            if (i != which)
                QTRY_COMPARE(tasks[i].told, wholeStory);
        }
        QCOMPARE(tasks[which].told, before);
    }

    void aDeafBackendDrawsOnWithoutASlot()
    {
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        loadFirst(workshop, landscapes);
        NotingTask deaf(landscapes, u"s"_s, 40);
        deaf.m_order.failures = Failures::inPrompt(u"demo-deaf"_s, {});
        NotingTask next(landscapes);
        workshop.queue(deaf);
        workshop.withdraw(deaf);
        workshop.queue(next);
        QCOMPARE(next.told, QStringList{u"live"_s}); // a slot at once, but nothing is drawn of it yet
        QTRY_COMPARE(next.told, wholeStory);
        QCOMPARE(deaf.told, (QStringList{u"live"_s, u"drawing"_s}));
    }

    void whatNoBackendCanDoIsGivenUp_data()
    {
        QTest::addColumn<int>("backends");
        QTest::addColumn<QString>("feature");
        QTest::addColumn<QString>("error");
        QTest::newRow("no backends") << 0 << QString() << u"No backends available!"_s;
        QTest::newRow("unfit")
            << 2 << u"autowebui"_s
            << u"No backends match the settings of the request given! Backends refused for the "
               "following reason(s):\n- Request requires flag 'autowebui' which is not present on "
               "the backend"_s;
    }

    void whatNoBackendCanDoIsGivenUp()
    {
        QFETCH(int, backends);
        QFETCH(QString, feature);
        QFETCH(QString, error);
        Workshop workshop(QList<DemoBackend>(backends), m_tempo);
        NotingTask task(landscapes);
        task.m_order.features = feature.isEmpty() ? QStringList() : QStringList{feature};
        workshop.queue(task);
        QCOMPARE(task.told, QStringList{}); // not at once
        QTRY_COMPARE(task.told, QStringList{error});
    }

    void switchedOffMeansUnavailable()
    {
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        QCOMPARE(workshop.backends().status()["status"_L1].toString(), u"running"_s);
        workshop.backends().find(0)->health().setEnabled(false);
        QVERIFY(workshop.backends().find(1) == nullptr);
        QCOMPARE(workshop.backends().status()["status"_L1].toString(), u"all_disabled"_s);
        QVERIFY(workshop.backends().features().isEmpty());
        NotingTask task(landscapes);
        workshop.queue(task);
        QTRY_COMPARE(task.told, QStringList{u"No backends available!"_s});
        workshop.backends().find(0)->health().setEnabled(true);
        NotingTask again(landscapes);
        workshop.queue(again);
        QTRY_VERIFY(again.told.contains("drawn"_L1));
        QTRY_VERIFY(again.isOver());
    }

    void anExactBackendIsTaken()
    {
        Workshop workshop(QList<DemoBackend>(2), m_tempo);
        loadFirst(workshop, landscapes, 0);
        NotingTask task(landscapes);
        task.m_order.backend = 1;
        workshop.queue(task);
        QTRY_VERIFY(task.isOver());
        QCOMPARE(workshop.backends().describe(true)["1"_L1]["current_model"_L1].toString(), landscapes);
    }

    void orderThatCannotBeDrawnFails_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("failure");
        QTest::addColumn<QString>("error");
        QTest::newRow("no model") << QString() << QSize(64, 64) << QString()
                                  << u"No model input given. Did your UI load properly?"_s;
        QTest::newRow("too large") << landscapes << QSize(16384, 16384) << QString()
                                   << u"ComfyUI execution error: "_s;
        QTest::newRow("half way") << landscapes << QSize(64, 64) << u"demo-fail"_s
                                  << u"ComfyUI execution error: "_s;
        QTest::newRow("refused") << landscapes << QSize(64, 64) << u"demo-reject"_s
                                 << u"ComfyUI errored: {"_s;
        QTest::newRow("line broke") << landscapes << QSize(64, 64) << u"demo-drop"_s
                                    << u"Something went wrong while generating images."_s;
        QTest::newRow("empty")
            << landscapes << QSize(64, 64) << u"demo-empty"_s
            << u"No images were generated (all refused, or failed - check server logs for details)."_s;
    }

    void orderThatCannotBeDrawnFails()
    {
        QFETCH(QString, model);
        QFETCH(QSize, size);
        QFETCH(QString, failure);
        QFETCH(QString, error);
        Workshop workshop(QList<DemoBackend>(1), m_tempo);
        NotingTask task(model, u"s"_s, 2);
        task.m_order.size = size;
        task.m_order.failures = Failures::inPrompt(failure, {});
        workshop.queue(task);
        QTRY_VERIFY(task.isOver());
        QVERIFY2(task.told.last().startsWith(error), qPrintable(task.told.last()));
        QVERIFY(!task.told.contains("drawn"_L1));
    }
};

QTEST_GUILESS_MAIN(TestDemoWorkshop)
#include "tst_demoworkshop.moc"
