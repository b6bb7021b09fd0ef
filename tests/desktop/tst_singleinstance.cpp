// SPDX-License-Identifier: GPL-3.0-or-later
#include "calltofirst.h"
#include "singleinstance.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Role = SingleInstance::Role;
using Answer = CallToFirst::Answer;

/// Locks belong to descriptors, so two instances in one process stand for two processes.
class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void callsAreWrittenAndRead();
    void strangeCallsAreHarmless_data();
    void strangeCallsAreHarmless();
    void thereIsOneFirst();
    void theNextTakesThePlaceOfOneThatEnded();
    void aKilledOneIsInNobodysWay();
    void withoutARuntimeFolderEachIsAlone();
    void theSecondHandsOverItsFolders();
    void theFirstMayStillBeStarting();
    void theSecondFollowsOneThatEnds();
    void noAnswerIsSaid();
    void theSocketIsPrivate();

private:
    [[nodiscard]] static Answer answer(const QSignalSpy &finished)
    {
        return finished.first().first().value<Answer>();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_runtime;
};

void TestSingleInstance::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_runtime = m_dir->filePath(u"asset-generator"_s);
}

void TestSingleInstance::callsAreWrittenAndRead()
{
    const InstanceCall call{.folders = {u"/srv/cards"_s, u"/srv/a b\nc"_s}, .hidden = true};
    const QByteArray line = toLine(call);
    QCOMPARE(line.count('\n'), 1);
    QCOMPARE(instanceCallFrom(line), call);
}

void TestSingleInstance::strangeCallsAreHarmless_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("nothing") << QByteArray("\n");
    QTest::newRow("not JSON") << QByteArray("folders\n");
    QTest::newRow("other types") << QByteArray(R"({"folders":{"a":1},"hidden":"no"})");
    QTest::newRow("relative folders") << QByteArray(R"({"folders":["cards",7,null]})");
}

void TestSingleInstance::strangeCallsAreHarmless()
{
    QFETCH(QByteArray, line);
    QCOMPARE(instanceCallFrom(line), InstanceCall{});
}

void TestSingleInstance::thereIsOneFirst()
{
    SingleInstance first(m_runtime);
    SingleInstance second(m_runtime);
    QCOMPARE(first.take(), Role::First);
    QCOMPARE(second.take(), Role::Second);
}

void TestSingleInstance::theNextTakesThePlaceOfOneThatEnded()
{
    auto first = std::make_unique<SingleInstance>(m_runtime);
    QCOMPARE(first->take(), Role::First);
    first.reset();
    SingleInstance next(m_runtime);
    QCOMPARE(next.take(), Role::First);
}

void TestSingleInstance::aKilledOneIsInNobodysWay()
{
    {
        SingleInstance first(m_runtime);
        QCOMPARE(first.take(), Role::First);
    }
    QFile left(SingleInstance::socketIn(m_runtime)); // as a killed process leaves it
    QVERIFY(left.open(QFile::WriteOnly));
    left.close();
    SingleInstance next(m_runtime);
    QCOMPARE(next.take(), Role::First);
}

void TestSingleInstance::withoutARuntimeFolderEachIsAlone()
{
    SingleInstance one((QString()));
    SingleInstance other((QString()));
    QCOMPARE(one.take(), Role::Alone);
    QCOMPARE(other.take(), Role::Alone);
}

void TestSingleInstance::theSecondHandsOverItsFolders()
{
    qRegisterMetaType<InstanceCall>();
    SingleInstance first(m_runtime);
    QCOMPARE(first.take(), Role::First);
    QSignalSpy called(&first, &SingleInstance::called);
    const InstanceCall call{.folders = {u"/srv/cards"_s}};
    SingleInstance place(m_runtime);
    CallToFirst second(place, call);
    QSignalSpy finished(&second, &CallToFirst::finished);
    second.start();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(answer(finished), Answer::Taken);
    QCOMPARE(called.size(), 1);
    QCOMPARE(called.first().first().value<InstanceCall>(), call);
}

void TestSingleInstance::theFirstMayStillBeStarting()
{
    auto starting = std::make_unique<SingleInstance>(m_runtime);
    QCOMPARE(starting->take(), Role::First);
    starting->stopListening(); // it has the place, and does not listen yet
    SingleInstance place(m_runtime);
    CallToFirst second(place, {});
    QSignalSpy finished(&second, &CallToFirst::finished);
    second.start();
    QTest::qWait(150);
    QVERIFY(finished.isEmpty());
    starting.reset();
    SingleInstance first(m_runtime);
    QCOMPARE(first.take(), Role::First);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(answer(finished), Answer::Taken);
}

void TestSingleInstance::theSecondFollowsOneThatEnds()
{
    auto first = std::make_unique<SingleInstance>(m_runtime);
    QCOMPARE(first->take(), Role::First);
    QSignalSpy called(first.get(), &SingleInstance::called);
    first->stopListening(); // its farewell has begun
    SingleInstance place(m_runtime);
    CallToFirst second(place, {.folders = {u"/srv/cards"_s}});
    QSignalSpy finished(&second, &CallToFirst::finished);
    second.start();
    QTest::qWait(250);
    QVERIFY2(finished.isEmpty() && called.isEmpty(), "a program at its end took a call");
    first.reset();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(answer(finished), Answer::PlaceIsOurs);
    SingleInstance third(m_runtime);
    QCOMPARE(third.take(), Role::Second);
    QVERIFY2(QFile::exists(place.socket()), "nobody can call it");
}

void TestSingleInstance::noAnswerIsSaid()
{
    SingleInstance silent(m_runtime);
    QCOMPARE(silent.take(), Role::First);
    silent.stopListening();
    SingleInstance place(m_runtime);
    CallToFirst second(place, {});
    QSignalSpy finished(&second, &CallToFirst::finished);
    second.start(200ms);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(answer(finished), Answer::None);
}

void TestSingleInstance::theSocketIsPrivate()
{
    SingleInstance first(m_runtime);
    QCOMPARE(first.take(), Role::First);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY((QFileInfo(m_runtime).permissions() & (others | QFile::ExeGroup | QFile::ExeOther)) == 0);
    QVERIFY((QFileInfo(SingleInstance::socketIn(m_runtime)).permissions() & others) == 0);
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
