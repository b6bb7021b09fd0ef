// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <array>
#include <memory>

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

std::string help(const char *text)
{
    return tr(text).toStdString();
}

CLI::Validator isNumber()
{
    return {[](std::string &value) {
                bool ok = false;
                std::ignore = QString::fromStdString(value).toDouble(&ok);
                return ok ? std::string()
                          : tr("“%1” is not a number").arg(QString::fromStdString(value)).toStdString();
            },
            "", "number"};
}

/// The command line as CLI11 is told of it. Options write into `parsed`; those that have a key in the
/// configuration go to its `settings`, so that one place decides which source wins.
class Grammar
{
public:
    explicit Grammar(ParsedCommandLine &parsed);
    [[nodiscard]] Result<> read(const QStringList &arguments);

private:
    CLI::App *verb(const char *name, const char *about, CommandOptions options);
    template <typename T> T &options() { return std::get<T>(m_parsed.command); }
    CLI::Option *text(CLI::App *app, const char *names, QString GlobalOptions::*field, const char *about);
    CLI::Option *setting(CLI::App *app, const char *names, const char *key, const char *about);
    template <typename T>
    CLI::Option *text(CLI::App *app, const char *names, QString T::*field, const char *about);
    template <typename T>
    CLI::Option *list(CLI::App *app, const char *names, QStringList T::*field, const char *about);
    template <typename T>
    CLI::Option *flag(CLI::App *app, const char *names, bool T::*field, const char *about);
    void notYet(CLI::App *app, const char *names, bool takesValue, const char *about);

    void addGlobal();
    void addGenerate();
    void addGenerateSaving(CLI::App *image);
    void addOldOptions(CLI::App *image);
    void addLooking();
    void addStopping();
    void addDemoServer();
    void addUnbuilt();
    [[nodiscard]] QString helpOfChosen() const;

    ParsedCommandLine &m_parsed;
    CLI::App m_app;
};

QString toQString(const std::string &value)
{
    return QString::fromLocal8Bit(value.c_str(), qsizetype(value.size()));
}

Grammar::Grammar(ParsedCommandLine &parsed)
    : m_parsed(parsed)
    , m_app(help("Starts image generations on a SwarmUI server, and shows and stops every one of them from "
                 "anywhere."),
            "asset-generator")
{
    m_app.fallthrough();
    m_app.require_subcommand(0, 1);
    m_app.get_formatter()->column_width(34);
    m_app.add_flag_function(
        "--cli", [](std::int64_t) {}, help("Run without a window (implied by a command)"));
    m_app.set_version_flag("--version", "asset-generator " ASSET_GENERATOR_VERSION,
                           help("Print the version and exit"));
    addGlobal();
    addGenerate();
    addLooking();
    addStopping();
    addDemoServer();
    addUnbuilt();
}

CLI::App *Grammar::verb(const char *name, const char *about, CommandOptions options)
{
    CLI::App *app = m_app.add_subcommand(name, help(about));
    app->fallthrough();
    // Before its own options are read: they write into this.
    app->preparse_callback([this, options = std::move(options)](size_t) { m_parsed.command = options; });
    return app;
}

CLI::Option *Grammar::text(CLI::App *app, const char *names, QString GlobalOptions::*field, const char *about)
{
    return app->add_option_function<std::string>(
        names, [this, field](const std::string &value) { m_parsed.global.*field = toQString(value); },
        help(about));
}

CLI::Option *Grammar::setting(CLI::App *app, const char *names, const char *key, const char *about)
{
    return app
        ->add_option_function<std::string>(
            names,
            [this, key](const std::string &value) {
                m_parsed.settings[QLatin1String(key)] = toQString(value);
            },
            help(about))
        ->type_name("VALUE");
}

template <typename T>
CLI::Option *Grammar::text(CLI::App *app, const char *names, QString T::*field, const char *about)
{
    return app->add_option_function<std::string>(
        names, [this, field](const std::string &value) { options<T>().*field = toQString(value); },
        help(about));
}

template <typename T>
CLI::Option *Grammar::list(CLI::App *app, const char *names, QStringList T::*field, const char *about)
{
    return app->add_option_function<std::vector<std::string>>(
        names,
        [this, field](const std::vector<std::string> &values) {
            for (const std::string &value : values)
                options<T>().*field += toQString(value);
        },
        help(about));
}

