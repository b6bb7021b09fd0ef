// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <csignal>
#include <initializer_list>
#include <memory>

/// Brings the system's signals (SIGINT, SIGTERM, SIGHUP, …) into the event loop. One at a time in a process;
/// while it lives the signals it was given do not end the program. Signals that were ignored when it was made
/// stay ignored.
class SignalWatch : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatch(std::initializer_list<int> signalNumbers, QObject *parent = nullptr);
    ~SignalWatch() override;

Q_SIGNALS:
    void received(int signalNumber);

private:
    void read();
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::initializer_list<int>::size_type m_count = 0;
    int m_numbers[8] = {};
    struct sigaction m_before[8] = {};
};
