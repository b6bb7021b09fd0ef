// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedocument.h"

#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;

/// What a process does with the state file's content at each write: read it, lay its own session over it, and
/// make bytes of it again.
class BenchStateDocument : public QObject
{
    Q_OBJECT
private:
    static Session session(int number)
    {
        const QDateTime noon(QDate(2026, 10, 10), QTime(12, 0), Qt::UTC);
        return {.id = QUuid::createUuidV5(QUuid(), QString::number(number)).toString(QUuid::WithoutBraces),
                .status = Session::Status::Generating,
                .stage = Session::Stage::Sampling,
                .progress = (number % 100) / 100.0,
                .startTime = noon,
                .updatedAt = noon.addSecs(number % 60),
                .images = 4,
                .imagesDone = number % 4,
                .label = u"hero"_s,
                .server = u"http://localhost:7801"_s,
                .owner = Owner{.host = u"studio"_s,
                               .user = u"ada"_s,
                               .boot = u"1e9d5bc4-4a7c-4f0c-9c39-5d1c7b2d1a90"_s,
                               .ns = 4026531836,
                               .pid = 4711 + number,
                               .started = 8812345}};
    }

    static StateDocument documentOf(int count)
    {
        StateEdit edit;
        for (int i = 0; i < count; ++i) {
            const Session one = session(i);
            edit.own[one.id] = one;
        }
        StateDocument document;
        const bool changed
            = merge(document, edit, session(0).startTime, [](const Session &) { return true; });
        Q_ASSERT(changed);
        return StateDocument::parse(document.toBytes());
    }

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
        const QByteArray bytes = documentOf(count).toBytes();
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
        const StateDocument before = documentOf(count);
        StateEdit edit;
        Session own = session(0);
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
        const StateDocument document = documentOf(count);
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
