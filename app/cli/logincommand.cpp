// SPDX-License-Identifier: GPL-3.0-or-later
#include "logincommand.h"

#include "configcommand.h"
#include "document.h"
#include "serversetting.h"
#include "swarmprotocol.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

const SettingKey &tokenKey()
{
    return *findSettingKey(u"swarm-token"_s);
}

} // namespace

LoginCommand::LoginCommand(CommandContext &context, LoginOptions options)
    : Command(context)
    , m_options(std::move(options))
    , m_input(STDIN_FILENO)
{
    connect(&m_input, &LineReader::got, this, &LoginCommand::take);
}

void LoginCommand::start()
{
    const Result<ServerAddress> server = context().serverAddress();
    if (!server)
        return end(server.error());
    m_server = *server;
    if (m_server.url.scheme() == "http"_L1 && !isLoopback(m_server.url))
        context().say(tr("The line to %1 is not encrypted: others may read the token along.")
                          .arg(SwarmProtocol::serverName(m_server.url)));
    if (!isServerOfFiles(context().settings(), m_server.url))
        return tryKeychain();
    askWho();
}

/// A token could be kept nowhere else: better known before the password is asked for.
void LoginCommand::tryKeychain()
{
    context().secrets().read(secretName(), this, [this](const Result<QByteArray> &kept) {
        if (!kept)
            return end(SecretStore::isMissing(kept.error()) ? nowhereToKeep() : kept.error());
        askWho();
    });
}

SecretName LoginCommand::secretName() const
{
    return {.server = m_server.url, .kind = SecretName::Kind::SwarmToken};
}

Error LoginCommand::nowhereToKeep() const
{
    return {
        .kind = Error::Kind::Usage,
        .message = tr("The token cannot be kept: without a keychain it goes into the settings file, and the "
                      "server comes from elsewhere (%1).")
                       .arg(context().settings().originOf(u"api-url"_s)),
        .hint
        = tr("Set the server in the file, and leave that out: asset-generator config set api-url %1. To use "
             "several servers, give each a file of its own with --config.")
              .arg(m_server.url.toString(QUrl::FullyEncoded))};
}

void LoginCommand::askWho()
{
    if (m_options.user.isEmpty())
        ask(tr("Name at %1: ").arg(SwarmProtocol::serverName(m_server.url)), LineReader::Echo::Shown);
    else
        ask(tr("Password of %1: ").arg(m_options.user), LineReader::Echo::Hidden);
}

void LoginCommand::ask(const QString &prompt, LineReader::Echo echo)
{
    if (m_input.isTerminal())
        context().ask(prompt);
    m_input.read(echo);
}

void LoginCommand::take(const std::optional<QString> &line)
{
    if (!line || line->isEmpty())
        return end({.kind = Error::Kind::Usage,
                    .message = m_options.user.isEmpty() ? tr("No name came.") : tr("No password came."),
                    .hint = tr("Type it, or write it into a pipe, in one line.")});
    if (!m_options.user.isEmpty())
        return login(*line);
    m_options.user = line->trimmed();
    ask(tr("Password: "), LineReader::Echo::Hidden);
}

void LoginCommand::login(const QString &password)
{
    const auto *job
        = new LoginJob(context().network(), m_server, {.user = m_options.user, .password = password}, this);
    connect(job, &LoginJob::finished, this,
            [this](const Result<QByteArray> &token) { token ? keep(*token) : end(token.error()); });
}

/// A token of before for this server in the user's file would come before the keychain's: it goes.
void LoginCommand::keep(const QByteArray &token)
{
    context().secrets().write(secretName(), token, this, [this, token](const Result<> &kept) {
        if (!kept && SecretStore::isMissing(kept.error())) {
            return keepInFile(token, kept.error());
        }
        if (!kept)
            return end(kept.error());
        if (isServerOfFiles(context().settings(), m_server.url)) {
            if (const Result<bool> removed = ConfigCommand::fileOf(context()).remove(tokenKey()); !removed)
                context().warn(removed.error());
        }
        done(tr("the keychain"));
    });
}

/// A token in the file goes to whichever server the file means, so it must be the same.
void LoginCommand::keepInFile(const QByteArray &token, const Error &noKeychain)
{
    if (!isServerOfFiles(context().settings(), m_server.url))
        return end(nowhereToKeep());
    context().say(noKeychain.message);
    const UserConfiguration file = ConfigCommand::fileOf(context());
    if (const Result<> kept = file.set(tokenKey(), {QString::fromLatin1(token)}); !kept)
        return end(kept.error());
    done(file.path());
}

void LoginCommand::done(const QString &place)
{
    const QString server = SwarmProtocol::serverName(m_server.url);
    context().say(tr("Signed in at %1 as %2. The token is kept in %3.").arg(server, m_options.user, place));
    const QString origin = context().settings().originOf(u"swarm-token"_s);
    if (origin == tokenKey().variable() || origin == "command line"_L1)
        context().say(tr("Here it has no effect: %1 comes before it.").arg(origin));
    if (!isStructured(context().format())) {
        Q_EMIT finished(0);
        return;
    }
    endAfter(print({{"schema"_L1, 1},
                    {"server"_L1, m_server.url.toString()},
                    {"user"_L1, m_options.user},
                    {"kept_in"_L1, place}},
                   context()));
}
