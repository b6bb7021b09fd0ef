// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modelshelf.h"
#include "parameters.h"

#include <QJsonValue>

namespace demo
{

/// A value of a request, checked against its parameter: what it means, or why it is refused.
struct ParameterValue {
    QJsonValue meaning = {}; ///< number, bool, text, or array of texts; as metadata tells it
    QString refusal = {}; ///< "Invalid … - must be …"; empty: good
    bool broken = false; ///< the real server stumbles over it without a word
};

[[nodiscard]] ParameterValue readValue(const Parameter &parameter, const QJsonValue &sent,
                                       const ModelShelf &shelf);

} // namespace demo
