// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// A setting that can be written in a file or in the environment: its name and what it may hold.
struct SettingKey {
    Q_DECLARE_TR_FUNCTIONS(SettingKey)
public:
    enum class Kind { Text, Path, Secret, WholeNumber, Number, Flag, Format, Colour, Texts, Numbers };

    QLatin1String name = {}; ///< "generate.cfg-scale"
    Kind kind = Kind::Text;
    QLatin1String fallback
        = {}; ///< what counts where nothing is set, for showing; empty: nothing, or chosen later
    struct Range {
        double least = 0;
        double most = 0; ///< none: infinity
        [[nodiscard]] bool holds(double value) const { return value >= least && value <= most; }
        /// "from 1 to 10000", "from -1 on"
        [[nodiscard]] QString words() const;
    };
    std::optional<Range> range = {}; ///< of numbers, both ends included

    /// Never shown, said or written anywhere but into the user's own file.
    [[nodiscard]] bool isSecret() const { return kind == Kind::Secret; }
    /// Of a file, which `config set` keeps as an absolute one.
    [[nodiscard]] bool isPath() const { return kind == Kind::Path; }
    [[nodiscard]] bool isList() const { return kind == Kind::Texts || kind == Kind::Numbers; }
    /// "ASSET_GENERATOR_GENERATE_CFG_SCALE"
    [[nodiscard]] QString variable() const;
    /// "--cfg-scale"
    [[nodiscard]] QString flag() const;

    /// One written value as it is kept ("yes" is "true", "20.0" is "20"), or the words for what was expected
    /// instead ("a whole number").
    struct Reading {
        QString value = {};
        QString expected = {}; ///< empty where the value fits
    };
    [[nodiscard]] Reading read(const QString &written) const;
    /// The same for one that is to be kept: a number must be within the range, too.
    [[nodiscard]] Reading readWithin(const QString &written) const;
    /// A value as it may be shown: a secret as stars, an address without name and password.
    [[nodiscard]] QString shown(const QString &value) const;
};

/// All of them, in the order in which they are shown.
[[nodiscard]] const QList<SettingKey> &settingKeys();

/// The names of all of them.
[[nodiscard]] QStringList settingNames();

/// Takes the variables of secrets out of this process's environment: what it starts need not know them. To be
/// called when the settings have been read, before there are threads.
void forgetSecretVariables();

/// The setting that is meant by a name: in any case, and by its other name ("generate.length" is
/// "generate.height"). Null where there is none.
[[nodiscard]] const SettingKey *findSettingKey(const QString &name);
