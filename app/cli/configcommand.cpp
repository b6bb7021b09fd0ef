// SPDX-License-Identifier: GPL-3.0-or-later
#include "configcommand.h"

#include "document.h"
#include "serversetting.h"
#include "settingstable.h"
#include "similarnames.h"
#include "swarmprotocol.h"

#include <QDir>
#include <QJsonArray>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype similarShown = 3;

bool isFromProject(const QString &origin, const CommandContext &context)
{
    return origin == QDir(context.surroundings().workingFolder).absoluteFilePath(u"config/config.yaml"_s);
}

} // namespace

ConfigCommand::ConfigCommand(CommandContext &context, ConfigOptions options)
    : Command(context)
    , m_options(std::move(options))
    , m_file(fileOf(context))
    , m_input(STDIN_FILENO)
{
}

UserConfiguration ConfigCommand::fileOf(const CommandContext &context)
{
    const QString &named = context.options().config;
    if (named.isEmpty())
        return {context.surroundings().places.configuration + "/config.yaml"_L1,
                UserConfiguration::Kind::Own};
    return {QDir::cleanPath(QDir(context.surroundings().workingFolder).absoluteFilePath(named)),
            UserConfiguration::Kind::Named};
}

void ConfigCommand::start()
{
    using enum ConfigOptions::Action;
    if (m_options.action == Init)
        return init();
    if (m_options.action == View)
        return view();
    const SettingKey *key = findSettingKey(m_options.key.trimmed());
    if (!key)
        return end(unknownKey());
    if (m_options.action == Get)
        get(*key);
    else if (m_options.action == Set)
        set(*key);
    else
        unset(*key);
}

Error ConfigCommand::unknownKey() const
{
    const QStringList similar = similarNames(m_options.key, settingNames(), similarShown);
    return {.kind = Error::Kind::Usage,
            .message = tr("There is no setting “%1”.").arg(m_options.key.left(60)),
            .hint = similar.isEmpty() ? tr("See all of them with: asset-generator config view")
                                      : tr("Did you mean %1?").arg(similar.join(", "_L1)),
            .details = {{u"matches"_s, QJsonArray::fromStringList(similar)}}};
}

void ConfigCommand::view()
{
    for (const Error &problem : context().settings().problems())
        context().warn(problem);
    if (!isStructured(context().format()))
        return endAfter(print(settingsTable(context().settings(), context().streams().width), context()));
    QJsonArray settings;
    for (const SettingKey &key : settingKeys())
        settings += toJson(key, context().settings());
    QJsonArray problems;
    for (const Error &problem : context().settings().problems())
        problems += toJson(problem);
    endAfter(print(
        {{"schema"_L1, 1}, {"file"_L1, m_file.path()}, {"settings"_L1, settings}, {"problems"_L1, problems}},
        context()));
}

void ConfigCommand::get(const SettingKey &key)
{
    for (const Error &problem : context().settings().problems())
        context().warn(problem);
    if (isStructured(context().format())) {
        QJsonObject document = toJson(key, context().settings());
        document["schema"_L1] = 1;
        return endAfter(print(document, context()));
    }
    const QString value = shownValue(key, context().settings());
    if (value.isEmpty())
        context().say(tr("%1 is not set.").arg(key.name));
    endAfter(print(value.isEmpty() ? value : value + u'\n', context()));
}

void ConfigCommand::set(const SettingKey &key)
{
    if (m_options.value == u"-"_s || (!m_options.value && key.isSecret()))
        return askFor(key);
    if (m_options.value)
        return write(key, *m_options.value);
    end({.kind = Error::Kind::Usage,
         .message = tr("No value is given for %1.").arg(key.name),
         .hint = tr("Write: asset-generator config set %1 VALUE").arg(key.name)});
}

