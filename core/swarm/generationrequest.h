// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

struct LoraChoice {
    QString name = {};
    double weight = 1.0; ///< −2…5

    bool operator==(const LoraChoice &) const = default;
};

/// What is asked of the server in one generation. What is not set is not sent, except width and height (the
/// server would take 512 × 512 for every model).
struct GenerationRequest {
    QString prompt = {}; ///< as the server reads it: `<…>` is its macro language
    QString negativePrompt = {};
    QString model = {};
    int width = 512;
    int height = 512;
    int images = 1; ///< tasks of the server; each makes `batchsize` images
    std::optional<int> steps = {};
    std::optional<double> cfgScale = {};
    std::optional<qint64> seed = {}; ///< of the first image; the server counts up from it
    QString sampler = {}; ///< only where the user chose one: servers without comfy refuse it
    QString scheduler = {};
    QList<LoraChoice> loras = {};
    QJsonObject others = {}; ///< further parameters, by the server's ids; of pictures where they come from
    QJsonObject inputs = {}; ///< the pictures themselves, by parameter: data URLs (or lists of them), sent in
                             ///< the place of what `others` says, and kept nowhere

    bool operator==(const GenerationRequest &) const = default;
};

/// The request as the server's parameters (flat object, ids of the server, without session_id): what is sent,
/// and what tickets and history keep.
[[nodiscard]] QJsonObject toParameters(const GenerationRequest &request);
/// Back from such parameters, as far as they are understood. Keys are matched as the server does it: letters
/// only, any case ("CFG Scale" is "cfgscale").
[[nodiscard]] GenerationRequest requestFrom(const QJsonObject &parameters);

/// Images of one task of the server (parameter `batchsize`), 1 where none is asked for.
[[nodiscard]] int batchSize(const GenerationRequest &request);
/// All images that come back: tasks × batch size.
[[nodiscard]] int imagesAsked(const GenerationRequest &request);
