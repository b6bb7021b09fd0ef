// SPDX-License-Identifier: GPL-3.0-or-later
#include "savingplan.h"

using namespace Qt::StringLiterals;

QJsonObject toJson(const SavingPlan &plan)
{
    if (!plan.save)
        return {};
    return {{"folder"_L1, plan.folder},
            {"name_template"_L1, plan.nameTemplate},
            {"keep_metadata"_L1, plan.keepMetadata}};
}

std::optional<SavingPlan> savingPlanFrom(const QJsonObject &kept)
{
    const QString folder = kept["folder"_L1].toString();
    if (folder.isEmpty())
        return std::nullopt;
    return SavingPlan{.folder = folder,
                      .nameTemplate = kept["name_template"_L1].toString(),
                      .keepMetadata = kept["keep_metadata"_L1].toBool()};
}
