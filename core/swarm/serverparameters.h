// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>

/// One parameter of a generation, as the server lists it (ListT2IParams).
struct ServerParameter {
    enum class Type { Text, Integer, Decimal, Boolean, Dropdown, Model, List, File, Other };
    struct Range {
        double least = 0;
        double most = 0;

        bool operator==(const Range &) const = default;
    };

    QString id = {}; ///< "cfgscale": letters of the name, in lower case
    QString name = {}; ///< "CFG Scale"
    Type type = Type::Text;
    QString typeName = {}; ///< as the server says it: "integer", "image", …
    QString kind = {}; ///< of models and lists of them: "Stable-Diffusion", "LoRA", "VAE", …
    std::optional<Range> range = {}; ///< of numbers; none: any
    QStringList values = {}; ///< those that it takes; none: any
    QStringList valueNames = {}; ///< how they are shown, in the same order; or none
    QString usual = {}; ///< taken where it is not set, as the server writes it; empty: it then has no effect
    QString description = {}; ///< of several lines, in English, without the web page's links

    bool operator==(const ServerParameter &) const = default;
};

/// All that a server lets be set, and the names of its models, LoRAs, VAEs, …
struct ServerParameters {
    QList<ServerParameter> list = {};
    std::map<QString, QStringList> names = {}; ///< by kind, with folder and extension

    /// The parameter of a name, in any spelling that the server takes ("CFG Scale", "cfg_scale"); null where
    /// there is none.
    [[nodiscard]] const ServerParameter *find(const QString &typed) const;
};

/// The end of a range, as people write it.
[[nodiscard]] QString rangeEnd(double number);

/// The reply of ListT2IParams, of any version: models were plain names before 0.9.7.2, and pairs since.
[[nodiscard]] ServerParameters parseParameters(const QJsonObject &reply);
