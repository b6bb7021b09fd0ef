// SPDX-License-Identifier: GPL-3.0-or-later
#include "numberedsessions.h"

#include <QTest>

/// What a process does with the state file's content at each write: read it, lay its own session over it, and
/// make bytes of it again.
class BenchStateDocument : public QObject
{
    Q_OBJECT
private:
    static QDateTime noon() { return {QDate(2026, 10, 10), QTime(12, 0), Qt::UTC}; }

    static void counts()
    {
        QTest::addColumn<int>("count");
        for (const int count : {1, 10, 100, 1000})
            QTest::addRow("%d sessions", count) << count;
    }

private Q_SLOTS:
    void parse_data() { counts(); }
    void parse()
    {
        QFETCH(int, count);
        const QByteArray bytes = numberedSessions(count, noon());
        qsizetype found = 0;
        QBENCHMARK
        {
            found = qsizetype(StateDocument::parse(bytes).sessions.size());
        }
        QCOMPARE(found, count);
    }

    void mergeOne_data() { counts(); }
    void mergeOne()
    {
        QFETCH(int, count);
        const StateDocument before = StateDocument::parse(numberedSessions(count, noon()));
        StateEdit edit;
        Session own = numberedSession(0, noon());
        own.progress = 0.9999;
        edit.own[own.id] = own;
        bool changed = false;
        QBENCHMARK
        {
            StateDocument document = before;
            changed = merge(document, edit, own.updatedAt, [](const Session &) { return true; });
        }
        QVERIFY(changed);
    }

    void write_data() { counts(); }
    void write()
    {
        QFETCH(int, count);
        const StateDocument document = StateDocument::parse(numberedSessions(count, noon()));
        QByteArray bytes;
        QBENCHMARK
        {
            bytes = document.toBytes();
        }
        QCOMPARE(StateDocument::parse(bytes).sessions.size(), size_t(count));
    }
};

QTEST_GUILESS_MAIN(BenchStateDocument)
#include "bench_statedocument.moc"
