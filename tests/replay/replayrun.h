// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verdict.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <map>

/// Replays many files in both directions, each in a process of its own, a few at a time: one that breaks or
/// does not end takes no other with it. Lines are written in the order of the files.
class ReplayRun : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        int atOnce = 4; ///< they wait more than they work
        std::chrono::milliseconds each{180000};
    };
    using Print = std::function<void(const QString &line)>;

    /// `program` replays one file when it is started with --one DIRECTION FILE.
    ReplayRun(QString program, const QStringList &files, const Limits &limits, Print print);

    void start();

Q_SIGNALS:
    /// 0 where all was as recorded, else 1.
    void finished(int exitCode);

private:
    struct Task {
        QString file = {};
        Direction direction = Direction::Client;
    };
    void startMore();
    void run(size_t number);
    void conclude(size_t number, const Verdict &verdict);
    void printReady();
    void printSum();

    QString m_program;
    Limits m_limits;
    Print m_print;
    std::vector<Task> m_tasks;
    size_t m_next = 0;
    size_t m_printed = 0;
    int m_running = 0;
    bool m_isOver = false;
    std::map<size_t, Verdict> m_verdicts;
    std::map<Verdict::Kind, int> m_counts;
    qsizetype m_widest = 0;
};
