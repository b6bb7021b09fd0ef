// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoproject.h"

#include <QFile>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

DemoProject::DemoProject(const QStringList &failures, std::chrono::milliseconds step)
    : server({.stepTime = step, .seed = 1, .failures = failures},
             {.step = step, .node = 0ms, .load = 1ms, .launch = 1ms, .linger = 20ms})
    , tickets(m_private.filePath(u"state"_s))
    , previews(m_private.filePath(u"runtime"_s))
    , projects(m_private.filePath(u"state"_s))
{
    if (const Result<> listening = server.listen(); !listening)
        qFatal("%s", qPrintable(listening.error().sentence()));
    client = std::make_unique<SwarmClient>(network, ServerAddress{.url = server.address()});
}

DemoProject::Window::Window(DemoProject &project)
    : store(project.stateFile(), project.processes)
    , follower(project.stateFile(),
               {.processes = project.processes,
                .events = project.events,
                .tickets = project.tickets,
                .history = project.history})
{
}

RunNeeds DemoProject::runNeeds(Window &window)
{
    return {.client = *client,
            .store = window.store,
            .watcher = window.follower.watcher(),
            .tickets = tickets,
            .previews = previews,
            .projects = projects,
            .history = history,
            .owner = processes.self()};
}

CancelWish::Needs DemoProject::cancelNeeds(Window &window)
{
    return {.follower = window.follower,
            .store = window.store,
            .tickets = tickets,
            .previews = previews,
            .history = history,
            .clients = [this](const QUrl &) -> SwarmClient & { return *client; },
            .by = processes.self().user + "@studio"_L1};
}

RunOrder DemoProject::order(const QString &prompt, int images) const
{
    GenerationRequest request{.prompt = prompt,
                              .model = u"demo"_s,
                              .width = 64,
                              .height = 64,
                              .images = images,
                              .steps = 5,
                              .seed = 7};
    return {.request = request,
            .saving = {.save = true, .folder = folder(), .nameTemplate = u"{seed}"_s},
            .stateFile = stateFile(),
            .label = u"hero"_s,
            .job = {.connectLimit = 2s, .pollPause = 20ms}};
}

QByteArray DemoProject::stateBytes() const
{
    QFile file(stateFile());
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList DemoProject::pictures() const
{
    return QDir(folder()).entryList({u"*.png"_s, u"*.part"_s}, QDir::Files | QDir::Hidden, QDir::Name);
}
