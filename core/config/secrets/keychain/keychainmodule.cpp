// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychainstore.h"

extern "C" Q_DECL_EXPORT SecretStore *createSecretStore()
{
    return std::make_unique<KeychainStore>().release();
}

static_assert(std::is_same_v<decltype(createSecretStore), CreateSecretStore>);