template <typename T>
CLI::Option *Grammar::flag(CLI::App *app, const char *names, bool T::*field, const char *about)
{
    return app->add_flag_function(
        names, [this, field](std::int64_t count) { options<T>().*field = count > 0; }, help(about));
}

void Grammar::notYet(CLI::App *app, const char *names, bool takesValue, const char *about)
{
    const QString name = QString::fromLatin1(names).section(u',', -1);
    const auto note = [this, name] { options<GenerateOptions>().notYet += name; };
    CLI::Option *option = takesValue ? app->add_option_function<std::string>(
                              names, [note](const std::string &) { note(); }, help(about))
                                     : app->add_flag_function(
                                         names,
                                         [note](std::int64_t count) {
                                             if (count > 0)
                                                 note();
                                         },
                                         help(about));
    option->group(help("Accepted for old scripts, not done yet"));
}

void Grammar::addGlobal()
{
    const std::string group = help("Everywhere");
    const auto global = [&group](CLI::Option *option) { option->group(group); };
    global(setting(&m_app, "--api-url", "api-url", "Address of the SwarmUI server (http://localhost:7801)"));
    global(setting(&m_app, "--api-key", "api-key", "Key, sent as \"Authorization: Bearer KEY\""));
    global(text(&m_app, "--api-key-file", &GlobalOptions::apiKeyFile, "File that holds the key"));
    global(setting(&m_app, "--auth-header", "auth-header", "Whole value of the Authorization header"));
    global(setting(&m_app, "--swarm-token", "swarm-token", "Account token, sent as cookie swarm_token"));
    global(text(&m_app, "--config", &GlobalOptions::config, "Configuration file, instead of all others"));
    global(text(&m_app, "--project", &GlobalOptions::project, "Folder that holds the state file (here)"));
    global(text(&m_app, "--state-file", &GlobalOptions::stateFile, "The state file itself"));
    global(setting(&m_app, "-f,--format", "format", "table, json, yaml; ndjson for watch and generate"));
    global(text(&m_app, "-o,--output", &GlobalOptions::output, "Write the result into a file"));
    global(text(&m_app, "--color", &GlobalOptions::color, "auto, always or never")
               ->check(CLI::IsMember({"auto", "always", "never"})));
    global(m_app.add_flag_function(
        "-q,--quiet", [this](std::int64_t count) { m_parsed.global.quiet = count > 0; },
        help("No progress, no hints, no warnings")));
    global(m_app.add_flag_function(
        "-v,--verbose", [this](std::int64_t count) { m_parsed.global.verbose = count > 0; },
        help("Say more on stderr")));
}

void Grammar::addGenerate()
{
    CLI::App *generate = m_app.add_subcommand("generate", help("Start a generation and wait for it"));
    generate->fallthrough();
    generate->require_subcommand(1);
    CLI::App *image = generate->add_subcommand("image", help("Make pictures from a prompt"));
    image->fallthrough();
    image->preparse_callback([this](size_t) { m_parsed.command = GenerateOptions{}; });
    text(image, "-p,--prompt", &GenerateOptions::prompt, "What is to be seen")->required();
    text(image, "-n,--negative-prompt", &GenerateOptions::negativePrompt, "What is not");
    setting(image, "--model", "generate.model", "Model (what is loaded on the server, else its first)");
    setting(image, "--steps", "generate.steps", "Steps (20)")->check(isNumber());
    setting(image, "-w,--width", "generate.width", "Width in pixels (512)")->check(isNumber());
    CLI::Option *length = setting(image, "-l,--length", "generate.length", "Height in pixels (512)");
    CLI::Option *height = setting(image, "--height", "generate.height", "The same as --length");
    length->check(isNumber())->excludes(height);
    height->check(isNumber());
    setting(image, "--seed", "generate.seed", "Seed of the first picture; -1: drawn by chance")
        ->check(isNumber());
    setting(image, "-b,--batch", "generate.batch", "How many pictures (1)")->check(isNumber());
    setting(image, "--cfg-scale", "generate.cfg-scale", "CFG scale (7.5)")->check(isNumber());
    setting(image, "--sampler", "generate.sampler", "Sampler (the server's choice)");
    setting(image, "--scheduler", "generate.scheduler", "Scheduler (the server's choice)");
    setting(image, "--style-prefix", "generate.style-prefix", "Put before the prompt, with a comma");
    list(image, "--lora", &GenerateOptions::loras, "NAME or NAME:WEIGHT; may be repeated")
        ->delimiter(',')
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    list(image, "--lora-weight", &GenerateOptions::loraWeights, "Weights of LoRAs without one, in order")
        ->delimiter(',')
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    setting(image, "--lora-default-weight", "generate.lora-default-weight", "Weight of all others (1.0)");
    text(image, "--label", &GenerateOptions::label, "A name that everybody sees in the project's list");
    flag(image, "--websocket", &GenerateOptions::websocket, "Live progress over WebSocket (=false: HTTP)");
    addGenerateSaving(image);
    addOldOptions(image);
}

