// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "demoapi.h"

#include <memory>

/// `demo-server`: serves until interrupted. Its address is the first line on stdout.
class DemoServerCommand : public Command
{
    Q_OBJECT
public:
    DemoServerCommand(CommandContext &context, DemoServerOptions options);
    void start() override;

private:
    [[nodiscard]] Result<DemoOptions> options() const;
    [[nodiscard]] QString welcome() const;

    DemoServerOptions m_options;
    std::unique_ptr<Demo> m_demo;
};
