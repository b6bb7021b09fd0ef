// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "configgrammar.h"
#include "generategrammar.h"
#include "grammar.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

CLI::Validator isWaitingTime()
{
    constexpr double most = 2e6; // 23 days: what a timer can count
    return {[](std::string &value) {
                const double seconds = QString::fromStdString(value).toDouble();
                return seconds > 0 && seconds <= most
                    ? std::string()
                    : Grammar::tr("%1 is no number of seconds from 0.001 to 2000000")
                          .arg(QString::fromStdString(value))
                          .toStdString();
            },
            "", "seconds"};
}

CLI::Validator isName()
{
    return {[](std::string &value) {
                return value.empty() ? Grammar::tr("a name is missing").toStdString() : std::string();
            },
            "", "name"};
}

void addGlobal(Grammar &grammar)
{
    CLI::App &app = grammar.app();
    app.add_flag_function(
        "--cli", [](std::int64_t) {}, Grammar::help("Run without a window (implied by a command)"));
    app.set_version_flag("--version", "asset-generator " ASSET_GENERATOR_VERSION,
                         Grammar::help("Print the version and exit"));
    const std::string group = Grammar::help("Everywhere");
    const auto global = [&group](CLI::Option *option) { option->group(group); };
    global(grammar.setting(&app, "--api-url", "api-url",
                           "Address of the SwarmUI server (http://localhost:7801)"));
    global(grammar.setting(&app, "--api-key", "api-key", "Key, sent as \"Authorization: Bearer KEY\""));
    global(grammar.setting(&app, "--api-key-file", "api-key-file", "File that holds the key"));
    global(grammar.setting(&app, "--auth-header", "auth-header", "Whole value of the Authorization header"));
    global(
        grammar.setting(&app, "--swarm-token", "swarm-token", "Account token, sent as cookie swarm_token"));
    global(grammar.setting(&app, "--ca-file", "ca-file", "Certificates (PEM) to trust beside the system's"));
    global(
        grammar.text(&app, "--config", &GlobalOptions::config, "Configuration file, instead of all others"));
    global(
        grammar.text(&app, "--project", &GlobalOptions::project, "Folder that holds the state file (here)"));
    global(grammar.text(&app, "--state-file", &GlobalOptions::stateFile, "The state file itself"));
    global(
        grammar.setting(&app, "-f,--format", "format", "table, json, yaml; ndjson for watch and generate"));
    global(grammar.setting(&app, "-o,--output", "output", "Write the result into a file"));
    global(grammar.setting(&app, "--color", "color", "auto, always or never")
               ->check(CLI::IsMember({"auto", "always", "never"})));
    global(grammar.switchSetting(&app, "-q,--quiet", "quiet", "No progress, no hints, no warnings"));
    global(grammar.switchSetting(&app, "-v,--verbose", "verbose", "Say more on stderr"));
}

void addLooking(Grammar &grammar)
{
    CLI::App *status
        = grammar.verb("status", "Show the server and the sessions of this project", StatusOptions{});
    grammar.flag(status, "--all", &StatusOptions::all, "Sessions of every project that you used");
    grammar.flag(status, "--local", &StatusOptions::local, "Do not ask the server");
    grammar.flag(status, "--short", &StatusOptions::shortLine, "One short line, for a status bar");

    CLI::App *watch = grammar.verb("watch", "Follow sessions live until interrupted", WatchOptions{});
    grammar.text(watch, "ID", &WatchOptions::id, "Only this session, until it ends");
    grammar.flag(watch, "--all", &WatchOptions::all, "Sessions of every project that you used");

    CLI::App *wait = grammar.verb("wait", "Return when sessions have ended", WaitOptions{});
    grammar.list(wait, "IDS", &WaitOptions::ids, "These sessions (all of this project)")->expected(0, -1);
    grammar.flag(wait, "--any", &WaitOptions::any, "Return when the first of them has ended");
    wait->add_option_function<double>(
            "--timeout",
            [&grammar](double seconds) { grammar.options<WaitOptions>().timeoutSeconds = seconds; },
            Grammar::help("Give up after so many seconds; the sessions go on"))
        ->check(isWaitingTime());

    CLI::App *history = grammar.verb("history", "List ended sessions, newest first", HistoryOptions{});
    grammar.flag(history, "--all", &HistoryOptions::all, "Of every project");
    history
        ->add_option_function<int>(
            "--limit", [&grammar](int count) { grammar.options<HistoryOptions>().limit = count; },
            Grammar::help("At most so many (50)"))
        ->check(CLI::Range(1, 100000));
    CLI::App *show = history->add_subcommand("show", Grammar::help("Everything that is known of one"));
    show->fallthrough();
    grammar.text(show, "ID", &HistoryOptions::show, "The session")->required();
}

void addStopping(Grammar &grammar)
{
    CLI::App *cancel = grammar.verb("cancel", "Stop sessions, wherever they were started", CancelOptions{});
    grammar.list(cancel, "IDS", &CancelOptions::ids, "These sessions (the only one that lives)")
        ->expected(0, -1);
    grammar.flag(cancel, "--all", &CancelOptions::all, "All your own of this project");
}

