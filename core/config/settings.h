// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "places.h"
#include "result.h"

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>

/// The settings of the program, merged key by key: default < /etc/asset-generator/config.yaml <
/// ~/.asset-generator/config.yaml < $XDG_CONFIG_HOME/asset-generator/config.yaml < ./config/config.yaml (only
/// `generate.*` and `format`) < environment (ASSET_GENERATOR_…) < command line. `--config FILE` replaces all
/// files.
class Settings
{
public:
    struct Sources {
        Places places = {};
        QProcessEnvironment environment = {};
        QString workingFolder = {};
        QString systemFolder = {}; ///< "/etc/asset-generator"
        QString configFile = {}; ///< --config; empty: the files above
        std::map<QString, QString> commandLine = {}; ///< key → value
    };

    /// A file that is not there is no error; one that cannot be read or understood is (Usage, naming file and
    /// line).
    [[nodiscard]] static Result<Settings> load(const Sources &sources);

    /// The value of a key ("api-url", "generate.steps"); empty optional where no source sets it.
    [[nodiscard]] std::optional<QString> value(const QString &key) const;
    /// A list ("generate.loras"); one value counts as a list of one.
    [[nodiscard]] QStringList list(const QString &key) const;
    /// Where a value comes from: a file's path, the variable's name or "command line"; empty for a default.
    [[nodiscard]] QString originOf(const QString &key) const;
    /// Sentences about what was ignored (unknown keys, keys that ./config/config.yaml may not set).
    [[nodiscard]] QStringList warnings() const { return m_warnings; }

private:
    struct Entry {
        QStringList values;
        QString origin;
    };
    std::map<QString, Entry> m_entries;
    QStringList m_warnings;
};
