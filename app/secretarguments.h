// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Overwrites credentials and prompts in the process's own argument list, where every user of the machine can
/// read them.
void blankSecrets(int argc, char **argv);
