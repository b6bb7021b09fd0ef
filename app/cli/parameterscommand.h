// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "commandline.h"
#include "serverparameters.h"

/// `parameters list` and `parameters get`: what the server lets be set for a generation.
class ParametersCommand : public Command
{
    Q_OBJECT
public:
    ParametersCommand(CommandContext &context, ParametersOptions options);
    void start() override;

private:
    void take(const ServerParameters &parameters);
    void list(const ServerParameters &parameters);
    void show(const ServerParameter &parameter);
    [[nodiscard]] bool fits(const ServerParameter &parameter) const;

    ParametersOptions m_options;
};