void addModels(Grammar &grammar)
{
    CLI::App *models
        = grammar.verb("models", "Models, LoRAs, VAEs and all else that the server has", ModelsOptions{});
    models->require_subcommand(1);
    CLI::App *list = models->add_subcommand("list", Grammar::help("List them"));
    list->fallthrough();
    grammar.text(
        list, "--kind", &ModelsOptions::kind,
        "Stable-Diffusion (usual), LoRA, VAE, Embedding, ControlNet, Clip, ClipVision, Wildcards or all");
    grammar.text(list, "--match", &ModelsOptions::match, "Those with this in name, title or type");
    grammar.flag(list, "--loaded,--loaded-only", &ModelsOptions::loaded, "Those that are loaded");
    CLI::App *get = models->add_subcommand("get", Grammar::help("Everything that the server says of one"));
    get->fallthrough();
    grammar.text(get, "NAME", &ModelsOptions::get, "With or without folder and extension")
        ->required()
        ->check(isName());
    grammar.text(get, "--kind", &ModelsOptions::kind, "Look among these only");
}

void addParameters(Grammar &grammar)
{
    CLI::App *parameters
        = grammar.verb("parameters", "All that the server lets be set with --param", ParametersOptions{});
    parameters->require_subcommand(1);
    CLI::App *list = parameters->add_subcommand("list", Grammar::help("List them"));
    list->fallthrough();
    grammar.text(list, "--match", &ParametersOptions::match, "Those with this in name or description");
    CLI::App *get = parameters->add_subcommand("get", Grammar::help("What one of them means and takes"));
    get->fallthrough();
    grammar.text(get, "NAME", &ParametersOptions::get, "In any spelling: cfgscale, \"CFG Scale\"")
        ->required()
        ->check(isName());
}

void addDemoServer(Grammar &grammar)
{
    CLI::App *server
        = grammar.verb("demo-server", "Run a small SwarmUI-compatible server that draws pictures by itself",
                       DemoServerOptions{});
    server
        ->add_option_function<int>(
            "--port", [&grammar](int port) { grammar.options<DemoServerOptions>().port = quint16(port); },
            Grammar::help("Port on the loopback address; 0: any free one (7801)"))
        ->check(CLI::Range(0, 65535));
    server
        ->add_option_function<int>(
            "--step-ms", [&grammar](int ms) { grammar.options<DemoServerOptions>().stepMilliseconds = ms; },
            Grammar::help("Milliseconds for each step (150)"))
        ->check(CLI::Range(0, 600000));
    server->add_option_function<std::uint64_t>(
        "--seed", [&grammar](std::uint64_t seed) { grammar.options<DemoServerOptions>().seed = seed; },
        Grammar::help("Draws the same random seeds each time (1)"));
    grammar.text(server, "--as-version", &DemoServerOptions::asVersion,
                 "Speak as this SwarmUI, 0.5.0 or later, such as 0.9.5 (the newest known)");
    grammar.flag(server, "--accounts", &DemoServerOptions::accounts,
                 "Let nobody in without an account: owner, demo or guest, whose passwords are their names");
    grammar.text(server, "--auth-file", &DemoServerOptions::authFile,
                 "Answer only requests whose Authorization header is what this file holds");
    grammar
        .list(server, "--fail", &DemoServerOptions::failures,
              "Misbehave: NAME or NAME=VALUE; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// Commands of the product that this version does not have: said clearly, and not taken for a folder.
void addUnbuilt(Grammar &grammar)
{
    for (const char *name : {"again", "pipeline", "crop", "downscale", "convert", "demo", "completion"}) {
        CLI::App *app = grammar.app().add_subcommand(name, "")->group("");
        app->allow_extras();
        app->preparse_callback([name](size_t) {
            throw CLI::ValidationError(
                name, Grammar::tr("this version does not have this command yet").toStdString());
        });
    }
    grammar.app().add_subcommand("help", Grammar::help("Show this help, or that of a command"));
}

} // namespace

Result<ParsedCommandLine> parseCommandLine(const QStringList &arguments)
{
    const auto word = std::ranges::find_if(arguments, [](const QString &a) { return !a.startsWith(u'-'); });
    if (word != arguments.end() && *word == "help"_L1)
        return parseCommandLine(QStringList(word + 1, arguments.end()) + QStringList{u"--help"_s});
    ParsedCommandLine parsed;
    parsed.command = HelpText{};
    Grammar grammar(parsed);
    addGlobal(grammar);
    addGenerate(grammar);
    addCollect(grammar);
    addLooking(grammar);
    addStopping(grammar);
    addModels(grammar);
    addParameters(grammar);
    addDemoServer(grammar);
    addConfig(grammar);
    addUnbuilt(grammar);
    if (const Result<> read = grammar.read(arguments); !read)
        return read.error();
    if (const auto *help = std::get_if<HelpText>(&parsed.command); help && help->text.isEmpty())
        return parseCommandLine({u"--help"_s});
    return parsed;
}
