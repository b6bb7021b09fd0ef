// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>

/// An HTTP proxy in small: CONNECT, and requests with a whole address, which it leads to `target` whatever
/// host they name. Remembers what it was asked.
class SmallProxy : public QObject
{
    Q_OBJECT
public:
    /// Leads everything to this port of the loopback.
    explicit SmallProxy(quint16 target, QObject *parent = nullptr);

    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }
    /// "CONNECT studio:7801", "POST http://studio:7801/API/GetNewSession", in order.
    [[nodiscard]] QStringList asked() const { return m_asked; }
    /// The bytes of all requests, for what must not be in them.
    [[nodiscard]] QByteArray heard() const { return m_heard; }

    QByteArray wanted = {}; ///< "ada:secret": everybody else gets 407
    bool refuses = false; ///< 403 to everybody

private:
    void accept();
    void takeHead(QTcpSocket *client);
    void lead(QTcpSocket *client, const QByteArray &head, const QByteArray &rest);
    [[nodiscard]] static bool isSignedIn(const QByteArray &head, const QByteArray &wanted);

    quint16 m_target;
    QTcpServer m_listener;
    QHash<QTcpSocket *, QByteArray> m_heads;
    QStringList m_asked;
    QByteArray m_heard;
};
