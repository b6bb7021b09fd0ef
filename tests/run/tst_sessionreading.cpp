// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakehistory.h"
#include "fakeprocesstable.h"
#include "sessionjson.h"
#include "sessionreading.h"
#include "statedocument.h"
#include "statefile.h"
#include "ticket.h"
#include "wiretime.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;

namespace
{
const QDateTime now = QDateTime::currentDateTimeUtc();
}

class TestSessionReading : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void closedOrphansAreNamedApart()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
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
        const TicketBox tickets{QString()};
        FakeHistory history;
        history.entries = {{.sessionId = closed}, {.sessionId = alive}};

        const SessionReading reading = readSessions(file, processes, tickets, history, now);
        QCOMPARE(reading.closed, QStringList{closed});
        QStringList live;
        for (const FollowedSession &session : reading.sessions)
            live += session.session.id;
        QCOMPARE(QSet<QString>(live.begin(), live.end()), (QSet<QString>{alive, orphan}));
        QVERIFY(reading.problem.isEmpty());
    }

    void whatThePredecessorWipedAwayIsWaitedFor()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        const TicketBox tickets(folder.filePath(u"private"_s));
        const QString id = newSessionId();
        QVERIFY(tickets.write({.sessionId = id, .stateFile = file, .owner = FakeProcessTable::owner(2)}));
        FakeProcessTable processes;
        processes.states[2] = OwnerState::Alive;
        FakeHistory history;
        QVERIFY(replaceStateFile(file, "{\"sessions\":{}}"));
        std::thread owner([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            StateDocument document;
            const Session back{
                .id = id, .startTime = now, .updatedAt = now, .owner = FakeProcessTable::owner(2)};
            const bool isBack
                = document.put(id, entryOf(back, {}, {}, true)) && replaceStateFile(file, document.toBytes());
            Q_ASSERT(isBack);
        });
        QCOMPARE(readSessions(file, processes, tickets, history, now).sessions.size(), 1);
        owner.join();
        processes.states[2] = OwnerState::Dead; // then nobody puts it back
        QVERIFY(replaceStateFile(file, "{\"sessions\":{}}"));
        QVERIFY(readSessions(file, processes, tickets, history, now).sessions.isEmpty());
    }

    void whatThePredecessorBroughtBackIsNotShown()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"state"_s);
        const QString id = newSessionId();
        QVERIFY(replaceStateFile(file,
                                 "{\"sessions\":{\"" + id.toUtf8() + "\":{\"updated_at\":\""
                                     + toWireTime(now).toUtf8() + "\"}}}"));
        const FakeProcessTable processes;
        FakeHistory history;
        const TicketBox tickets{QString()};
        QCOMPARE(readSessions(file, processes, tickets, history, now).sessions.size(), 1);
        history.entries = {{.sessionId = id}};
        QVERIFY(readSessions(file, processes, tickets, history, now).sessions.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionReading)
#include "tst_sessionreading.moc"
