// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandline.h"

#include <CLI/CLI.hpp>

/// The command line as CLI11 is told of it. Options write into a ParsedCommandLine; those that have a key in
/// the configuration go to its `settings`, so that one place decides which source wins.
class Grammar
{
public:
    /// `parsed` must outlive it.
    explicit Grammar(ParsedCommandLine &parsed);

    [[nodiscard]] static QString toQString(const std::string &value);
    /// Text for people, in their language.
    [[nodiscard]] static QString tr(const char *text);
    [[nodiscard]] static std::string help(const char *text) { return tr(text).toStdString(); }

    [[nodiscard]] CLI::App &app() { return m_app; }
    [[nodiscard]] ParsedCommandLine &parsed() { return m_parsed; }
    /// Those of the command that is being read.
    template <typename T> T &options() { return std::get<T>(m_parsed.command); }

    // Of an option that is given twice the last value counts, as in the predecessor.

    /// A command whose options start from these.
    CLI::App *verb(const char *name, const char *about, CommandOptions options);
    CLI::Option *text(CLI::App *app, const char *names, QString GlobalOptions::*field, const char *about);
    CLI::Option *setting(CLI::App *app, const char *names, const char *key, const char *about);
    /// The same of one that is on or off.
    CLI::Option *switchSetting(CLI::App *app, const char *names, const char *key, const char *about);
    template <typename T>
    CLI::Option *text(CLI::App *app, const char *names, QString T::*field, const char *about);
    template <typename T>
    CLI::Option *list(CLI::App *app, const char *names, QStringList T::*field, const char *about);
    template <typename T>
    CLI::Option *flag(CLI::App *app, const char *names, bool T::*field, const char *about);

    /// Accepted, and noted as not done yet.
    void notYet(CLI::App *app, const char *names, bool takesValue, const char *about);

    [[nodiscard]] Result<> read(const QStringList &arguments);

private:
    [[nodiscard]] QString helpOfChosen() const;
    [[nodiscard]] QString placeOfChosen() const;
    [[nodiscard]] QStringList namesOfChosen() const;
    [[nodiscard]] QStringList commandsOfChosen() const;
    [[nodiscard]] Error unexpected(const QStringList &arguments) const;
    [[nodiscard]] Error noCommand(const QString &word) const;
    [[nodiscard]] Error faulty(const QString &message, const QString &meant = {}) const;

    ParsedCommandLine &m_parsed;
    CLI::App m_app;
};

template <typename T>
CLI::Option *Grammar::text(CLI::App *app, const char *names, QString T::*field, const char *about)
{
    return app
        ->add_option_function<std::string>(
            names, [this, field](const std::string &value) { options<T>().*field = toQString(value); },
            help(about))
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
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