void Grammar::addGenerateSaving(CLI::App *image)
{
    flag(image, "--save-images", &GenerateOptions::saveImages,
         "Save the pictures here, not only on the server");
    text(image, "--output-dir", &GenerateOptions::outputDir, "Folder for the pictures (here); saves them");
    text(image, "--filename-template", &GenerateOptions::filenameTemplate,
         "Names such as {prompt}-{seed}-{index} (the server's names)");
    flag(image, "--keep-metadata", &GenerateOptions::keepMetadata,
         "Leave prompt and parameters in the files");
    flag(image, "--overwrite", &GenerateOptions::overwrite, "Replace files of the same name");
}

void Grammar::addOldOptions(CLI::App *image)
{
    constexpr auto crop = "Cropping is not built yet";
    constexpr auto downscale = "Downscaling is not built yet";
    constexpr auto skimmed = "SwarmUI has no such parameter";
    notYet(image, "--auto-crop", false, crop);
    notYet(image, "--auto-crop-threshold", true, crop);
    notYet(image, "--auto-crop-tolerance", true, crop);
    notYet(image, "--auto-crop-preserve-aspect", false, crop);
    notYet(image, "--downscale-width", true, downscale);
    notYet(image, "--downscale-height", true, downscale);
    notYet(image, "--downscale-percentage", true, downscale);
    notYet(image, "--downscale-filter", true, downscale);
    notYet(image, "--skimmed-cfg", false, skimmed);
    notYet(image, "--skimmed-cfg-scale", true, skimmed);
    notYet(image, "--skimmed-cfg-start", true, skimmed);
    notYet(image, "--skimmed-cfg-end", true, skimmed);
}

void Grammar::addLooking()
{
    CLI::App *status = verb("status", "Show the server and the sessions of this project", StatusOptions{});
    flag(status, "--all", &StatusOptions::all, "Sessions of every project that you used");
    flag(status, "--local", &StatusOptions::local, "Do not ask the server");
    flag(status, "--short", &StatusOptions::shortLine, "One short line, for a status bar");

    CLI::App *watch = verb("watch", "Follow sessions live until interrupted", WatchOptions{});
    text(watch, "ID", &WatchOptions::id, "Only this session, until it ends");
    flag(watch, "--all", &WatchOptions::all, "Sessions of every project that you used");

    CLI::App *wait = verb("wait", "Return when sessions have ended", WaitOptions{});
    list(wait, "IDS", &WaitOptions::ids, "These sessions (all of this project)")->expected(0, -1);
    flag(wait, "--any", &WaitOptions::any, "Return when the first of them has ended");
    wait->add_option_function<double>(
            "--timeout", [this](double seconds) { options<WaitOptions>().timeoutSeconds = seconds; },
            help("Give up after so many seconds; the sessions go on"))
        ->check(CLI::PositiveNumber);

    CLI::App *history = verb("history", "List ended sessions, newest first", HistoryOptions{});
    flag(history, "--all", &HistoryOptions::all, "Of every project");
    history
        ->add_option_function<int>(
            "--limit", [this](int count) { options<HistoryOptions>().limit = count; },
            help("At most so many (50)"))
        ->check(CLI::Range(1, 100000));
    CLI::App *show = history->add_subcommand("show", help("Everything that is known of one"));
    show->fallthrough();
    text(show, "ID", &HistoryOptions::show, "The session")->required();
}

