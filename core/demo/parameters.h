// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "era.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace demo
{

/// One parameter of a generation, as ListT2IParams tells it.
struct Parameter {
    enum class Type { Text, Integer, Decimal, Boolean, Dropdown, Model, List, Image };

    QString name = {};
    Type type = Type::Text;
    QString standard = {}; ///< the default; null for images
    QString group = {};
    double priority = 10;
    QString flag = {}; ///< the feature that it needs
    double least = 0; ///< range of numbers; both 0: any
    double most = 0;
    double viewLeast = 0;
    double viewMost = 0;
    double step = 1;
    QStringList values = {}; ///< of dropdowns and lists
    QString kind = {}; ///< of models
    QString view = QStringLiteral("small");
    bool visible = true;
    bool advanced = false;
    bool toggleable = false;
    bool kept = false; ///< "always_retain"
    QStringList examples = {};
    QString permission = {}; ///< that users need for it
    std::optional<Era::News> since = {}; ///< older servers do not have it
    QString description = {};

    [[nodiscard]] QString id() const;
};

/// The parameters that the demo server knows; a request may hold others, which are ignored.
/// `loras`, `vaes`, `models` without extension, `backends` by id.
[[nodiscard]] QList<Parameter> knownParameters(const QStringList &models, const QStringList &vaes,
                                               const QStringList &loras, const QStringList &backends);

/// The lists of ListT2IParams.
[[nodiscard]] QJsonArray parameterJson(const QList<Parameter> &parameters, const Era &era);
[[nodiscard]] QJsonArray groupJson();

} // namespace demo
