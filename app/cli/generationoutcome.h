// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"
#include "usedparameters.h"

/// What came of a generation, to be printed: by the run itself, or by who collected its pictures later.
struct GenerationOutcome {
    HistoryEntry entry = {};
    UsedParameters used = {}; ///< what the server says of one of the images
    QList<Error> errors = {};
    bool shownFromRoot = false; ///< local paths are shown whole, not as seen from the working directory
    bool saves = true; ///< pictures were to be saved
};

/// How many were to be saved, and are on the server only.
[[nodiscard]] qsizetype leftBehind(const GenerationOutcome &outcome);

/// The local paths as the user would name them.
[[nodiscard]] QStringList shownPaths(const QStringList &paths, bool fromRoot, const CommandContext &context);

/// The document of `generate image` (schema 1).
[[nodiscard]] QJsonObject toDocument(const GenerationOutcome &outcome, const CommandContext &context);
/// The same for people: a few lines.
[[nodiscard]] QString toLines(const GenerationOutcome &outcome, const CommandContext &context);

/// Sentences for stderr: what the server took otherwise than it was sent, and what it warned of.
[[nodiscard]] QStringList remarks(const UsedParameters &used);
