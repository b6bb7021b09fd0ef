// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"

namespace demo
{

/// What users of that role may do, in the real server's names. An owner has "*" as well: everything.
[[nodiscard]] QStringList permissionsOf(DemoAccount::Role role);

} // namespace demo
