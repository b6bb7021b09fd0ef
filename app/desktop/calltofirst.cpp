// SPDX-License-Identifier: GPL-3.0-or-later
#include "calltofirst.h"

using namespace std::chrono_literals;

CallToFirst::CallToFirst(SingleInstance &place, const InstanceCall &call, QObject *parent)
    : QObject(parent)
    , m_place(place)
    , m_line(toLine(call))
{
    m_patience.setSingleShot(true);
    m_again.setSingleShot(true);
    m_again.setInterval(100ms);
    connect(&m_patience, &QTimer::timeout, this, [this] { settle(Answer::None); });
    connect(&m_again, &QTimer::timeout, this, &CallToFirst::tryOnce);
    connect(&m_socket, &QLocalSocket::connected, this, [this] { m_socket.write(m_line); });
    connect(&m_socket, &QLocalSocket::readyRead, this, [this] {
        if (m_socket.canReadLine() && m_socket.readLine() == "taken\n")
            settle(Answer::Taken);
    });
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &CallToFirst::onNobody);
}

void CallToFirst::start(std::chrono::milliseconds patience)
{
    m_patience.start(patience);
    m_again.start(0ms);
}

void CallToFirst::tryOnce()
{
    if (m_settled)
        return;
    m_socket.abort();
    m_socket.connectToServer(m_place.socket());
}

void CallToFirst::onNobody()
{
    if (m_settled)
        return;
    if (m_place.take() != SingleInstance::Role::Second)
        settle(Answer::PlaceIsOurs);
    else
        m_again.start();
}

void CallToFirst::settle(Answer answer)
{
    if (std::exchange(m_settled, true))
        return;
    m_patience.stop();
    m_again.stop();
    Q_EMIT finished(answer);
}
