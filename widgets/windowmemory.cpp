// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowmemory.h"

#include <QSettings>

namespace
{

constexpr auto geometryKey = "window/geometry";
constexpr auto panesKey = "window/panes";
constexpr auto sessionsSplitterKey = "window/sessionsSplitter";
constexpr auto columnsKey = "window/columns";
constexpr auto detailsKey = "window/details";
constexpr auto projectsShownKey = "window/projectsShown";

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

WindowMemory WindowMemory::from(const QSettings &settings)
{
    WindowMemory memory;
    memory.geometry = settings.value(key(geometryKey)).toByteArray();
    memory.panes = settings.value(key(panesKey)).toByteArray();
    memory.sessionsSplitter = settings.value(key(sessionsSplitterKey)).toByteArray();
    memory.columns = settings.value(key(columnsKey)).toByteArray();
    memory.details
        = DetailsPlace(std::clamp(settings.value(key(detailsKey)).toInt(), 0, int(DetailsPlace::Hidden)));
    memory.projectsShown = settings.value(key(projectsShownKey), true).toBool();
    return memory;
}

void WindowMemory::keep(QSettings &settings) const
{
    settings.setValue(key(geometryKey), geometry);
    settings.setValue(key(panesKey), panes);
    settings.setValue(key(sessionsSplitterKey), sessionsSplitter);
    settings.setValue(key(columnsKey), columns);
    settings.setValue(key(detailsKey), int(details));
    settings.setValue(key(projectsShownKey), projectsShown);
}
