// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoservercommand.h"

#include "modules.h"

using namespace Qt::StringLiterals;

DemoServerCommand::DemoServerCommand(CommandContext &context, DemoServerOptions options)
    : Command(context)
    , m_options(std::move(options))
{
}

void DemoServerCommand::start()
{
    const auto create = loadModule(context().surroundings().programFolder, u"demo"_s, "createDemo");
    if (!create)
        return end(create.error());
    m_demo.reset(reinterpret_cast<CreateDemo *>(*create)(
        {.port = m_options.port,
         .stepTime = std::chrono::milliseconds(m_options.stepMilliseconds),
         .seed = m_options.seed,
         .failures = m_options.failures}));
    if (const Result<> listening = m_demo->listen(); !listening)
        return end(listening.error());
    context().streams().out << m_demo->address().toString() << '\n';
    context().streams().out.flush();
    context().say(
        tr("The demo server draws pictures at this address until Ctrl-C. In another terminal:\n"
           "asset-generator generate image --api-url %1 --prompt \"a red fox in deep snow\" --save-images")
            .arg(m_demo->address().toString()));
}
