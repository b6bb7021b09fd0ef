// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

enum class Face { Headless, Desktop };

/// Which face the arguments (without the program's name) ask for: headless with `--cli`, and also where the
/// first argument that is not a global option is a verb, `--help` or `--version`. A folder with a verb's name
/// is given as "./status".
[[nodiscard]] Face chooseFace(std::span<const std::string_view> arguments);
