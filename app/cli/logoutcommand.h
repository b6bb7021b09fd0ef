// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "secretstore.h"

/// `config logout`: forgets the token of the server's account, in the keychain and, where the settings files
/// mean this server, in the user's own file.
class LogoutCommand : public Command
{
    Q_OBJECT
public:
    using Command::Command;
    void start() override;

private:
    [[nodiscard]] SecretName nameInKeychain() const;
    void forgetInKeychain();
    void forgetInFile(bool wasInKeychain);

    ServerAddress m_server;
};
