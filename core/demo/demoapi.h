// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QStringList>
#include <QUrl>

#include <chrono>

/// How the demo server is to behave. The defaults are a small healthy server.
struct DemoOptions {
    quint16 port = 0; ///< 0: any free one
    std::chrono::milliseconds stepTime{150}; ///< how long one sampling step takes
    quint64 seed = 0; ///< where the seeds of requests without one come from; 0: other ones at each start
    QStringList failures = {}; ///< "name" or "name=value" each; an unknown name makes listen() list the known
    int backends = 2; ///< each takes two pictures at a time and draws one
    QByteArray requiredAuthorization = {}; ///< whole value of the Authorization header; empty: none is needed
};

/// A SwarmUI-compatible server in this process, on loopback only, that draws simple pictures. It serves from
/// the event loop of the thread that calls listen(), until it is deleted; jobs and pictures die with it.
class Demo
{
public:
    virtual ~Demo() = default;

    /// Errors: Usage for options that make no sense, Failed where the port cannot be had.
    virtual Result<> listen() = 0;
    /// "http://127.0.0.1:PORT" after a successful listen(), else empty.
    [[nodiscard]] virtual QUrl address() const = 0;
};

/// The type of the function `createDemo` of the module `demo`. The caller owns the result.
using CreateDemo = Demo *(const DemoOptions &options);
