// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoserver.h"

/// What the program looks for in the module.
extern "C" Q_DECL_EXPORT Demo *createDemo(const DemoOptions &options)
{
    return std::make_unique<demo::DemoServer>(options).release();
}
