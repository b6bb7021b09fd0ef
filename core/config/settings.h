// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "places.h"
#include "result.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>

struct SettingKey;
struct WrittenSetting;

/// The settings of the program, merged key by key: default < /etc/asset-generator/config.yaml <
/// ~/.asset-generator/config.yaml < $XDG_CONFIG_HOME/asset-generator/config.yaml < ./config/config.yaml (only
/// `generate.*` and `format`) < environment (ASSET_GENERATOR_…) < command line. `--config FILE` replaces all
/// files.
class Settings
{
    Q_DECLARE_TR_FUNCTIONS(Settings)
public:
    struct Sources {
        Places places = {};
        QProcessEnvironment environment = {};
        QString workingFolder = {};
        QString systemFolder = {}; ///< "/etc/asset-generator"
        QString configFile = {}; ///< --config; empty: the files above
        std::map<QString, QString> commandLine = {}; ///< key → value; the items of a list between commas
    };

    /// A file that is not there is no error (but --config is); one that cannot be read or understood is, and
    /// so is a value of the wrong type (Usage, naming file, line and key). Values of known keys have their
    /// type afterwards: numbers parse, flags are "true" or "false".
    [[nodiscard]] static Result<Settings> load(const Sources &sources);
    /// The same as far as it goes: what cannot be used is left out, and said in problems().
    [[nodiscard]] static Settings loadUsable(const Sources &sources);
    [[nodiscard]] QList<Error> problems() const { return m_problems; }

    /// The value of a key ("api-url", "generate.steps"); empty optional where no source sets it. A key and
    /// its other name ("generate.length" of "generate.height") have the same value.
    [[nodiscard]] std::optional<QString> value(const QString &key) const;
    /// A list ("generate.loras"); one value counts as a list of one.
    [[nodiscard]] QStringList list(const QString &key) const;
    /// The same as the files alone say it.
    [[nodiscard]] std::optional<QString> valueInFiles(const QString &key) const;
    /// True where a value comes from a file.
    [[nodiscard]] bool isOfFile(const QString &key) const;
    /// Where a value comes from: a file's path, the variable's name or "command line"; empty for a default.
    [[nodiscard]] QString originOf(const QString &key) const;
    /// How late the source of a value comes in that order: of two keys that mean the same, the higher counts.
    /// 0 for a default.
    [[nodiscard]] int rankOf(const QString &key) const;
    /// Sentences about what was ignored (unknown keys, keys that ./config/config.yaml may not set).
    [[nodiscard]] QStringList warnings() const { return m_warnings; }

private:
    struct Entry {
        QStringList values;
        QString origin;
        int rank = 0;
    };
    using Entries = std::map<QString, Entry>;

    void takeFiles(const Sources &sources);
    /// True where the file is there.
    bool takeFile(const QString &path, bool isProjectFile);
    [[nodiscard]] Result<> takeWritten(const WrittenSetting &written, const QString &path, Entries &entries);
    void takeEnvironment(const QProcessEnvironment &environment);
    void warnOfSlips(const QProcessEnvironment &environment, const QStringList &variables);
    void takeCommandLine(const std::map<QString, QString> &commandLine);
    void layOver(const Entries &entries);

    Entries m_entries;
    Entries m_written; ///< in files
    int m_layers = 0;
    QStringList m_warnings;
    QList<Error> m_problems;
};
