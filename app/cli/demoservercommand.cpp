// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoservercommand.h"

#include "modules.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace
{

/// One of each kind that matters: may do all, what users may, hardly anything.
QList<DemoAccount> usualAccounts()
{
    return {{.name = u"owner"_s, .password = u"owner"_s, .role = DemoAccount::Role::Owner},
            {.name = u"demo"_s, .password = u"demo"_s, .role = DemoAccount::Role::User},
            {.name = u"guest"_s, .password = u"guest"_s, .role = DemoAccount::Role::Guest}};
}

/// The value of a header is a secret, and arguments are for everybody to see: so it comes from a file.
Result<QByteArray> headerIn(const QString &path)
{
    constexpr qint64 longest = 8 * 1024; // more than a header may have
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return Error{.kind = Error::Kind::Usage,
                     .message = DemoServerCommand::tr("The file %1 cannot be read.").arg(path),
                     .hint = DemoServerCommand::tr("Check its name and rights.")};
    const QByteArray value = file.read(longest).trimmed();
    if (value.isEmpty() || value.contains('\n'))
        return Error{.kind = Error::Kind::Usage,
                     .message
                     = DemoServerCommand::tr("The file %1 does not hold one line for a header.").arg(path),
                     .hint = DemoServerCommand::tr("Write the whole value into it, such as “Bearer …”.")};
    return value;
}

} // namespace

DemoServerCommand::DemoServerCommand(CommandContext &context, DemoServerOptions options)
    : Command(context)
    , m_options(std::move(options))
{
}

Result<DemoOptions> DemoServerCommand::options() const
{
    DemoOptions options{.port = m_options.port,
                        .stepTime = std::chrono::milliseconds(m_options.stepMilliseconds),
                        .seed = m_options.seed,
                        .failures = m_options.failures,
                        .accounts = m_options.accounts ? usualAccounts() : QList<DemoAccount>(),
                        .asVersion = m_options.asVersion};
    if (m_options.authFile.isEmpty())
        return options;
    const QDir here(context().surroundings().workingFolder);
    const Result<QByteArray> header = headerIn(here.absoluteFilePath(m_options.authFile));
    if (!header)
        return header.error();
    options.requiredAuthorization = *header;
    return options;
}

QString DemoServerCommand::welcome() const
{
    QString text
        = tr("The demo server draws pictures at this address until Ctrl-C. In another terminal:\n"
             "asset-generator generate image --api-url %1 --prompt \"a red fox in deep snow\" --save-images")
              .arg(m_demo->address().toString());
    if (m_options.accounts)
        text += u'\n'
            + tr("Accounts are owner, demo and guest; their passwords are their names. A token of demo:\n"
                 "export ASSET_GENERATOR_SWARM_TOKEN=%1")
                  .arg(QString::fromLatin1(m_demo->makeToken(u"demo"_s)));
    return text;
}

void DemoServerCommand::start()
{
    const Result<DemoOptions> chosen = options();
    if (!chosen)
        return end(chosen.error());
    const auto create = loadModule(context().surroundings().programFolder, u"demo"_s, "createDemo");
    if (!create)
        return end(create.error());
    m_demo.reset(reinterpret_cast<CreateDemo *>(*create)(*chosen));
    if (const Result<> listening = m_demo->listen(); !listening)
        return end(listening.error());
    context().streams().out << m_demo->address().toString() << '\n';
    context().streams().out.flush();
    context().say(welcome());
}
