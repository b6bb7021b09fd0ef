// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTcpSocket;

namespace demo
{

/// Ends a connection at once with a reset instead of an orderly end, as the kernel does for a process that
/// dies. What was written before still goes out, as far as it can at once.
void resetConnection(QTcpSocket &socket);

} // namespace demo
