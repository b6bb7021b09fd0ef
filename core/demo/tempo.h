// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace demo
{

/// How long things take. The defaults are the real server's, but for the work of the backends.
struct Tempo {
    using Time = std::chrono::milliseconds;
    Time step{150}; ///< one sampling step
    Time node{5}; ///< any other part of the work
    Time load{900}; ///< a model that no backend has yet
    Time launch{20}; ///< between the tasks of one request, and the silence before the first message
    Time linger{2000}; ///< between socket_intention and Close
    Time keepAlive{30000}; ///< between keep_alive messages, and between Pongs
    Time firstMessage{60000}; ///< for a client to say what it wants
    Time look{1000}; ///< until it is known that a backend does not answer
    Time noBackend{1000}; ///< until a task that no backend can take is given up
};

} // namespace demo
