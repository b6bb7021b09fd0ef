// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "credentialsource.h"
#include "secretstore.h"

#include <memory>

/// Looks into the keychain for what a server wants, kind by kind: what another source gave is not looked for.
class KeychainSource final : public CredentialSource
{
public:
    using Tell = std::function<void(const Error &)>;

    /// `store` must outlive it. `tell` hears why a keychain that is there told nothing.
    KeychainSource(SecretStore &store, Tell tell);
    void find(const ServerAddress &address, QObject *context, const Take &take) override;

private:
    struct Search;
    void goOn(const std::shared_ptr<Search> &search);

    SecretStore &m_store;
    Tell m_tell;
};
