// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

/// Where and how the pictures of a generation are saved.
struct SavingPlan {
    bool save = true; ///< false: they stay on the server
    QString folder = {}; ///< absolute; created when needed
    QString nameTemplate = {}; ///< empty: the server's name
    bool keepMetadata = false; ///< false: prompt and parameters are removed from saved pictures
    bool overwrite = false;
};

/// As ticket and history keep it; empty where nothing is saved. `overwrite` is not kept: other files may have
/// come meanwhile.
[[nodiscard]] QJsonObject toJson(const SavingPlan &plan);
[[nodiscard]] std::optional<SavingPlan> savingPlanFrom(const QJsonObject &kept);
