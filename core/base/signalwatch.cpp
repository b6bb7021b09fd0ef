// SPDX-License-Identifier: GPL-3.0-or-later
#include "signalwatch.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace
{

// A handler may do next to nothing: it writes the number into this pipe, the event loop reads it at the other
// end.
int pipeEnds[2] = {-1, -1};

void onSignal(int number)
{
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(number);
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
    errno = saved;
}

} // namespace

SignalWatch::SignalWatch(std::initializer_list<int> signalNumbers, QObject *parent)
    : QObject(parent)
    , m_count(std::min(signalNumbers.size(), std::size(m_numbers)))
{
    std::copy_n(signalNumbers.begin(), m_count, m_numbers);
    if (pipeEnds[0] < 0 && ::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then the signals keep their own ways
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SignalWatch::read);
    struct sigaction action {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < m_count; ++i) {
        struct sigaction &before = m_before[i];
        ::sigaction(m_numbers[i], nullptr, &before);
        if (before.sa_handler != SIG_IGN) // as nohup(1) asks for, and shells for jobs in the background
            ::sigaction(m_numbers[i], &action, nullptr);
    }
}

SignalWatch::~SignalWatch()
{
    if (!m_notifier)
        return;
    for (size_t i = 0; i < m_count; ++i)
        ::sigaction(m_numbers[i], &m_before[i], nullptr);
}

void SignalWatch::read()
{
    unsigned char number = 0;
    while (::read(pipeEnds[0], &number, 1) == 1)
        Q_EMIT received(number);
}
