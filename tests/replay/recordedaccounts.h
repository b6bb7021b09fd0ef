// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"
#include "transcript.h"

/// The accounts that the recorded server had, as far as the recording tells: by its words about the set-up,
/// by log-ins, tokens and permissions. Empty where it let everybody in.
[[nodiscard]] QList<DemoAccount> recordedAccounts(const Transcript &transcript);

/// The password that an account of that name has in a replay where the recording does not tell it.
[[nodiscard]] QString standInPassword();

/// What the web page sends instead of the password.
[[nodiscard]] QByteArray hashedPassword(const QString &user, const QString &password);

/// True where an answer to `call` shows that it was let in: not for a bare 401.
[[nodiscard]] bool wasLetIn(const Transcript::Http &call);
