// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakehistory.h"
#include "fakeprocesstable.h"
#include "sessionreading.h"
#include "statedocument.h"
#include "statefile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSessionReading : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void closedOrphansAreNamedApart()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        FakeProcessTable processes;
        processes.states = {{1, OwnerState::Alive}, {2, OwnerState::Dead}};
        StateEdit edit;
        const QString alive = newSessionId();
        const QString orphan = newSessionId();
        const QString closed = newSessionId();
        for (const auto &[id, pid] : {std::pair(alive, 1), std::pair(orphan, 2), std::pair(closed, 2)})
            edit.own[id]
                = {.id = id, .startTime = now, .updatedAt = now, .owner = FakeProcessTable::owner(pid)};
        StateDocument document;
        QVERIFY(merge(document, edit, now, [](const Session &) { return true; }));
        QVERIFY(replaceStateFile(file, document.toBytes()));
        FakeHistory history;
        history.entries = {{.sessionId = closed}, {.sessionId = alive}};

        const SessionReading reading = readSessions(file, processes, history, now);
        QCOMPARE(reading.closed, QStringList{closed});
        QStringList live;
        for (const FollowedSession &session : reading.sessions)
            live += session.session.id;
        QCOMPARE(QSet<QString>(live.begin(), live.end()), (QSet<QString>{alive, orphan}));
        QVERIFY(reading.problem.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionReading)
#include "tst_sessionreading.moc"
