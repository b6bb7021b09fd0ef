// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawhttp.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QTimer>

bool comesTrue(QTcpSocket &socket, const std::function<bool()> &holds, int milliseconds)
{
    QEventLoop loop;
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QTcpSocket::readyRead, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QTcpSocket::stateChanged, &loop, &QEventLoop::quit);
    limit.start(milliseconds);
    while (!holds() && limit.isActive())
        loop.exec();
    return holds();
}

QByteArray RawReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool RawReply::has(const QByteArray &name) const
{
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto &one) { return one.first.compare(name, Qt::CaseInsensitive) == 0; });
}

QJsonObject RawReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

RawHttp::RawHttp(quint16 port)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    (void)comesTrue(m_socket, [this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
}

void RawHttp::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
}

bool RawHttp::fill(qsizetype size)
{
    (void)comesTrue(m_socket, [&] {
        if (m_socket.isOpen())
            m_buffer += m_socket.readAll();
        return m_buffer.size() >= size || m_socket.state() == QAbstractSocket::UnconnectedState;
    });
    return m_buffer.size() >= size;
}

bool RawHttp::isClosed()
{
    return comesTrue(m_socket, [this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
}

QByteArray RawHttp::takeChunks()
{
    QByteArray body;
    for (;;) {
        while (!m_buffer.contains("\r\n") && fill(m_buffer.size() + 1)) { }
        const qsizetype line = m_buffer.indexOf("\r\n");
        const qsizetype size = line < 0 ? 0 : m_buffer.left(line).toLongLong(nullptr, 16);
        if (!fill(line + 2 + size + 2))
            return body;
        body += m_buffer.mid(line + 2, size);
        m_buffer.remove(0, line + 2 + size + 2);
        if (size == 0)
            return body;
    }
}

RawReply RawHttp::next(bool toHead)
{
    while (!m_buffer.contains("\r\n\r\n")) {
        if (!fill(m_buffer.size() + 1))
            return {};
    }
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    QList<QByteArray> lines = m_buffer.left(end).split('\n');
    m_buffer.remove(0, end + 4);
    RawReply reply{.status = lines.takeFirst().split(' ').value(1).toInt()};
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        reply.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    const qsizetype length = reply.header("Content-Length").toLongLong();
    if (reply.header("Transfer-Encoding") == "chunked")
        reply.body = takeChunks();
    else if (!toHead && fill(length)) {
        reply.body = m_buffer.left(length);
        m_buffer.remove(0, length);
    }
    return reply;
}

QByteArray jsonPost(const QByteArray &target, const QByteArray &body, const QByteArray &headers)
{
    return "POST " + target + " HTTP/1.1\r\nHost: demo\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}
