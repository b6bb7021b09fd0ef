// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apidoor.h"
#include "generation.h"
#include "messagemischief.h"
#include "socketline.h"

#include <QObject>
#include <QTimer>

namespace demo
{

/// What is said over one WebSocket: the first message, the requests it and its followers make, the linger,
/// the end. Its requests go on when the client has gone. Dies with its line.
class Conversation : public QObject
{
    Q_OBJECT
public:
    /// `line` becomes its parent.
    Conversation(World &world, const ApiDoor &door, const QString &route, SocketLine *line);

private:
    void hear(const QByteArray &message);
    void hearFirst(const QByteArray &message);
    void refuse(const ApiDoor::SocketRefusal &refusal);
    void selectModel(const QJsonObject &message);
    void generate(const QJsonObject &request);
    void generationEnded();
    void pass(const QJsonObject &message, MessageMischief &mischief);
    [[nodiscard]] bool breaksOff(const QJsonObject &message);
    void announceEnd();
    void linger();
    void finish();
    void say(const QJsonObject &message);
    void sayStatus();

    World &m_world;
    const ApiDoor &m_door;
    QString m_route;
    SocketLine *m_line;
    Visitor *m_visitor = nullptr;
    QTimer m_firstMessage;
    QTimer m_linger;
    int m_running = 0;
    int m_nextIndex = 0;
    int m_progressSeen = 0;
    bool m_deaf = false; ///< a message made no sense; nothing more is heard
    bool m_news = false; ///< a request came since the intention was told
    Failures m_failures; ///< of the last request
};

} // namespace demo
