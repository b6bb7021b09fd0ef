// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeprocesstable.h"
#include "offeredprojects.h"
#include "statedocument.h"
#include "statefile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestOfferedProjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void onlyWhatLivesIsOffered_data();
    void onlyWhatLivesIsOffered();
    void watchedOnesAreNotOffered();
    void unreadableOnesAreLeftOut();

private:
    /// A project whose sessions belong to these processes; its state file.
    QString project(const QString &name, const QList<qint64> &owners);

    const QDateTime m_now{QDate(2026, 10, 10), QTime(14, 30), Qt::UTC};
    std::unique_ptr<QTemporaryDir> m_dir;
    FakeProcessTable m_processes;
};

void TestOfferedProjects::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_processes.states = {{10, OwnerState::Alive}, {11, OwnerState::Stopped}, {12, OwnerState::Dead}};
}

QString TestOfferedProjects::project(const QString &name, const QList<qint64> &owners)
{
    StateEdit edit;
    for (const qint64 pid : owners) {
        const Session session{.id = newSessionId(),
                              .status = Session::Status::Generating,
                              .startTime = m_now.addSecs(-300),
                              .updatedAt = m_now.addSecs(-5),
                              .owner = FakeProcessTable::owner(pid)};
        edit.own.emplace(session.id, session);
    }
    StateDocument document;
    [[maybe_unused]] const bool changed = merge(document, edit, m_now, [](const Session &) { return true; });
    QDir(m_dir->path()).mkpath(name);
    const QString path = defaultStateFile(m_dir->filePath(name));
    QFile file(path);
    if (file.open(QFile::WriteOnly))
        file.write(document.toBytes());
    return path;
}

void TestOfferedProjects::onlyWhatLivesIsOffered_data()
{
    QTest::addColumn<QList<qint64>>("owners");
    QTest::addColumn<int>("sessions");

    QTest::newRow("nothing runs") << QList<qint64>{} << 0;
    QTest::newRow("one lives") << QList<qint64>{10} << 1;
    QTest::newRow("its owner is gone") << QList<qint64>{12} << 0;
    QTest::newRow("alive, stopped and gone") << QList<qint64>{10, 11, 12} << 2;
}

void TestOfferedProjects::onlyWhatLivesIsOffered()
{
    QFETCH(QList<qint64>, owners);
    QFETCH(int, sessions);
    const QString stateFile = project(u"cards"_s, owners);
    const auto offered = offeredProjects({stateFile}, {}, m_processes, m_now);
    if (sessions == 0)
        QVERIFY(offered.isEmpty());
    else
        QCOMPARE(offered, QList({OfferedProject{m_dir->filePath(u"cards"_s), sessions}}));
}

void TestOfferedProjects::watchedOnesAreNotOffered()
{
    const QString stateFile = project(u"cards"_s, {10});
    QVERIFY(offeredProjects({stateFile}, {m_dir->filePath(u"cards"_s)}, m_processes, m_now).isEmpty());
}

void TestOfferedProjects::unreadableOnesAreLeftOut()
{
    const QString broken = project(u"broken"_s, {});
    QFile file(broken);
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write("{\"sessions\": [");
    file.close();
    const QString good = project(u"cards"_s, {10});
    const QString gone = m_dir->filePath(u"gone/.asset-generator-state.json"_s);
    const auto offered = offeredProjects({broken, gone, good}, {}, m_processes, m_now);
    QCOMPARE(offered.size(), 1);
    QCOMPARE(offered.first().path, m_dir->filePath(u"cards"_s));
}

QTEST_GUILESS_MAIN(TestOfferedProjects)
#include "tst_offeredprojects.moc"
