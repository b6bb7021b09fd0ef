// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprocesstable.h"
#include "liveness.h"

#include <QMetaEnum>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLiveness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyOneHasItsOwnWord()
    {
        const auto all = QMetaEnum::fromType<Liveness>();
        QSet<QString> words;
        for (int i = 0; i < all.keyCount(); ++i)
            words.insert(QString(wireName(Liveness(all.value(i)))));
        QCOMPARE(words,
                 (QSet<QString>{u"alive"_s, u"stopped"_s, u"unresponsive"_s, u"orphan"_s, u"unknown"_s}));
    }

    void judgesByProcessThenBySilence_data()
    {
        QTest::addColumn<OwnerState>("owner");
        QTest::addColumn<int>("silentSeconds");
        QTest::addColumn<Liveness>("liveness");
        QTest::newRow("alive") << OwnerState::Alive << 1 << Liveness::Alive;
        QTest::newRow("alive, silent") << OwnerState::Alive << 3600 << Liveness::Alive;
        QTest::newRow("Ctrl-Z") << OwnerState::Stopped << 3600 << Liveness::Stopped;
        QTest::newRow("killed a moment ago") << OwnerState::Dead << 0 << Liveness::Orphan;
        QTest::newRow("elsewhere, heard") << OwnerState::CannotTell << 29 << Liveness::Alive;
        QTest::newRow("elsewhere, silent") << OwnerState::CannotTell << 30 << Liveness::Unresponsive;
        QTest::newRow("elsewhere, silent for days")
            << OwnerState::CannotTell << 999999 << Liveness::Unresponsive;
    }
    void judgesByProcessThenBySilence()
    {
        QFETCH(OwnerState, owner);
        QFETCH(int, silentSeconds);
        FakeProcessTable processes;
        processes.states[4711] = owner;
        const Session session{.id = newSessionId(), .owner = FakeProcessTable::owner(4711)};
        QTEST(livenessOf(session, processes, std::chrono::seconds(silentSeconds), silenceSeen), "liveness");
    }

    void ownSessionsAreAlwaysAlive()
    {
        const SystemProcessTable processes;
        const Session session{.id = newSessionId(), .owner = processes.self()};
        QCOMPARE(livenessOf(session, processes, 1h, silenceRead), Liveness::Alive);
    }

    void thePredecessorsAreUnknown()
    {
        const Session session{.id = QString(40, u'a')};
        QCOMPARE(livenessOf(session, FakeProcessTable(), 1h, silenceRead), Liveness::Unknown);
    }

    void withoutAnOwnerSilenceDecides()
    {
        const Session session{.id = newSessionId()};
        QCOMPARE(livenessOf(session, FakeProcessTable(), 59s, silenceRead), Liveness::Alive);
        QCOMPARE(livenessOf(session, FakeProcessTable(), 60s, silenceRead), Liveness::Unresponsive);
    }
};

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
