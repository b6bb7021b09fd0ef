// SPDX-License-Identifier: GPL-3.0-or-later
#include "grammar.h"

#include "namematch.h"
#include "similarnames.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

Grammar::Grammar(ParsedCommandLine &parsed)
    : m_parsed(parsed)
    , m_app(help("Starts image generations on a SwarmUI server, and shows and stops every one of them from "
                 "anywhere."),
            "asset-generator")
{
    m_app.fallthrough();
    m_app.require_subcommand(0, 1);
    m_app.get_formatter()->column_width(34);
    m_app.footer(help("Without a command a window is opened: asset-generator [--hidden] [FOLDER...]\n"
                      "--hidden begins with the icon in the tray alone. More of a command: asset-generator "
                      "COMMAND --help"));
}

QString Grammar::tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QString Grammar::toQString(const std::string &value)
{
    return QString::fromLocal8Bit(value.c_str(), qsizetype(value.size()));
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
    return app
        ->add_option_function<std::string>(
            names, [this, field](const std::string &value) { m_parsed.global.*field = toQString(value); },
            help(about))
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
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
        ->type_name("VALUE")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CLI::Option *Grammar::switchSetting(CLI::App *app, const char *names, const char *key, const char *about)
{
    return app->add_flag_function(
        names,
        [this, key](std::int64_t count) {
            m_parsed.settings[QLatin1String(key)] = count > 0 ? u"true"_s : u"false"_s;
        },
        help(about));
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

QString Grammar::helpOfChosen() const
{
    const CLI::App *about = &m_app;
    std::string path;
    while (!about->get_subcommands().empty()) {
        path += (path.empty() ? "" : " ") + about->get_name();
        about = about->get_subcommands()[0];
    }
    return QString::fromStdString(about->help(path));
}

QString Grammar::placeOfChosen() const
{
    QString place;
    const CLI::App *chosen = &m_app;
    while (!chosen->get_subcommands().empty()) {
        chosen = chosen->get_subcommands()[0];
        place += u' ' + QString::fromStdString(chosen->get_name());
    }
    return place == " generate"_L1 ? u" generate image"_s : place;
}

/// The long options that fit here.
QStringList Grammar::namesOfChosen() const
{
    QStringList names;
    const CLI::App *chosen = &m_app;
    while (chosen) {
        for (const CLI::Option *option : chosen->get_options()) {
            for (const std::string &name : option->get_lnames())
                names += u"--"_s + QString::fromStdString(name);
        }
        chosen = chosen->get_subcommands().empty() ? nullptr : chosen->get_subcommands()[0];
    }
    return names;
}

/// Those among which one had to be chosen further.
QStringList Grammar::commandsOfChosen() const
{
    const CLI::App *chosen = &m_app;
    while (!chosen->get_subcommands().empty())
        chosen = chosen->get_subcommands()[0];
    QStringList names;
    if (chosen == &m_app)
        return names;
    for (const CLI::App *inner : chosen->get_subcommands([](const CLI::App *) { return true; }))
        names += QString::fromStdString(inner->get_name());
    return names;
}

Error Grammar::faulty(const QString &message, const QString &meant) const
{
    const QString help = tr("See: asset-generator%1 --help").arg(placeOfChosen());
    return {.kind = Error::Kind::Usage,
            .message = message,
            .hint = meant.isEmpty() ? help : tr("Did you mean %1?").arg(meant) + u' ' + help};
}

Error Grammar::noCommand(const QString &word) const
{
    if (QFileInfo(word).isDir()) // else it would have been opened in the window
        return {.kind = Error::Kind::Usage,
                .message = tr("“%1” is a folder, but --cli wants a command.").arg(word),
                .hint = tr("Write for example: asset-generator status --project %1").arg(word)};
    QStringList commands;
    QStringList inside; // "config login" of "login"
    for (const CLI::App *app :
         m_app.get_subcommands([](const CLI::App *a) { return !a->get_group().empty(); })) {
        commands += QString::fromStdString(app->get_name());
        const auto isMeant = [&word](const CLI::App *inner) { return toQString(inner->get_name()) == word; };
        if (!app->get_subcommands(isMeant).empty())
            inside += commands.last() + u' ' + word;
    }
    return faulty(tr("There is no command and no folder called “%1”.").arg(word),
                  inside.isEmpty() ? likelyMeant(word, commands) : alternatives(inside));
}

/// As typed: CLI11 lists them last first.
Error Grammar::unexpected(const QStringList &arguments) const
{
    QStringList extra;
    for (const std::string &word : m_app.remaining(true))
        extra += toQString(word);
    QStringList typed;
    for (const QString &word : arguments) {
        if (extra.contains(word) && !typed.contains(word))
            typed += word;
    }
    const QString first = typed.value(0);
    const bool isOption = first.startsWith(u'-');
    if (m_app.get_subcommands().empty() && !isOption)
        return noCommand(first);
    const QStringList inner = commandsOfChosen();
    if (!inner.isEmpty() && !isOption)
        return faulty(tr("“%1” is none of its commands.").arg(first), alternatives(inner));
    const QString message = tr("Not expected here: %1.").arg(typed.join(u' '));
    if (isOption)
        return faulty(message, likelyMeant(first.section(u'=', 0, 0), namesOfChosen()));
    Error error = faulty(message);
    if (typed.size() > 1)
        error.hint = tr("Put a text of several words in quotes.") + u' ' + error.hint;
    return error;
}

Result<> Grammar::read(const QStringList &arguments)
{
    std::vector<std::string> words;
    for (const QString &argument : arguments) {
        // The predecessor read "-f=json" as "-f json".
        const bool shortWithEquals = argument.size() > 2 && argument.at(0) == u'-'
            && argument.at(1).isLetter() && argument.at(2) == u'=';
        words.push_back(
            (shortWithEquals ? argument.left(2) + argument.mid(3) : argument).toLocal8Bit().toStdString());
    }
    std::reverse(words.begin(), words.end()); // as CLI11 wants them
    try {
        m_app.parse(words);
        return {};
    } catch (const CLI::CallForVersion &version) {
        m_parsed.command = HelpText{QString::fromStdString(version.what()) + u'\n'};
        return {};
    } catch (const CLI::Success &) {
        m_parsed.command = HelpText{helpOfChosen()};
        return {};
    } catch (const CLI::ExtrasError &) {
        return unexpected(arguments);
    } catch (const CLI::RequiredError &error) { // what was mistyped is missing, too
        if (m_app.remaining_size(true) > 0)
            return unexpected(arguments);
        if (const QStringList inner = commandsOfChosen(); !inner.isEmpty())
            return faulty(tr("A command of it is missing."), alternatives(inner));
        return faulty(QString::fromStdString(error.what()) + u'.');
    } catch (const CLI::ArgumentMismatch &error) { // "--prompt: 1 required TEXT missing"
        return faulty(tr("%1 wants a value.").arg(QString::fromStdString(error.what()).section(u':', 0, 0)));
    } catch (const CLI::ParseError &error) {
        const QString what = QString::fromStdString(error.what());
        return faulty(what.endsWith(u'.') ? what : what + u'.');
    } catch (const std::exception &) { // CLI11 takes the value of a switch for a number without looking
        return faulty(tr("A switch is given a value that is neither true nor false."));
    }
}