void Grammar::addStopping()
{
    CLI::App *cancel = verb("cancel", "Stop sessions, wherever they were started", CancelOptions{});
    list(cancel, "IDS", &CancelOptions::ids, "These sessions (the only one that lives)")->expected(0, -1);
    flag(cancel, "--all", &CancelOptions::all, "All your own of this project");
}

void Grammar::addDemoServer()
{
    CLI::App *server
        = verb("demo-server", "Run a small SwarmUI-compatible server that draws pictures by itself",
               DemoServerOptions{});
    server
        ->add_option_function<int>(
            "--port", [this](int port) { options<DemoServerOptions>().port = quint16(port); },
            help("Port on the loopback address; 0: any free one (7801)"))
        ->check(CLI::Range(0, 65535));
    server
        ->add_option_function<int>(
            "--step-ms", [this](int ms) { options<DemoServerOptions>().stepMilliseconds = ms; },
            help("Milliseconds for each step (150)"))
        ->check(CLI::Range(0, 600000));
    server->add_option_function<std::uint64_t>(
        "--seed", [this](std::uint64_t seed) { options<DemoServerOptions>().seed = seed; },
        help("Draws the same random seeds each time (1)"));
    list(server, "--fail", &DemoServerOptions::failures, "Misbehave: NAME or NAME=VALUE; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// Commands of the product that this version does not have: said clearly, and not taken for a folder.
void Grammar::addUnbuilt()
{
    for (const char *name : {"again", "collect", "models", "config", "pipeline", "crop", "downscale",
                             "convert", "demo", "completion"}) {
        CLI::App *app = m_app.add_subcommand(name, "")->group("");
        app->allow_extras();
        app->preparse_callback([name](size_t) {
            throw CLI::ValidationError(name, tr("this version does not have this command yet").toStdString());
        });
    }
    CLI::App *helpVerb = m_app.add_subcommand("help", help("Show this help"));
    helpVerb->callback([] { throw CLI::CallForHelp(); });
}

QString Grammar::helpOfChosen() const
{
    if (m_app.got_subcommand("help"))
        return {}; // the caller asks again, without the verb
    const CLI::App *about = &m_app;
    std::string path;
    while (!about->get_subcommands().empty()) {
        path += (path.empty() ? "" : " ") + about->get_name();
        about = about->get_subcommands()[0];
    }
    return QString::fromStdString(about->help(path));
}

Result<> Grammar::read(const QStringList &arguments)
{
    std::vector<std::string> words;
    for (auto argument = arguments.crbegin(); argument != arguments.crend(); ++argument)
        words.push_back(argument->toLocal8Bit().toStdString());
    try {
        m_app.parse(words); // CLI11 wants them last first
        return {};
    } catch (const CLI::CallForVersion &version) {
        m_parsed.command = HelpText{QString::fromStdString(version.what()) + u'\n'};
        return {};
    } catch (const CLI::Success &) {
        m_parsed.command = HelpText{helpOfChosen()};
        return {};
    } catch (const CLI::ParseError &error) {
        const auto chosen = m_app.get_subcommands();
        QString place = chosen.empty() ? QString() : u' ' + QString::fromStdString(chosen[0]->get_name());
        if (place == " generate"_L1)
            place += " image"_L1;
        QString what = QString::fromStdString(error.what());
        if (!what.endsWith(u'.'))
            what += u'.';
        return Error{.kind = Error::Kind::Usage,
                     .message = what,
                     .hint = tr("See: asset-generator%1 --help").arg(place)};
    }
}

} // namespace

Result<ParsedCommandLine> parseCommandLine(const QStringList &arguments)
{
    ParsedCommandLine parsed;
    parsed.command = HelpText{};
    Grammar grammar(parsed);
    if (const Result<> read = grammar.read(arguments); !read)
        return read.error();
    if (const auto *help = std::get_if<HelpText>(&parsed.command); help && help->text.isEmpty())
        return parseCommandLine({u"--help"_s});
    return parsed;
}
