// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generationrequest.h"

/// A parameter that the server did not take as it was sent.
struct ParameterDifference {
    QString parameter = {}; ///< by the server's id
    QString sent = {};
    QString used = {}; ///< empty: it was not used at all

    bool operator==(const ParameterDifference &) const = default;
};

/// What a result's metadata says of the request that it was made for.
struct UsedParameters {
    QJsonObject values = {}; ///< "sui_image_params"; empty where the metadata cannot be read
    QList<ParameterDifference> differences = {}; ///< from what was sent
    QStringList warnings = {}; ///< the server's own, such as of an unknown LoRA in the prompt

    bool operator==(const UsedParameters &) const = default;
};

/// `metadata` is the text that came with the image of this index, or that stands in its file (-1: of some
/// image of the request, whose seed is not compared). Prompts differ
/// where they hold macros, which is no difference; neither is another spelling of a number or a name.
[[nodiscard]] UsedParameters usedParameters(const GenerationRequest &request, int index,
                                            const QString &metadata);

/// True where both mean the same to the server: 7 and 7.0, a model's name with and without its ending.
[[nodiscard]] bool isSameValue(const QJsonValue &sent, const QJsonValue &used);
