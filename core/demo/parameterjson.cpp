// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameters.h"

#include "ornull.h"
#include "parameterid.h"

#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

struct Group {
    QLatin1String name;
    bool toggles;
    double priority;
    bool advanced;
};

constexpr std::array groups{
    Group{"Core Parameters"_L1, false, -50, false}, Group{"Variation Seed"_L1, true, -17, false},
    Group{"Resolution"_L1, false, -11, false},      Group{"Sampling"_L1, false, -8, false},
    Group{"Init Image"_L1, true, -5, false},        Group{"Refine / Upscale"_L1, true, -3, false},
    Group{"Swarm Internal"_L1, false, 0, true},     Group{"Advanced Model Addons"_L1, false, 8, true},
    Group{"Auto WebUI"_L1, false, 10, false},       Group{"Advanced Sampling"_L1, false, 15, true},
};

QLatin1String typeName(Parameter::Type type)
{
    switch (type) {
    case Parameter::Type::Text:
        return "text"_L1;
    case Parameter::Type::Integer:
        return "integer"_L1;
    case Parameter::Type::Decimal:
        return "decimal"_L1;
    case Parameter::Type::Boolean:
        return "boolean"_L1;
    case Parameter::Type::Dropdown:
        return "dropdown"_L1;
    case Parameter::Type::Model:
        return "model"_L1;
    case Parameter::Type::List:
        return "list"_L1;
    case Parameter::Type::Image:
        return "image"_L1;
    }
    Q_UNREACHABLE();
}

QJsonValue listOrNull(const QStringList &list)
{
    return list.isEmpty() ? QJsonValue() : QJsonValue(QJsonArray::fromStringList(list));
}

QJsonObject rowOf(const Parameter &one)
{
    // what is picked from the names of models is of type model there
    const bool picksModel = one.type == Parameter::Type::Dropdown && !one.kind.isEmpty();
    return {
        {"name"_L1, one.name},
        {"id"_L1, one.id()},
        {"description"_L1, one.description},
        {"type"_L1, picksModel ? "model"_L1 : typeName(one.type)},
        {"subtype"_L1, orNull(one.kind)},
        {"default"_L1, one.type == Parameter::Type::Image ? QJsonValue() : QJsonValue(one.standard)},
        {"min"_L1, one.least},
        {"max"_L1, one.most},
        {"view_min"_L1, one.viewLeast},
        {"view_max"_L1, one.viewMost},
        {"step"_L1, one.step},
        {"values"_L1, listOrNull(one.values)},
        {"value_names"_L1, listOrNull(one.values)},
        {"examples"_L1, listOrNull(one.examples)},
        {"visible"_L1, one.visible},
        {"advanced"_L1, one.advanced},
        {"feature_flag"_L1, orNull(one.flag)},
        {"toggleable"_L1, one.toggleable},
        {"priority"_L1, one.priority},
        {"group"_L1, orNull(one.group)},
        {"always_retain"_L1, one.kept},
        {"do_not_save"_L1, false},
        {"do_not_preview"_L1, false},
        {"view_type"_L1, one.view},
        {"extra_hidden"_L1, false},
        {"can_sectionalize"_L1, false},
        {"nonreusable"_L1, false},
        {"depend_non_default"_L1, QJsonValue()},
    };
}

} // namespace

QJsonArray parameterJson(const QList<Parameter> &parameters, const Era &era)
{
    QJsonArray rows;
    for (const Parameter &one : parameters) {
        QJsonObject row = rowOf(one);
        if (!era.has(Era::News::ValueNames))
            row.remove("value_names"_L1);
        if (!era.has(Era::News::SideLength)) // of the same days
            row.remove("depend_non_default"_L1);
        rows.append(row);
    }
    return rows;
}

QJsonArray groupJson()
{
    QJsonArray rows;
    for (const Group &group : groups)
        rows.append(QJsonObject{{"name"_L1, group.name},
                                {"id"_L1, parameterId(group.name)},
                                {"toggles"_L1, group.toggles},
                                {"open"_L1, group.priority < -40},
                                {"priority"_L1, group.priority},
                                {"description"_L1, ""_L1},
                                {"advanced"_L1, group.advanced},
                                {"can_shrink"_L1, true},
                                {"parent"_L1, QJsonValue()}});
    return rows;
}

} // namespace demo
