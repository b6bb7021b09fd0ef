// SPDX-License-Identifier: GPL-3.0-or-later
#include "configgrammar.h"

#include "grammar.h"

namespace
{

/// A subcommand of config, whose options start from these.
CLI::App *verb(Grammar &grammar, CLI::App *config, const char *name, const CommandOptions &options)
{
    CLI::App *app = config->add_subcommand(name);
    app->fallthrough();
    app->preparse_callback([&grammar, options](size_t) { grammar.parsed().command = options; });
    return app;
}

} // namespace

void addConfig(Grammar &grammar)
{
    using enum ConfigOptions::Action;
    CLI::App *config = grammar.app().add_subcommand(
        "config", Grammar::help("Show and change settings, sign in to a server"));
    config->fallthrough();
    config->require_subcommand(1);

    CLI::App *view = verb(grammar, config, "view", ConfigOptions{.action = View});
    view->description(Grammar::help("Show all settings, and where each comes from"));

    CLI::App *get = verb(grammar, config, "get", ConfigOptions{.action = Get});
    get->description(Grammar::help("Print one of them"));
    grammar.text(get, "KEY", &ConfigOptions::key, "api-url, generate.steps, ...")->required();

    CLI::App *set = verb(grammar, config, "set", ConfigOptions{.action = Set});
    set->description(Grammar::help("Write one of them into your configuration file"));
    grammar.text(set, "KEY", &ConfigOptions::key, "api-url, generate.steps, ...")->required();
    set->add_option_function<std::string>(
        "VALUE",
        [&grammar](const std::string &value) {
            grammar.options<ConfigOptions>().value = QString::fromStdString(value);
        },
        Grammar::help("Items of a list between commas; - reads a line, and so does a secret without it"));

    CLI::App *unset = verb(grammar, config, "unset", ConfigOptions{.action = Unset});
    unset->description(Grammar::help("Take one of them out of your configuration file"));
    grammar.text(unset, "KEY", &ConfigOptions::key, "api-url, generate.steps, ...")->required();

    CLI::App *init = verb(grammar, config, "init", ConfigOptions{.action = Init});
    init->description(Grammar::help("Write a configuration file that explains all settings"));

    CLI::App *login = verb(grammar, config, "login", LoginOptions{});
    login->description(
        Grammar::help("Trade name and password for an account's token, and keep that in the keychain"));
    grammar.text(login, "--user", &LoginOptions::user, "Name of the account (asked for)");

    CLI::App *logout = verb(grammar, config, "logout", LogoutOptions{});
    logout->description(Grammar::help("Forget the token of the server's account"));
}
