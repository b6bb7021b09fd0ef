// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "failures.h"
#include "modelshelf.h"
#include "parameters.h"
#include "rendering.h"

#include <QJsonObject>

namespace demo
{

/// What a generation request asks for, read as the real server reads it.
struct PictureOrder {
    QJsonObject parameters = {}; ///< those that were sent, cleaned, as the metadata tells them
    bool imagesGiven = false; ///< `images` was a key of the request
    int images = 1;
    int batchSize = 1;
    QString prompt = {}; ///< without the tags that the server takes out
    QString negativePrompt = {};
    QString model = {}; ///< with extension; empty where none was sent
    bool knownArchitecture = false;
    QSize size = {512, 512};
    int steps = 20;
    qint64 seed = -1;
    bool sameSeed = false;
    bool doNotSave = false;
    bool doNotSaveIntermediates = false;
    bool noPreviews = false;
    bool continueAfterErrors = false;
    bool forwardSwarmData = false;
    bool forwardBackendData = false;
    bool badPicture = false; ///< an init image that is none
    PictureFormat format = PictureFormat::Png;
    std::optional<int> backend = {};
    QStringList features = {}; ///< that a backend must have for it
    QStringList loras = {}; ///< with extension
    QStringList promptedLoras = {};
    QStringList warnings = {};
    QString originalPrompt = {}; ///< where tags were taken out
    Failures failures = {};
};

/// An order, or why there is none: the real server's words, or nothing where the real one breaks silently.
struct OrderReading {
    enum class Outcome { Good, Refused, Broken };
    Outcome outcome = Outcome::Good;
    PictureOrder order = {};
    QString refusal = {};
};

[[nodiscard]] OrderReading readOrder(const QJsonObject &request, const ModelShelf &shelf,
                                     const QList<Parameter> &known, const Failures &failures);

} // namespace demo
