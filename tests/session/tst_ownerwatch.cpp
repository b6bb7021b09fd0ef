// SPDX-License-Identifier: GPL-3.0-or-later
#include "actorprocess.h"
#include "ownerwatch.h"
#include "statedocument.h"
#include "statefile.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace
{

/// The owner as an actor records itself.
Owner ownerOf(ActorProcess &actor, const QString &file)
{
    const QString id = newSessionId();
    actor.tell(u"put %1 0.5"_s.arg(id));
    if (actor.hear(u"written"_s).isEmpty())
        return {};
    return StateDocument::parse(*readStateFile(file)).sessions[id].owner.value_or(Owner());
}

} // namespace

class TestOwnerWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsOfADeathAtOnceAndOnce()
    {
        const QTemporaryDir folder;
        const SystemProcessTable processes;
        ActorProcess actor(folder.filePath(u"state"_s));
        const Owner owner = ownerOf(actor, folder.filePath(u"state"_s));
        OwnerWatch watch(processes);
        QSignalSpy ended(&watch, &OwnerWatch::ended);
        QVERIFY(watch.watch({owner}));
        QVERIFY(watch.watch({owner}));
        QVERIFY(!ended.wait(50));
        QElapsedTimer timer;
        timer.start();
        actor.send(SIGKILL);
        QVERIFY(ended.wait());
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        QTest::qWait(50);
        QCOMPARE(ended.count(), 1);
        QCOMPARE(processes.look(owner), OwnerState::Dead);
    }

    void theDeadCannotBeWatched()
    {
        const QTemporaryDir folder;
        const SystemProcessTable processes;
        ActorProcess actor(folder.filePath(u"state"_s));
        const Owner owner = ownerOf(actor, folder.filePath(u"state"_s));
        actor.kill();
        OwnerWatch watch(processes);
        QVERIFY(!watch.watch({owner}));
    }

    void thoseLetGoAreSilent()
    {
        const QTemporaryDir folder;
        const SystemProcessTable processes;
        ActorProcess actor(folder.filePath(u"state"_s));
        OwnerWatch watch(processes);
        QSignalSpy ended(&watch, &OwnerWatch::ended);
        QVERIFY(watch.watch({ownerOf(actor, folder.filePath(u"state"_s))}));
        QVERIFY(watch.watch({}));
        actor.kill();
        QVERIFY(!ended.wait(50));
    }
};

QTEST_GUILESS_MAIN(TestOwnerWatch)
#include "tst_ownerwatch.moc"
