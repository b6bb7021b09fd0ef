// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serveraddress.h"

#include <functional>

class QObject;

/// What lets us in at a server; empty where there is none.
struct Credentials {
    QByteArray authorization = {}; ///< the whole value of the header
    QByteArray swarmToken = {};

    [[nodiscard]] bool isEmpty() const { return authorization.isEmpty() && swarmToken.isEmpty(); }
};

/// Where credentials may be that cost time to ask for, or a dialog: a keychain. Asked only when a server has
/// refused us, and not twice for the same client.
class CredentialSource
{
public:
    using Take = std::function<void(const Credentials &)>;

    virtual ~CredentialSource() = default;
    /// Looks for what `address` does not hold yet. `take` is called once, never from inside the call, and not
    /// at all when `context` has gone.
    virtual void find(const ServerAddress &address, QObject *context, const Take &take) = 0;
};
