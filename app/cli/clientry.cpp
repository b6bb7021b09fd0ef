// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientry.h"

#include "cancelcommand.h"
#include "collectcommand.h"
#include "commandline.h"
#include "configcommand.h"
#include "demoservercommand.h"
#include "document.h"
#include "environmentproxies.h"
#include "generatecommand.h"
#include "historycommand.h"
#include "logincommand.h"
#include "logoutcommand.h"
#include "modelscommand.h"
#include "parameterscommand.h"
#include "signalwatch.h"
#include "statuscommand.h"
#include "waitcommand.h"
#include "watchcommand.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

struct MakeCommand {
    CommandContext &context;
    std::unique_ptr<Command> operator()(const HelpText &) const { return {}; }
    std::unique_ptr<Command> operator()(const GenerateOptions &o) const
    {
        return std::make_unique<GenerateCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const StatusOptions &o) const
    {
        return std::make_unique<StatusCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const WatchOptions &o) const
    {
        return std::make_unique<WatchCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const WaitOptions &o) const
    {
        return std::make_unique<WaitCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const CancelOptions &o) const
    {
        return std::make_unique<CancelCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const CollectOptions &o) const
    {
        return std::make_unique<CollectCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const HistoryOptions &o) const
    {
        return std::make_unique<HistoryCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const ModelsOptions &o) const
    {
        return std::make_unique<ModelsCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const ParametersOptions &o) const
    {
        return std::make_unique<ParametersCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const DemoServerOptions &o) const
    {
        return std::make_unique<DemoServerCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const ConfigOptions &o) const
    {
        return std::make_unique<ConfigCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const LoginOptions &o) const
    {
        return std::make_unique<LoginCommand>(context, o);
    }
    std::unique_ptr<Command> operator()(const LogoutOptions &) const
    {
        return std::make_unique<LogoutCommand>(context);
    }
};

int terminalWidth()
{
    constexpr int usual = 80; // of terminals that do not tell
    winsize size{};
    if (!::isatty(STDOUT_FILENO) || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col > 0 ? size.ws_col : usual;
}

/// Without a terminal that understands them no escape bytes may be written, nor where they are not wished.
bool mayDraw(int descriptor, const QProcessEnvironment &environment, const QString &colour)
{
    const bool isWished
        = colour == "always"_L1 || (colour != "never"_L1 && environment.value(u"NO_COLOR"_s).isEmpty());
    return isWished && ::isatty(descriptor) && environment.value(u"TERM"_s) != "dumb"_L1;
}

/// A command line that cannot be read has no settings yet: the format is looked for in its words.
QString askedFormat(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QString format = environment.value(u"ASSET_GENERATOR_FORMAT"_s);
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments.at(i);
        if ((word == "-f"_L1 || word == "--format"_L1) && i + 1 < arguments.size())
            format = arguments.at(i + 1);
        else if (word.startsWith("--format="_L1))
            format = word.section(u'=', 1);
        else if (word.startsWith("-f"_L1))
            format = word.mid(word.startsWith("-f="_L1) ? 3 : 2);
    }
    static const QStringList structured{u"json"_s, u"ndjson"_s, u"yaml"_s};
    return structured.contains(format) ? format : u"table"_s;
}

int complain(const Error &error, const QString &format, const Streams &streams)
{
    streams.err << printable(error.sentence()) << '\n';
    streams.err.flush();
    if (isStructured(format)) {
        streams.out << toText({{"schema"_L1, 1}, {"error"_L1, toJson(error)}}, format);
        streams.out.flush();
    }
    return exitCode(error.kind);
}

Result<Settings> settingsFor(const ParsedCommandLine &parsed, const Surroundings &surroundings)
{
    const QString config = parsed.global.config;
    const Settings::Sources sources = {
        .places = surroundings.places,
        .environment = surroundings.environment,
        .workingFolder = surroundings.workingFolder,
        .systemFolder = u"/etc/asset-generator"_s,
        .configFile = config.isEmpty() ? config : QDir(surroundings.workingFolder).absoluteFilePath(config),
        .commandLine = parsed.settings};
    // What is wrong with settings must not keep from mending them.
    return std::holds_alternative<ConfigOptions>(parsed.command) ? Settings::loadUsable(sources)
                                                                 : Settings::load(sources);
}

Result<> checkFormat(const QString &format)
{
    static const QStringList known{u"table"_s, u"json"_s, u"yaml"_s, u"ndjson"_s};
    if (known.contains(format))
        return {};
    return Error{.kind = Error::Kind::Usage,
                 .message = QCoreApplication::translate("Cli", "The format “%1” is not known.").arg(format),
                 .hint = QCoreApplication::translate("Cli", "Choose table, json, yaml or ndjson.")};
}

int runCommand(const ParsedCommandLine &parsed, CommandContext &context)
{
    const std::unique_ptr<Command> command = std::visit(MakeCommand{context}, parsed.command);
    SignalWatch signalWatch{SIGINT, SIGTERM, SIGHUP};
    QObject::connect(&signalWatch, &SignalWatch::received, command.get(), &Command::interrupt);
    QObject::connect(command.get(), &Command::finished, command.get(),
                     [](int code) { QCoreApplication::exit(code); });
    QMetaObject::invokeMethod(command.get(), &Command::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace

int runCli(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN); // a closed stdout lets the job go on
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"asset-generator"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ASSET_GENERATOR_VERSION));

    QTextStream out(stdout);
    QTextStream err(stderr);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const Surroundings surroundings{.places = Places::of(QProcessEnvironment::systemEnvironment()),
                                    .environment = QProcessEnvironment::systemEnvironment(),
                                    .workingFolder = QDir::currentPath(),
                                    .programFolder = QCoreApplication::applicationDirPath()};
    Streams streams{.out = out, .err = err, .width = terminalWidth()};
    const QString asked = askedFormat(arguments, surroundings.environment);
    const Result<ParsedCommandLine> parsed = parseCommandLine(arguments);
    if (!parsed)
        return complain(parsed.error(), asked, streams);
    if (const auto *help = std::get_if<HelpText>(&parsed->command)) {
        out << help->text;
        return 0;
    }
    const Result<Settings> settings = settingsFor(*parsed, surroundings);
    if (!settings)
        return complain(settings.error(), asked, streams);
    forgetSecretVariables();
    QNetworkProxyFactory::setApplicationProxyFactory(new EnvironmentProxies(surroundings.environment));
    const QString colour = settings->value(u"color"_s).value_or(u"auto"_s);
    streams.outIsTerminal = mayDraw(STDOUT_FILENO, surroundings.environment, colour);
    streams.errIsTerminal = mayDraw(STDERR_FILENO, surroundings.environment, colour);
    CommandContext context(streams, surroundings, parsed->global, *settings);
    if (const Result<> format = checkFormat(context.format()); !format)
        return complain(format.error(), asked, streams);
    for (const QString &warning : settings->warnings())
        context.say(warning);
    return runCommand(*parsed, context);
}
