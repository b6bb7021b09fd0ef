// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "linereader.h"
#include "loginjob.h"
#include "secretstore.h"

/// `config login`: asks for name and password, and keeps the token that the server gives for them: in the
/// keychain, or where there is none in the user's configuration file. The password is kept nowhere.
class LoginCommand : public Command
{
    Q_OBJECT
public:
    LoginCommand(CommandContext &context, LoginOptions options);
    void start() override;

private:
    void tryKeychain();
    [[nodiscard]] SecretName secretName() const;
    [[nodiscard]] Error nowhereToKeep() const;
    void askWho();
    void ask(const QString &prompt, LineReader::Echo echo);
    void take(const std::optional<QString> &line);
    void login(const QString &password);
    void keep(const QByteArray &token);
    void keepInFile(const QByteArray &token, const Error &noKeychain);
    void done(const QString &place);

    LoginOptions m_options;
    ServerAddress m_server;
    LineReader m_input;
};
