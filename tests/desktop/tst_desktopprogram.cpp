// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoapi.h"
#include "demoserver.h"
#include "desktopprogram.h"

#include <QApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Window and workbench together, against the demo server in this process.
class TestDesktopProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingBeginsOnceTheEndHas();
    void aDemoThatEndsIsLeft();

private:
    [[nodiscard]] QString script(const QByteArray &lines) const
    {
        QFile file(m_private->filePath(u"program"_s));
        if (file.open(QFile::WriteOnly))
            file.write("#!/bin/sh\n" + lines);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }
    [[nodiscard]] FormOrder order(int images) const
    {
        return {.request = {.prompt = u"a red fox"_s,
                            .model = u"demo"_s,
                            .width = 64,
                            .height = 64,
                            .images = images,
                            .steps = 5},
                .project = m_project->path()};
    }
    [[nodiscard]] static MainWindow *window()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *found = qobject_cast<MainWindow *>(widget))
                return found;
        }
        return nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_private;
    std::unique_ptr<QTemporaryDir> m_project;
    std::unique_ptr<demo::DemoServer> m_server;
    std::unique_ptr<DesktopMemory> m_memory;
    std::unique_ptr<Workbench> m_bench;
    std::unique_ptr<DesktopProgram> m_program;
};

void TestDesktopProgram::init()
{
    m_private = std::make_unique<QTemporaryDir>();
    m_project = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<demo::DemoServer>(
        DemoOptions{.stepTime = 20ms, .seed = 1},
        demo::Tempo{.step = 20ms, .node = 0ms, .load = 1ms, .launch = 1ms, .linger = 20ms});
    QVERIFY(m_server->listen());
    const Places places{.configuration = m_private->filePath(u"config"_s),
                        .state = m_private->filePath(u"state"_s),
                        .runtime = m_private->filePath(u"runtime"_s),
                        .home = m_private->path()};
    m_memory = std::make_unique<DesktopMemory>(places.configuration);
    m_bench = std::make_unique<Workbench>(places, QStringLiteral(PROGRAM_FOLDER),
                                          ServerAddress{.url = m_server->address()});
    m_program
        = std::make_unique<DesktopProgram>(*m_bench, *m_memory, script("echo http://127.0.0.1:9\nsleep 1\n"));
    m_program->start({.folders = {m_project->path()}});
    QVERIFY(window());
    QTRY_VERIFY(!m_bench->server().models().isEmpty());
}

void TestDesktopProgram::cleanup()
{
    m_program.reset();
    m_bench.reset();
    m_memory.reset();
    m_server.reset();
}

void TestDesktopProgram::nothingBeginsOnceTheEndHas()
{
    QSignalSpy leaving(m_program.get(), &DesktopProgram::leaving);
    QSignalSpy finished(m_program.get(), &DesktopProgram::finished);
    Q_EMIT window()->generateWished(order(20));
    QCOMPARE(m_bench->runs().count(), 1);
    Q_EMIT window()->quitConfirmed();
    QCOMPARE(leaving.size(), 1);
    QVERIFY2(!window()->isVisible(), "it can still be used");
    Q_EMIT window()->generateWished(order(20)); // a click that was on its way
    QCOMPARE(m_bench->runs().count(), 1);
    m_program->take({.folders = {m_private->path()}});
    QVERIFY(!window()->isVisible());
    m_program->endSoon();
    QCOMPARE(leaving.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 8000);
    QCOMPARE(m_bench->runs().count(), 0);
}

void TestDesktopProgram::aDemoThatEndsIsLeft()
{
    const auto server = [this] { return m_bench->report().server.server; };
    Q_EMIT window()->demoWished();
    QTRY_COMPARE(server(), QUrl(u"http://127.0.0.1:9"_s));
    QTRY_COMPARE(server(), m_server->address());
    QTRY_VERIFY(!m_bench->server().models().isEmpty());
}

QTEST_MAIN(TestDesktopProgram)
#include "tst_desktopprogram.moc"
