// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commandcontext.h"
#include "generationrequest.h"
#include "requestcheck.h"
#include "savingplan.h"

/// What `generate image` asks for, from command line and settings, checked as far as it can be without a
/// server: an empty prompt, sizes, counts and weights out of range are Usage errors that name the option and
/// its range. With --literal the server's macros in both prompts are made plain text. The seed is drawn here
/// where none is given, so that names, metadata and history know it.
[[nodiscard]] Result<GenerationRequest> requestOf(const GenerateOptions &options, const Settings &settings);

/// What can be known of pictures to begin with before a server is asked: files that are not there, a mask
/// without a picture.
[[nodiscard]] Result<> checkInputs(const GenerateOptions &options, const QString &workingFolder);

/// Sentences about options that are given and have no effect.
[[nodiscard]] QStringList idleOptions(const GenerateOptions &options, const GenerationRequest &request);

/// The same as a wish that a server's own lists are to make exact: with presets, and with what is asked for
/// only where the server has it (Skimmed CFG, an extension that the predecessor's scripts name).
[[nodiscard]] RequestWish wishOf(const GenerationRequest &request, const GenerateOptions &options,
                                 const Settings &settings);

/// An error of the server's lists, with the place of the setting that it is about, where that is not the
/// command line: people forget what they wrote into a file.
[[nodiscard]] Error withOrigin(Error error, const GenerateOptions &options, const Settings &settings);

/// Where the pictures go. They are saved when --save-images, --output-dir or --filename-template says so.
[[nodiscard]] SavingPlan savingPlanOf(const SavingOptions &options, const QString &workingFolder);

/// How pictures that a session left behind are saved: as itself would have done it (`kept`, of savingPlan's
/// toJson()), but for what is told otherwise; into the working folder where it would have left them there.
[[nodiscard]] SavingPlan collectingPlanOf(const SavingOptions &options, const QJsonObject &kept,
                                          const QString &workingFolder);
