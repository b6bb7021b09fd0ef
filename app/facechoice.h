// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string_view>

enum class Face { Headless, Desktop };

/// Which face the arguments (without the program's name) ask for: headless with `--cli`, and also where the
/// first argument that is not a global option is a verb, `--help` or `--version`, or neither a path nor, by
/// `isFolder`, a folder that is there: that is a verb mistyped. A folder with a verb's name is given as
/// "./status".
[[nodiscard]] Face chooseFace(std::span<const std::string_view> arguments,
                              const std::function<bool(std::string_view)> &isFolder);