void ConfigCommand::askFor(const SettingKey &key)
{
    if (m_input.isTerminal())
        context().ask(tr("%1: ").arg(key.name));
    connect(&m_input, &LineReader::got, this, [this, &key](const std::optional<QString> &line) {
        if (line)
            return write(key, *line);
        end({.kind = Error::Kind::Usage,
             .message = tr("No value came for %1.").arg(key.name),
             .hint = tr("Type it, or write it into a pipe, in one line.")});
    });
    m_input.read(key.isSecret() ? LineReader::Echo::Hidden : LineReader::Echo::Shown);
}

Error ConfigCommand::unfit(const SettingKey &key, const QString &value, const QString &expected) const
{
    return {.kind = Error::Kind::Usage,
            .message
            = tr("“%1” is not %2, which %3 is.").arg(key.shown(value).left(60), expected, QString(key.name)),
            .hint = tr("Nothing was changed.")};
}

void ConfigCommand::write(const SettingKey &key, const QString &value)
{
    const QStringList given = key.isList() ? value.split(u',', Qt::SkipEmptyParts) : QStringList(value);
    QStringList values;
    for (const QString &item : given) {
        const SettingKey::Reading reading = key.readWithin(item.trimmed());
        if (!reading.expected.isEmpty())
            return end(unfit(key, item, reading.expected));
        values += reading.value;
    }
    if (values.isEmpty() || values.contains(QString()))
        return end(unfit(key, value, tr("a value")));
    if (key.name == "api-url"_L1) {
        const Result<QUrl> url = serverUrlFrom(value);
        if (!url)
            return end(url.error());
        sayWhatGoesThere(*url);
    }
    if (key.isPath()) // which is looked for wherever the program is used
        values = {
            QDir::cleanPath(QDir(context().surroundings().workingFolder).absoluteFilePath(values.first()))};
    if (const Result<> written = m_file.set(key, values); !written)
        return end(written.error());
    context().say(tr("%1 is set in %2.").arg(QString(key.name), m_file.path()));
    sayWhatComesBefore(key);
    if (!isStructured(context().format())) {
        Q_EMIT finished(0);
        return;
    }
    endAfter(print({{"schema"_L1, 1}, {"key"_L1, QString(key.name)}, {"file"_L1, m_file.path()}}, context()));
}

void ConfigCommand::unset(const SettingKey &key)
{
    const Result<bool> removed = m_file.remove(key);
    if (!removed)
        return end(removed.error());
    const QString name(key.name);
    context().say(*removed ? tr("%1 is taken out of %2.").arg(name, m_file.path())
                           : tr("%1 is not set in %2.").arg(name, m_file.path()));
    if (!isStructured(context().format())) {
        Q_EMIT finished(0);
        return;
    }
    endAfter(print({{"schema"_L1, 1}, {"key"_L1, name}, {"file"_L1, m_file.path()}, {"removed"_L1, *removed}},
                   context()));
}

/// Secrets in the file are for the server that the file names: another one must not get them unnoticed.
void ConfigCommand::sayWhatGoesThere(const QUrl &server) const
{
    const Settings &settings = context().settings();
    if (isServerOfFiles(settings, server))
        return;
    for (const SettingKey &secret : settingKeys()) {
        const QString name(secret.name);
        if (secret.isSecret() && settings.isOfFile(name))
            context().say(
                tr("The %1 in %2 goes to %3 now. If it is not for that server: asset-generator config "
                   "unset %1")
                    .arg(name, settings.originOf(name), SwarmProtocol::serverName(server)));
    }
}

void ConfigCommand::sayWhatComesBefore(const SettingKey &key) const
{
    const QString origin = context().settings().originOf(QString(key.name));
    if (origin == key.variable() || origin == "command line"_L1 || isFromProject(origin, context()))
        context().say(tr("Here it has no effect: %1 comes before it.").arg(origin));
}

void ConfigCommand::init()
{
    if (const Result<> made = m_file.init(); !made)
        return end(made.error());
    context().say(tr("All settings are explained in it; take the # away from what you want to set."));
    if (isStructured(context().format()))
        return endAfter(print({{"schema"_L1, 1}, {"file"_L1, m_file.path()}}, context()));
    endAfter(print(m_file.path() + u'\n', context()));
}
