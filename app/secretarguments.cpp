// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretarguments.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

namespace
{

constexpr std::array<std::string_view, 7> longOptions{"--api-key", "--auth-header",     "--swarm-token",
                                                      "--prompt",  "--negative-prompt", "--style-prefix",
                                                      "--param"};
constexpr std::string_view shortFlags = "qv"; ///< may stand before a short option in one word: "-qp"
constexpr std::string_view shortOptions = "pn";

/// Settings that `config set` may be given in words.
constexpr std::array<std::string_view, 5> secretKeys{"api-key", "auth-header", "swarm-token",
                                                     "generate.negative-prompt", "generate.style-prefix"};

bool isOneOf(std::string_view word, const auto &options)
{
    return std::ranges::find(options, word) != options.end();
}

/// Where the value of an option begins in this word: at its end where it is the next word. 0 where the word
/// is no such option.
size_t valueIn(std::string_view word)
{
    if (isOneOf(word, longOptions))
        return word.size();
    const size_t equals = word.find('=');
    if (equals != std::string_view::npos && isOneOf(word.substr(0, equals), longOptions))
        return equals + 1;
    if (word.size() < 2 || word.front() != '-')
        return 0;
    const size_t option = word.find_first_not_of(shortFlags, 1);
    const bool isSecret = option != word.npos && shortOptions.find(word[option]) != shortOptions.npos;
    return isSecret ? option + 1 : 0;
}

void blank(char *word)
{
    std::memset(word, 'x', std::strlen(word));
}

/// Name and password in an address: "http://ada:secret@studio".
void blankSignIn(char *word)
{
    const std::string_view text(word);
    const size_t scheme = text.find("://");
    if (scheme == text.npos)
        return;
    const size_t start = scheme + 3;
    const size_t at = text.substr(0, text.find('/', start)).rfind('@');
    if (at != text.npos && at > start)
        std::memset(word + start, 'x', at - start);
}

bool isSecretKey(std::string_view word)
{
    const auto same = [word](std::string_view key) {
        return std::ranges::equal(word, key,
                                  [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
    };
    return std::ranges::any_of(secretKeys, same);
}

/// `config set KEY VALUE`: all behind such a key that is no option.
void blankSetting(std::span<char *> words)
{
    auto at = words.begin();
    for (const std::string_view expected : {"config", "set"})
        at = std::find(at, words.end(), expected);
    at = std::find_if(at, words.end(), isSecretKey);
    for (bool isKey = true; at != words.end(); ++at) {
        const std::string_view word = *at;
        const bool isOption = word.size() > 1 && word.front() == '-';
        if (!std::exchange(isKey, false) && !isOption)
            blank(*at);
    }
}

} // namespace

void blankSecrets(int argc, char **argv)
{
    blankSetting({argv, size_t(argc)});
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const size_t start = valueIn(word);
        if (start == 0)
            blankSignIn(argv[i]);
        else if (start < word.size())
            std::memset(argv[i] + start, 'x', word.size() - start);
        else if (++i < argc) // a value is no option, whatever it looks like
            blank(argv[i]);
    }
}
