// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"

/// `config logout`: forgets the token of the server's account, in the keychain and in the user's own file.
class LogoutCommand : public Command
{
    Q_OBJECT
public:
    using Command::Command;
    void start() override;

private:
    void forgetInFile();
};
