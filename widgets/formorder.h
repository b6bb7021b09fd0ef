// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generationrequest.h"

#include <QString>

/// What the form asks for.
struct FormOrder {
    GenerationRequest request = {};
    QString project = {}; ///< path of the folder; empty where none is watched
    QString label = {};

    bool operator==(const FormOrder &) const = default;
};
