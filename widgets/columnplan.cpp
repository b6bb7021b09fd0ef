// SPDX-License-Identifier: GPL-3.0-or-later
#include "columnplan.h"

namespace
{

using Model = SessionModel;

/// The first one gives way first.
constexpr std::array givingWay{
    Model::SessionId, Model::LastChange, Model::Started,   Model::Server,   Model::Project,
    Model::Elapsed,   Model::Images,     Model::OwnerName, Model::TimeLeft,
};

constexpr std::array narrowColumns{Model::State, Model::Title, Model::Progress, Model::TimeLeft};

} // namespace

ColumnPlan::Shown ColumnPlan::fitting(int width) const
{
    Shown shown = wanted;
    if (!allProjects)
        shown.reset(Model::Project);
    if (narrow) {
        Shown few;
        for (const int column : narrowColumns)
            few.set(size_t(column));
        shown &= few;
    }
    int left = width;
    for (int column = 0; column < Model::ColumnCount; ++column) {
        if (column != Model::Title && shown.test(size_t(column)))
            left -= widths.at(size_t(column));
    }
    for (const int column : givingWay) {
        if (left >= smallestSession())
            break;
        if (!shown.test(size_t(column)))
            continue;
        shown.reset(size_t(column));
        left += widths.at(size_t(column));
    }
    return shown;
}

int ColumnPlan::smallestTable() const
{
    return widths.at(Model::State) + widths.at(Model::Progress) + smallestSession();
}

ColumnPlan::Shown ColumnPlan::byDefault()
{
    Shown shown;
    for (const int column : {Model::State, Model::Title, Model::Progress, Model::Images, Model::Elapsed,
                             Model::TimeLeft, Model::OwnerName, Model::Project})
        shown.set(size_t(column));
    return shown;
}

bool ColumnPlan::isFixed(int column)
{
    return column == Model::State || column == Model::Title;
}

int ColumnPlan::startWidth(int column, bool narrow)
{
    switch (column) {
    case Model::State:
        return narrow ? 128 : 140;
    case Model::Title:
        return 200;
    case Model::Progress:
        return narrow ? 110 : 140;
    case Model::Images:
        return 76;
    case Model::Elapsed:
        return 72;
    case Model::TimeLeft:
        return narrow ? 92 : 104;
    case Model::OwnerName:
        return 120;
    case Model::Project:
        return 100;
    default:
        return 110;
    }
}
