// SPDX-License-Identifier: GPL-3.0-or-later
#include "facechoice.h"

#include <algorithm>
#include <array>

namespace
{

constexpr std::array<std::string_view, 18> verbs{
    "generate",   "status", "watch",    "wait", "cancel",    "collect", "again", "history",     "models",
    "parameters", "config", "pipeline", "crop", "downscale", "convert", "demo",  "demo-server", "completion"};

/// Global options that take the next argument as their value.
constexpr std::array<std::string_view, 15> valued{
    "--api-url", "--api-key", "--api-key-file", "--auth-header", "--swarm-token",
    "--ca-file", "--config",  "--project",      "--state-file",  "-f",
    "--format",  "-o",        "--output",       "--color",       "--state"};

template <typename List> bool holds(const List &list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

} // namespace

Face chooseFace(std::span<const std::string_view> arguments,
                const std::function<bool(std::string_view)> &isFolder)
{
    if (holds(arguments, "--cli"))
        return Face::Headless;
    for (size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view word = arguments[i];
        if (holds(verbs, word) || word == "help" || word == "--help" || word == "-h" || word == "--version")
            return Face::Headless;
        if (holds(valued, word))
            ++i;
        else if (!word.starts_with('-'))
            return word.find_first_of("/.:") != word.npos || isFolder(word) ? Face::Desktop : Face::Headless;
    }
    return Face::Desktop;
}
