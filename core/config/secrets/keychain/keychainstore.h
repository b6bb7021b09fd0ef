// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secretstore.h"

#include <QCoreApplication>

namespace QKeychain
{
class Job;
}

/// The keychain of the desktop, by way of QtKeychain: the Secret Service (GNOME, KeePassXC, newer KDE) or
/// KWallet.
class KeychainStore final : public SecretStore
{
    Q_DECLARE_TR_FUNCTIONS(KeychainStore)
public:
    void read(const SecretName &name, QObject *context, const TakeSecret &take) override;
    void write(const SecretName &name, const QByteArray &secret, QObject *context,
               const TakeOutcome &take) override;
    void remove(const SecretName &name, QObject *context, const TakeOutcome &take) override;

private:
    using TakeJob = std::function<void(const Result<> &)>;
    /// Starts a job that deletes itself. It cannot be stopped once it waits for its user: then it is left
    /// alone, and nobody hears of it any more.
    static void run(QKeychain::Job *job, QObject *context, const TakeJob &take);
    [[nodiscard]] static Result<> outcome(const QKeychain::Job &job);
};
