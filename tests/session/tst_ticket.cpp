// SPDX-License-Identifier: GPL-3.0-or-later
#include "ticket.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

const QString someId = u"0b9c7f3e-1111-4222-8333-444455556666"_s;

Ticket fullTicket()
{
    return {.sessionId = someId,
            .project = u"/home/ada/cards"_s,
            .stateFile = u"/home/ada/cards/.asset-generator-state.json"_s,
            .server = u"http://localhost:7801"_s,
            .serverSession = u"SECRET"_s,
            .parameters = {{u"prompt"_s, u"a knight"_s}, {u"steps"_s, 20}},
            .label = u"hero"_s,
            .startTime = QDateTime(QDate(2026, 10, 10), QTime(14, 30), Qt::UTC),
            .requested = 4,
            .imagePaths = {u"View/local/raw/a.png"_s},
            .localPaths = {u"/home/ada/cards/a.png"_s},
            .saving = {{u"folder"_s, u"/home/ada/cards"_s}}};
}

mode_t modeOf(const QString &path)
{
    struct stat facts {
    };
    return ::stat(QFile::encodeName(path).constData(), &facts) == 0 ? facts.st_mode & 0777 : 0;
}

} // namespace

class TestTicket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isReadAsItWasWritten()
    {
        const QTemporaryDir folder;
        const TicketBox box(folder.filePath(u"private"_s));
        QVERIFY(!box.read(someId));
        QVERIFY(box.write(fullTicket()));
        QCOMPARE(box.read(someId), std::optional(fullTicket()));
        QCOMPARE(TicketBox(folder.filePath(u"private"_s)).read(someId), std::optional(fullTicket()));
        box.remove(someId);
        QVERIFY(!box.read(someId));
    }

    void isForItsUserAlone()
    {
        const QTemporaryDir folder;
        QVERIFY(TicketBox(folder.filePath(u"private"_s)).write(fullTicket()));
        const QDir tickets(folder.filePath(u"private/tickets"_s));
        QCOMPARE(modeOf(tickets.path()), 0700U);
        const QStringList files = tickets.entryList(QDir::Files | QDir::Hidden);
        QCOMPARE(files.size(), 1);
        QCOMPARE(modeOf(tickets.filePath(files.first())), 0600U);
        QVERIFY(!files.first().contains(u"SECRET"_s));
    }

    void anIdNeverLeadsOutOfTheFolder_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("parent") << u"../stolen"_s;
        QTest::newRow("absolute") << u"/tmp/stolen"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("long") << QString(300, u'a');
    }
    void anIdNeverLeadsOutOfTheFolder()
    {
        QFETCH(QString, id);
        const QTemporaryDir folder;
        const TicketBox box(folder.path());
        Ticket ticket = fullTicket();
        ticket.sessionId = id;
        QVERIFY(!box.write(ticket));
        QVERIFY(!box.read(id));
        QVERIFY(!box.claim(id));
        box.remove(id);
        QVERIFY(!QFileInfo::exists(folder.filePath(u"stolen.json"_s)));
    }

    void whatCannotBeUnderstoodIsNone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("truncated") << QByteArray("{\"session_id\":");
        QTest::newRow("another's") << QByteArray("{\"session_id\":\"other\"}");
    }
    void whatCannotBeUnderstoodIsNone()
    {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        const TicketBox box(folder.path());
        QVERIFY(box.write(fullTicket()));
        QFile file(folder.filePath(u"tickets/"_s + someId + u".json"_s));
        QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
        file.write(bytes);
        file.close();
        QVERIFY(!box.read(someId));
        QVERIFY(!box.claim(someId));
    }

    void onlyOneHoldsTheClaim()
    {
        const QTemporaryDir folder;
        const TicketBox box(folder.path());
        QVERIFY(!box.claim(someId)); // no ticket
        QVERIFY(box.write(fullTicket()));
        auto claim = box.claim(someId);
        QVERIFY(claim);
        QVERIFY(!box.claim(someId));
        QVERIFY(box.write(fullTicket())); // noting a picture does not open the claim to others
        QVERIFY(!box.claim(someId));
        claim.reset();
        QVERIFY(box.claim(someId));
    }

    void aClosedSessionCannotBeClaimed()
    {
        const QTemporaryDir folder;
        const TicketBox box(folder.path());
        QVERIFY(box.write(fullTicket()));
        auto claim = box.claim(someId);
        box.remove(someId);
        claim.reset();
        QVERIFY(!box.claim(someId));
        QVERIFY(QDir(folder.filePath(u"tickets"_s)).isEmpty());
    }

    void aDeadProcessHoldsNoClaim()
    {
        const QTemporaryDir folder;
        const TicketBox box(folder.path());
        QVERIFY(box.write(fullTicket()));
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto claim = box.claim(someId);
            [[maybe_unused]] const auto told = ::write(ready[1], claim ? "y" : "n", 1);
            ::pause();
            ::_exit(0);
        }
        char answer = 0;
        QCOMPARE(::read(ready[0], &answer, 1), 1);
        QCOMPARE(answer, 'y');
        QVERIFY(!box.claim(someId));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(box.claim(someId));
    }

    void keepsThemAMonth()
    {
        const QTemporaryDir folder;
        QDateTime now = QDateTime::currentDateTimeUtc();
        const TicketBox box(folder.path(), [&now] { return now; });
        QVERIFY(box.write(fullTicket()));
        now = now.addDays(30);
        box.prune();
        QVERIFY(box.read(someId));
        now = now.addDays(2);
        box.prune();
        QVERIFY(!box.read(someId));
    }

    void leftoversGoAfterAnHour()
    {
        const QTemporaryDir folder;
        QDateTime now = QDateTime::currentDateTimeUtc();
        const TicketBox box(folder.path(), [&now] { return now; });
        QVERIFY(box.write(fullTicket()));
        QVERIFY(box.claim(someId));
        const QDir tickets(folder.filePath(u"tickets"_s));
        for (const QString &name : {u"gone.json.claim"_s, someId + u".json.new-1f"_s}) {
            QFile file(tickets.filePath(name));
            QVERIFY(file.open(QFile::WriteOnly));
        }
        now = now.addSecs(3000);
        box.prune();
        QCOMPARE(tickets.entryList(QDir::Files).size(), 4);
        now = now.addSecs(1000);
        box.prune();
        QCOMPARE(tickets.entryList(QDir::Files),
                 (QStringList{someId + u".json"_s, someId + u".json.claim"_s}));
        now = now.addDays(32);
        box.prune();
        QVERIFY(tickets.isEmpty());
    }

    void withoutAFolderItSaysSo()
    {
        const TicketBox box{QString()};
        const auto result = box.write(fullTicket());
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::FileSystem);
        QVERIFY(!box.read(someId));
        box.prune();
    }
};

QTEST_GUILESS_MAIN(TestTicket)
#include "tst_ticket.moc"
