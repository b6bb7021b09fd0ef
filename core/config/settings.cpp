// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings.h"

#include "settingkey.h"
#include "settingsfile.h"
#include "similarnames.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString canonicalName(const QString &name)
{
    const SettingKey *key = findSettingKey(name);
    return key ? QString(key->name) : name;
}

/// The name that a slip of the fingers made of it: looked for behind the beginning that all of them share.
QString likelyNamed(const QString &name, const QStringList &beginnings, const QStringList &names)
{
    const auto begins = [&name](const QString &beginning) { return name.startsWith(beginning); };
    const auto shared = std::ranges::find_if(beginnings, begins);
    if (shared == beginnings.end())
        return {};
    QStringList ends;
    for (const QString &known : names) {
        if (known.startsWith(*shared))
            ends.append(known.mid(shared->size()));
    }
    const QString meant = likelyMeant(name.mid(shared->size()), ends);
    return meant.isEmpty() ? QString() : *shared + meant;
}

bool mayBeSetByProject(const QString &key)
{
    return key == "format"_L1 || key.startsWith("generate."_L1);
}

/// `place` names where it is written, as the middle of a sentence.
Error wrongType(const QString &name, const QString &place, const QString &what, const QString &expected)
{
    return {.kind = Error::Kind::Usage,
            .message = Settings::tr("The setting %1 %2 is %3, not %4.").arg(name, place, what, expected),
            .hint = Settings::tr("Give it %1.").arg(expected)};
}

QString inLine(const QString &path, int line)
{
    return Settings::tr("in %1, line %2,").arg(path).arg(line);
}

/// The values as they are kept, or what is wrong with the first that does not fit.
Result<QStringList> fitted(const SettingKey &key, const QString &name, const QString &place,
                           const QStringList &written)
{
    QStringList values;
    for (const QString &value : written) {
        const SettingKey::Reading reading = key.read(value.trimmed());
        if (!reading.expected.isEmpty())
            return wrongType(name, place, Settings::tr("“%1”").arg(value.left(60)), reading.expected);
        values.append(reading.value);
    }
    return values;
}

/// A list that is written as one text has commas between its items.
QStringList items(const SettingKey &key, const QString &text)
{
    return key.isList() ? text.split(u',', Qt::SkipEmptyParts) : QStringList(text);
}

} // namespace

Result<Settings> Settings::load(const Sources &sources)
{
    Settings settings = loadUsable(sources);
    if (!settings.m_problems.isEmpty())
        return settings.m_problems.first();
    return settings;
}

Settings Settings::loadUsable(const Sources &sources)
{
    Settings settings;
    settings.takeFiles(sources);
    settings.m_written = settings.m_entries;
    settings.takeEnvironment(sources.environment);
    settings.takeCommandLine(sources.commandLine);
    return settings;
}

void Settings::takeFiles(const Sources &sources)
{
    const QDir workingFolder(sources.workingFolder);
    if (!sources.configFile.isEmpty()) {
        const QString path = QDir::cleanPath(workingFolder.absoluteFilePath(sources.configFile));
        if (!takeFile(path, false))
            m_problems.append({.kind = Error::Kind::Usage,
                               .message = tr("There is no settings file %1.").arg(path),
                               .hint = tr("Check the path after --config.")});
        return;
    }
    for (const QString &folder :
         {sources.systemFolder, sources.places.home + "/.asset-generator"_L1, sources.places.configuration}) {
        if (!folder.isEmpty())
            takeFile(QDir::cleanPath(folder + "/config.yaml"_L1), false);
    }
    takeFile(workingFolder.absoluteFilePath(u"config/config.yaml"_s), true);
}

bool Settings::takeFile(const QString &path, bool isProjectFile)
{
    const Result<std::optional<QList<WrittenSetting>>> file = readSettingsFile(path);
    if (!file) {
        m_problems.append(file.error());
        return true;
    }
    if (!*file)
        return false;

    Entries entries;
    QStringList notAllowed;
    for (const WrittenSetting &written : **file) {
        if (isProjectFile && !mayBeSetByProject(written.key))
            notAllowed.append(written.key);
        else if (const Result<> taken = takeWritten(written, path, entries); !taken)
            m_problems.append(taken.error());
    }
    if (!notAllowed.isEmpty())
        m_warnings.append(
            tr("%1 may set generate.* and format only; ignored: %2.")
                .arg(path,
                     notAllowed.mid(0, 5).join(", "_L1) + (notAllowed.size() > 5 ? u", …"_s : QString())));
    layOver(entries);
    return true;
}

