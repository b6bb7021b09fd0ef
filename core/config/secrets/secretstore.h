// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

#include <functional>
#include <memory>

class QObject;

/// What is kept, and for whom: a secret belongs to the origin of one server.
struct SecretName {
    enum class Kind { Authorization, SwarmToken };

    QUrl server = {};
    Kind kind = Kind::SwarmToken;

    /// "http://studio:7801 swarm-token": what a keychain shows to its user.
    [[nodiscard]] QString text() const;
};

/// The user's secrets, kept by the system and not by us. Every call returns at once and answers once, later,
/// within 6 s also where a dialog waits for the user; not at all when `context` has gone. An error is of kind
/// Locked where the keychain did not open, and satisfies isMissing() where there is no keychain.
class SecretStore
{
public:
    /// Empty where nothing is kept.
    using TakeSecret = std::function<void(const Result<QByteArray> &)>;
    using TakeOutcome = std::function<void(const Result<> &)>;

    virtual ~SecretStore() = default;
    virtual void read(const SecretName &name, QObject *context, const TakeSecret &take) = 0;
    virtual void write(const SecretName &name, const QByteArray &secret, QObject *context,
                       const TakeOutcome &take)
        = 0;
    /// That there was none is no error.
    virtual void remove(const SecretName &name, QObject *context, const TakeOutcome &take) = 0;

    [[nodiscard]] static bool isMissing(const Error &error);
    /// `why` is the middle of a sentence.
    [[nodiscard]] static Error missing(const QString &why);
};

/// The system's keychain. Its part of the program is loaded with the first question, and only where there is
/// a session bus to ask on.
[[nodiscard]] std::unique_ptr<SecretStore> openSecretStore(QString programFolder,
                                                           const QProcessEnvironment &environment);

/// Of the module that speaks to the keychain.
inline constexpr auto createSecretStoreSymbol = "createSecretStore";
using CreateSecretStore = SecretStore *();
