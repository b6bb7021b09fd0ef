// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoprocess.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

/// With small scripts in the place of the program.
class TestDemoProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsItsAddress();
    void endsWithUs();
    void aServerThatEndsIsSaid();
    void aProgramThatIsNotThereIsSaid();

private:
    [[nodiscard]] QString program(const QByteArray &script) const
    {
        const QString path = m_dir.filePath(u"program"_s);
        QFile file(path);
        if (file.open(QFile::WriteOnly | QFile::Truncate))
            file.write("#!/bin/sh\n" + script);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    QTemporaryDir m_dir;
};

void TestDemoProcess::tellsItsAddress()
{
    DemoProcess demo(program("[ \"$*\" = \"--cli demo-server --port 0\" ] || exit 2\n"
                             "echo http://127.0.0.1:4711\nexec sleep 60\n"));
    QSignalSpy ready(&demo, &DemoProcess::ready);
    demo.start();
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(ready.first().first().toUrl(), QUrl(u"http://127.0.0.1:4711"_s));
    demo.start(); // again: the same one
    QCOMPARE(ready.size(), 2);
}

void TestDemoProcess::endsWithUs()
{
    const QString pidFile = m_dir.filePath(u"pid"_s);
    pid_t pid = 0;
    {
        DemoProcess demo(
            program("echo $$ > '" + pidFile.toUtf8() + "'\necho http://127.0.0.1:4711\nexec sleep 60\n"));
        QSignalSpy ready(&demo, &DemoProcess::ready);
        demo.start();
        QTRY_COMPARE(ready.size(), 1);
        QFile file(pidFile);
        QVERIFY(file.open(QFile::ReadOnly));
        pid = file.readAll().trimmed().toInt();
        QCOMPARE(::kill(pid, 0), 0);
    }
    QTRY_VERIFY(::kill(pid, 0) != 0);
}

void TestDemoProcess::aServerThatEndsIsSaid()
{
    DemoProcess demo(program("exit 3\n"));
    QSignalSpy failed(&demo, &DemoProcess::failed);
    demo.start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().message.contains(u"exit code 3"_s));
}

void TestDemoProcess::aProgramThatIsNotThereIsSaid()
{
    DemoProcess demo(m_dir.filePath(u"gone"_s));
    QSignalSpy failed(&demo, &DemoProcess::failed);
    demo.start();
    QTRY_COMPARE(failed.size(), 1);
}

QTEST_GUILESS_MAIN(TestDemoProcess)
#include "tst_demoprocess.moc"
