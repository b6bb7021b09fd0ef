// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretarguments.h"

#include <array>
#include <cstring>
#include <string_view>

void blankSecrets(int argc, char **argv)
{
    constexpr std::array<std::string_view, 3> secret{"--api-key", "--auth-header", "--swarm-token"};
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        for (const std::string_view option : secret) {
            if (word == option && i + 1 < argc)
                std::memset(argv[i + 1], 'x', std::strlen(argv[i + 1]));
            else if (word.starts_with(option) && word.size() > option.size() && word[option.size()] == '=')
                std::memset(argv[i] + option.size() + 1, 'x', word.size() - option.size() - 1);
        }
    }
}
