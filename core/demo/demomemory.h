// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagestore.h"

#include <map>

/// What outlives a demo server in the same process. Used by one server at a time.
struct DemoMemory {
    std::map<QString, QString> sessions = {}; ///< id → user
    std::map<QByteArray, QString> tokens = {}; ///< → user
    std::map<QString, int> miniGrids = {}; ///< MaxImagesInMiniGrid of the users that set it
    demo::ImageStore images = {};
};
