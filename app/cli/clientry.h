// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The headless face. Returns the exit code.
[[nodiscard]] int runCli(int argc, char **argv);