Result<> Settings::takeWritten(const WrittenSetting &written, const QString &path, Entries &entries)
{
    const SettingKey *key = findSettingKey(written.key);
    if (!key) {
        QString warning = tr("%1, line %2: there is no setting “%3”; it is ignored.")
                              .arg(path)
                              .arg(written.line)
                              .arg(written.key);
        if (const QString meant = likelyNamed(written.key, {u"generate."_s, u""_s}, settingNames());
            !meant.isEmpty())
            warning += u' ' + tr("Did you mean %1?").arg(meant);
        m_warnings.append(warning);
        return {};
    }
    const QString place = inLine(path, written.line);
    if (written.isStructure || (written.isList && !key->isList()))
        return wrongType(written.key, place, tr("a structure"),
                         key->isList() ? tr("a list of plain values") : tr("one plain value"));
    const QStringList texts = written.isList ? written.values : items(*key, written.values.value(0));
    const Result<QStringList> values = fitted(*key, written.key, place, texts);
    if (!values)
        return values.error();
    const auto [entry, isFirst] = entries.try_emplace(QString(key->name), Entry{*values, path});
    if (!isFirst && entry->second.values != *values)
        return Error{
            .kind = Error::Kind::Usage,
            .message
            = tr("The setting %1 %2 contradicts an earlier line of the same file.").arg(written.key, place),
            .hint = tr("Leave only one of the two.")};
    return {};
}

void Settings::takeEnvironment(const QProcessEnvironment &environment)
{
    Entries entries;
    QStringList variables;
    QList<SettingKey> keys = settingKeys();
    keys.append({"generate.length"_L1, SettingKey::Kind::WholeNumber});
    for (const SettingKey &key : keys) {
        const QString variable = key.variable();
        variables.append(variable);
        const QString text = environment.value(variable);
        if (text.isEmpty())
            continue;
        const Result<QStringList> values
            = fitted(key, QString(key.name), tr("in the variable %1").arg(variable), items(key, text));
        if (!values) {
            m_problems.append(values.error());
            continue;
        }
        const auto [entry, isFirst] = entries.try_emplace(canonicalName(key.name), Entry{*values, variable});
        if (!isFirst && entry->second.values != *values)
            m_problems.append(
                {.kind = Error::Kind::Usage,
                 .message
                 = tr("The variables %1 and %2 contradict each other.").arg(entry->second.origin, variable),
                 .hint = tr("Leave only one of the two.")});
    }
    layOver(entries);
    warnOfSlips(environment, variables);
}

/// Not of all that is not known: such a variable may be somebody else's.
void Settings::warnOfSlips(const QProcessEnvironment &environment, const QStringList &variables)
{
    for (const QString &set : environment.keys()) {
        if (variables.contains(set))
            continue;
        if (const QString meant
            = likelyNamed(set, {u"ASSET_GENERATOR_GENERATE_"_s, u"ASSET_GENERATOR_"_s}, variables);
            !meant.isEmpty())
            m_warnings.append(tr("There is no variable %1; it is ignored. Did you mean %2?").arg(set, meant));
    }
}

void Settings::takeCommandLine(const std::map<QString, QString> &commandLine)
{
    Entries entries;
    for (const auto &[name, text] : commandLine) {
        const SettingKey *key = findSettingKey(name);
        const SettingKey plain{.kind = SettingKey::Kind::Text};
        const SettingKey &type = key ? *key : plain;
        const Result<QStringList> values
            = fitted(type, key ? key->flag() : name, tr("on the command line"), items(type, text));
        if (!values) {
            m_problems.append(values.error());
            continue;
        }
        const auto [entry, isFirst]
            = entries.try_emplace(canonicalName(name), Entry{*values, u"command line"_s});
        if (!isFirst && entry->second.values != *values)
            m_problems.append({.kind = Error::Kind::Usage,
                               .message = tr("%1 is given twice, with different values.").arg(type.flag()),
                               .hint = tr("Give --height or --length, not both.")});
    }
    layOver(entries);
}

void Settings::layOver(const Entries &entries)
{
    ++m_layers;
    for (const auto &[key, entry] : entries)
        m_entries.insert_or_assign(key, entry).first->second.rank = m_layers;
}

std::optional<QString> Settings::value(const QString &key) const
{
    const auto entry = m_entries.find(canonicalName(key));
    if (entry == m_entries.end())
        return std::nullopt;
    return entry->second.values.join(u',');
}

std::optional<QString> Settings::valueInFiles(const QString &key) const
{
    const auto entry = m_written.find(canonicalName(key));
    return entry == m_written.end() ? std::nullopt : std::optional(entry->second.values.join(u','));
}

bool Settings::isOfFile(const QString &key) const
{
    const auto entry = m_written.find(canonicalName(key));
    return entry != m_written.end() && entry->second.rank == rankOf(key);
}

QStringList Settings::list(const QString &key) const
{
    const auto entry = m_entries.find(canonicalName(key));
    return entry == m_entries.end() ? QStringList() : entry->second.values;
}

int Settings::rankOf(const QString &key) const
{
    const auto entry = m_entries.find(canonicalName(key));
    return entry == m_entries.end() ? 0 : entry->second.rank;
}

QString Settings::originOf(const QString &key) const
{
    const auto entry = m_entries.find(canonicalName(key));
    return entry == m_entries.end() ? QString() : entry->second.origin;
}
