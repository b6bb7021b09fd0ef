// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktoporder.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDesktopOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
    void foldersThatCannotBeWatched();
};

void TestDesktopOrder::reads_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("hidden");
    QTest::addColumn<QStringList>("folders");
    QTest::addColumn<QString>("server");

    QTest::newRow("nothing") << QStringList{} << false << QStringList{} << QString();
    QTest::newRow("hidden") << QStringList{u"--hidden"_s} << true << QStringList{} << QString();
    QTest::newRow("folders") << QStringList{u"cards"_s, u"/pictures/portraits/"_s} << false
                             << QStringList{u"/srv/cards"_s, u"/pictures/portraits"_s} << QString();
    QTest::newRow("here") << QStringList{u"."_s} << false << QStringList{u"/srv"_s} << QString();
    QTest::newRow("a folder named like a command")
        << QStringList{u"./status"_s} << false << QStringList{u"/srv/status"_s} << QString();
    QTest::newRow("a server") << QStringList{u"--api-url"_s, u"http://studio:7801"_s, u"cards"_s} << false
                              << QStringList{u"/srv/cards"_s} << u"http://studio:7801"_s;
    QTest::newRow("a server, in one word") << QStringList{u"--api-url=http://studio:7801"_s} << false
                                           << QStringList{} << u"http://studio:7801"_s;
}

void TestDesktopOrder::reads()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, hidden);
    QFETCH(QStringList, folders);
    QFETCH(QString, server);
    const Result<DesktopOrder> order
        = DesktopOrder::parse(QStringList(u"asset-generator"_s) + arguments, u"/srv"_s);
    QVERIFY(order);
    QCOMPARE(order->hidden, hidden);
    QCOMPARE(order->folders, folders);
    QCOMPARE(order->commandLine.contains(u"api-url"_s), !server.isEmpty());
    if (!server.isEmpty())
        QCOMPARE(order->commandLine.at(u"api-url"_s), server);
}

void TestDesktopOrder::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");

    QTest::newRow("no such option") << QStringList{u"--invisible"_s} << u"invisible"_s;
    QTest::newRow("a value is missing") << QStringList{u"--api-url"_s} << u"api-url"_s;
}

void TestDesktopOrder::refusesWhatItDoesNotKnow()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const Result<DesktopOrder> order
        = DesktopOrder::parse(QStringList(u"asset-generator"_s) + arguments, u"/srv"_s);
    QVERIFY(!order);
    QCOMPARE(order.error().kind, Error::Kind::Usage);
    QVERIFY(order.error().message.contains(named));
    QVERIFY(order.error().hint.contains("--help"_L1));
}

void TestDesktopOrder::foldersThatCannotBeWatched()
{
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"notes.txt"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    QVERIFY(!folderProblem(dir.path()));
    QCOMPARE(folderProblem(file.fileName())->message,
             u"%1 is a file, not a project folder."_s.arg(file.fileName()));
    const QString missing = dir.filePath(u"crads"_s);
    QCOMPARE(folderProblem(missing)->message, u"There is no folder %1."_s.arg(missing));
}

QTEST_GUILESS_MAIN(TestDesktopOrder)
#include "tst_desktoporder.moc"
