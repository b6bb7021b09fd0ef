// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcpreset.h"

#include <QTcpSocket>

#include <sys/socket.h>

namespace demo
{

void resetConnection(QTcpSocket &socket)
{
    socket.flush();
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket.abort();
}

} // namespace demo
