// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretarguments.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace
{

constexpr std::array<std::string_view, 6> longOptions{"--api-key", "--auth-header",     "--swarm-token",
                                                      "--prompt",  "--negative-prompt", "--style-prefix"};
constexpr std::array<std::string_view, 2> shortOptions{"-p", "-n"};

bool isOneOf(std::string_view word, const auto &options)
{
    return std::ranges::find(options, word) != options.end();
}

/// Where the value begins in a word that holds an option and its value; 0 where it does not.
size_t valueIn(std::string_view word)
{
    const size_t equals = word.find('=');
    if (equals != std::string_view::npos && isOneOf(word.substr(0, equals), longOptions))
        return equals + 1;
    return word.size() > 2 && isOneOf(word.substr(0, 2), shortOptions) ? 2 : 0;
}

} // namespace

void blankSecrets(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (const size_t start = valueIn(word))
            std::memset(argv[i] + start, 'x', word.size() - start);
        else if ((isOneOf(word, longOptions) || isOneOf(word, shortOptions)) && i + 1 < argc) {
            ++i; // a value is no option, whatever it looks like
            std::memset(argv[i], 'x', std::strlen(argv[i]));
        }
    }
}
