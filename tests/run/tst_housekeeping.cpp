// SPDX-License-Identifier: GPL-3.0-or-later
#include "agedfile.h"
#include "demoproject.h"
#include "housekeeping.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestHousekeeping : public QObject
{
    Q_OBJECT

    static constexpr qint64 fortyDays = 40LL * 24 * 3600;

    static QString oldTicket(DemoProject &project, const QString &id)
    {
        const QString file = project.m_private.filePath(u"state/tickets/"_s + id + u".json"_s);
        return project.tickets.write({.sessionId = id}) && ageFile(file, fortyDays) ? file : QString();
    }

private Q_SLOTS:
    void previewsGoWithoutTicketAndSession_data()
    {
        QTest::addColumn<bool>("hasTicket");
        QTest::addColumn<bool>("isInFile");
        QTest::addColumn<bool>("stays");
        QTest::newRow("a ticket") << true << false << true;
        QTest::newRow("a session that could not note its ticket") << false << true << true;
        QTest::newRow("neither") << false << false << false;
    }
    void previewsGoWithoutTicketAndSession()
    {
        QFETCH(bool, hasTicket);
        QFETCH(bool, isInFile);
        DemoProject project;
        project.projects.add(project.stateFile());
        const QString id = newSessionId();
        QVERIFY(!hasTicket || project.tickets.write({.sessionId = id}));
        const QByteArray entry = isInFile ? '"' + id.toUtf8() + "\": {}" : QByteArray();
        QVERIFY(replaceStateFile(project.stateFile(), "{\"sessions\": {" + entry + "}}"));
        project.previews.write(id, "picture");
        QVERIFY(ageFile(project.previews.fileOf(id), 100));
        tidyPrivateFolders(project.tickets, project.previews, project.projects);
        QTEST(QFileInfo::exists(project.previews.fileOf(id)), "stays");
    }

    void oldTicketsGo()
    {
        DemoProject project;
        const QString file = oldTicket(project, u"old"_s);
        QVERIFY(QFileInfo::exists(file));
        tidyPrivateFolders(project.tickets, project.previews, project.projects);
        QVERIFY(!QFileInfo::exists(file));
    }

    void generatingTidies()
    {
        DemoProject project;
        const QString file = oldTicket(project, u"old"_s);
        QVERIFY(QFileInfo::exists(file));
        DemoProject::Window window(project);
        GenerationRun run(project.runNeeds(window), project.order(u"a red fox"_s));
        run.start();
        QVERIFY(!QFileInfo::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_housekeeping.moc"
