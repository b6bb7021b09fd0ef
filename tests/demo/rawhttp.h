// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QTcpSocket>

#include <functional>
#include <utility>

/// An HTTP answer, taken apart but for its meaning.
struct RawReply {
    int status = 0; ///< 0: the connection ended without one
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {}; ///< without chunked framing

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    [[nodiscard]] bool has(const QByteArray &name) const;
    [[nodiscard]] QJsonObject json() const;
};

/// Waits until `holds`, looking again whenever something happened to `socket`. False after ten seconds, or
/// `milliseconds`.
[[nodiscard]] bool comesTrue(QTcpSocket &socket, const std::function<bool()> &holds,
                             int milliseconds = 10000);

/// A connection on which a test chooses every byte that it sends.
class RawHttp
{
public:
    explicit RawHttp(quint16 port);

    void send(const QByteArray &bytes);
    /// The next answer; `toHead` where it has no body by its nature.
    [[nodiscard]] RawReply next(bool toHead = false);
    /// The server has closed the connection.
    [[nodiscard]] bool isClosed();
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

private:
    [[nodiscard]] bool fill(qsizetype size);
    [[nodiscard]] QByteArray takeChunks();

    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// A request with a body, Content-Length and all.
[[nodiscard]] QByteArray jsonPost(const QByteArray &target, const QByteArray &body,
                                  const QByteArray &headers = {});
