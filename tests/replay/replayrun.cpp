// SPDX-License-Identifier: GPL-3.0-or-later
#include "replayrun.h"

#include "plainwords.h"

#include <QFileInfo>
#include <QProcess>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

Verdict differentBecause(const QString &words)
{
    return {.kind = Verdict::Kind::Different, .words = words};
}

// The last line: whatever else was said came before it.
Verdict verdictOf(QProcess &child)
{
    const QStringList lines
        = QString::fromUtf8(child.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    if (child.exitStatus() == QProcess::CrashExit)
        return differentBecause(u"the replay itself broke off"_s);
    return lines.isEmpty() ? differentBecause(u"the replay itself said nothing"_s)
                           : Verdict::fromLine(lines.last());
}

} // namespace

ReplayRun::ReplayRun(QString program, const QStringList &files, const Limits &limits, Print print)
    : m_program(std::move(program))
    , m_limits(limits)
    , m_print(std::move(print))
{
    for (const QString &file : files) {
        m_tasks.push_back({.file = file, .direction = Direction::Client});
        m_tasks.push_back({.file = file, .direction = Direction::Demo});
        m_widest = std::max(m_widest, QFileInfo(file).fileName().size());
    }
}

void ReplayRun::start()
{
    startMore();
}

void ReplayRun::startMore()
{
    while (m_running < m_limits.atOnce && m_next < m_tasks.size())
        run(m_next++);
    if (m_printed == m_tasks.size() && !std::exchange(m_isOver, true))
        printSum();
}

void ReplayRun::run(size_t number)
{
    ++m_running;
    const Task &task = m_tasks[number];
    auto *child = new QProcess(this);
    child->setStandardErrorFile(QProcess::nullDevice());
    auto *limit = new QTimer(child);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, child, [child] {
        child->setProperty("late", true);
        child->kill();
    });
    connect(child, &QProcess::finished, this, [this, child, number] {
        const bool isLate = child->property("late").toBool();
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_limits.each).count();
        conclude(number,
                 isLate ? differentBecause(u"did not end within %1 s"_s.arg(seconds)) : verdictOf(*child));
        child->deleteLater();
    });
    connect(child, &QProcess::errorOccurred, this, [this, child, number](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return; // finished() follows
        conclude(number, differentBecause(u"the replay itself cannot be started"_s));
        child->deleteLater();
    });
    child->start(m_program, {u"--one"_s, nameOf(task.direction), task.file});
    limit->start(m_limits.each);
}

void ReplayRun::conclude(size_t number, const Verdict &verdict)
{
    --m_running;
    m_verdicts[number] = verdict;
    ++m_counts[verdict.kind];
    printReady();
    QMetaObject::invokeMethod(this, &ReplayRun::startMore, Qt::QueuedConnection);
}

void ReplayRun::printReady()
{
    for (; m_printed < m_tasks.size() && m_verdicts.contains(m_printed); ++m_printed) {
        const Task &task = m_tasks[m_printed];
        const QString name = plainWords(QFileInfo(task.file).fileName()).leftJustified(m_widest);
        m_print(
            u"%1  %2  %3"_s.arg(name, nameOf(task.direction).leftJustified(6), m_verdicts[m_printed].line()));
    }
}

void ReplayRun::printSum()
{
    using enum Verdict::Kind;
    m_print(u"%1 of %2 as recorded, %3 different, %4 cannot be replayed."_s.arg(m_counts[AsRecorded])
                .arg(m_tasks.size())
                .arg(m_counts[Different])
                .arg(m_counts[Impossible]));
    Q_EMIT finished(m_counts[Different] + m_counts[Impossible] == 0 ? 0 : 1);
}
