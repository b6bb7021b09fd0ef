// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandcontext.h"

#include "document.h"
#include "environmentproxies.h"
#include "printable.h"
#include "serversetting.h"
#include "statefile.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandContext", text);
}

Error usage(const QString &message, const QString &hint)
{
    return {.kind = Error::Kind::Usage, .message = message, .hint = hint};
}

} // namespace

CommandContext::CommandContext(Streams streams, Surroundings surroundings, GlobalOptions options,
                               Settings settings)
    : m_streams(streams)
    , m_surroundings(std::move(surroundings))
    , m_options(std::move(options))
    , m_settings(std::move(settings))
    , m_tickets(m_surroundings.places.state)
    , m_previews(m_surroundings.places.runtime)
    , m_projects(m_surroundings.places.state)
    , m_history(openHistory(m_surroundings.places.state, m_surroundings.programFolder))
    , m_secrets(openSecretStore(m_surroundings.programFolder, m_surroundings.environment))
    , m_keychain(*m_secrets, [this](const Error &problem) { warn(problem); })
{
}

CommandContext::~CommandContext() = default;

QString CommandContext::format() const
{
    return m_settings.value(u"format"_s).value_or(u"table"_s);
}

Result<QString> CommandContext::stateFile() const
{
    const QDir here(m_surroundings.workingFolder);
    if (!m_options.stateFile.isEmpty()) {
        const QFileInfo file(here.absoluteFilePath(m_options.stateFile));
        if (!QFileInfo(file.path()).isDir())
            return usage(tr("The folder of the state file %1 does not exist.").arg(file.filePath()),
                         tr("Create it first."));
        return QDir(QFileInfo(file.path()).canonicalFilePath()).filePath(file.fileName());
    }
    const QFileInfo folder(here.absoluteFilePath(m_options.project.isEmpty() ? u"."_s : m_options.project));
    if (!folder.isDir())
        return usage(tr("The project folder %1 does not exist.").arg(folder.filePath()),
                     tr("Create it, or name another one with --project."));
    return defaultStateFile(folder.canonicalFilePath());
}

Result<QStringList> CommandContext::allStateFiles() const
{
    const Result<QString> here = stateFile();
    if (!here)
        return here.error();
    QStringList all{*here};
    for (const QString &file : m_projects.stateFiles()) {
        if (!all.contains(file))
            all += file;
    }
    return all;
}

Result<ServerAddress> CommandContext::serverAddress() const
{
    const QString keyFile = m_settings.value(u"api-key-file"_s).value_or(QString());
    const QDir here(m_surroundings.workingFolder);
    const Result<ServerAddress> server
        = serverSetting(m_settings, keyFile.isEmpty() ? keyFile : here.absoluteFilePath(keyFile));
    if (!server)
        return server;
    const Result<QNetworkProxy> proxy = EnvironmentProxies(m_surroundings.environment).proxyFor(server->url);
    return proxy ? server : proxy.error();
}

QNetworkAccessManager &CommandContext::network()
{
    if (!m_network)
        m_network = std::make_unique<QNetworkAccessManager>();
    return *m_network;
}

SwarmClient &CommandContext::client(const QUrl &server)
{
    const Result<ServerAddress> set = serverAddress();
    const bool isSet = set && (server.isEmpty() || server == set->url);
    const ServerAddress address = isSet ? *set : ServerAddress{.url = server};
    auto &client = m_clients[address.url.toString()];
    if (!client) {
        client = std::make_unique<SwarmClient>(network(), address);
        client->setCredentialSource(m_keychain);
    }
    return *client;
}

SwarmClient &CommandContext::client()
{
    return client(QUrl());
}

FollowerNeeds CommandContext::followerNeeds()
{
    return {.processes = m_processes, .events = m_events, .tickets = m_tickets, .history = *m_history};
}

CancelWish::Needs CommandContext::cancelNeeds(ProjectFollower &follower, SessionStore &store)
{
    return {.follower = follower,
            .store = store,
            .tickets = m_tickets,
            .previews = m_previews,
            .history = *m_history,
            .clients = [this](const QUrl &server) -> SwarmClient & { return client(server); },
            .by = userAtHost()};
}

QString CommandContext::userAtHost() const
{
    const Owner self = m_processes.self();
    return self.user + u'@' + self.host;
}

QUrl CommandContext::serverUrl() const
{
    const Result<ServerAddress> address = serverAddress();
    return address ? address->url : QUrl();
}

bool CommandContext::isVerbose() const
{
    return m_settings.value(u"verbose"_s) == "true"_L1;
}

QString CommandContext::outputFile() const
{
    const QString file = m_settings.value(u"output"_s).value_or(QString());
    return file.isEmpty() ? file : QDir(m_surroundings.workingFolder).absoluteFilePath(file);
}

Result<> CommandContext::checkOutputFile() const
{
    const QFileInfo file(outputFile());
    if (outputFile().isEmpty() || (file.exists() && !file.isDir() && file.isWritable()))
        return {};
    const QFileInfo folder(file.path());
    if (!file.exists() && folder.isDir() && folder.isWritable())
        return {};
    return Error{.kind = Error::Kind::FileSystem,
                 .message = tr("The result could not be written to %1.").arg(file.filePath()),
                 .hint = tr("Choose another file with --output.")};
}

Result<> CommandContext::refuseOutputFile() const
{
    if (outputFile().isEmpty())
        return {};
    return usage(tr("This prints as it goes, so --output does not fit."),
                 tr("Write > FILE behind the command."));
}

Result<> CommandContext::put(const QString &text) const
{
    constexpr qsizetype piece = 8192; // of a longer one the stream would hold two copies
    errno = 0;
    for (qsizetype at = 0; at < text.size(); at += piece)
        m_streams.out << QStringView(text).sliced(at, std::min(piece, text.size() - at));
    m_streams.out.flush();
    if (m_streams.out.status() == QTextStream::Ok)
        return {};
    const int cause = errno;
    m_readerIsGone = cause == EPIPE;
    if (m_readerIsGone)
        return {};
    return Error{.kind = Error::Kind::FileSystem,
                 .message = tr("The result could not be printed: %1.").arg(qt_error_string(cause)),
                 .hint = tr("Make room, or print elsewhere.")};
}

void CommandContext::say(const QString &sentence) const
{
    if (isQuiet())
        return;
    m_streams.err << printable(sentence) << '\n';
    m_streams.err.flush();
}

void CommandContext::ask(const QString &question) const
{
    m_streams.err << printable(question);
    m_streams.err.flush();
}

void CommandContext::warn(const Error &error) const
{
    if (!isQuiet())
        tellError(error);
}

/// The same error with the hint that helps in a terminal, where there is no settings page.
Error CommandContext::forTerminal(Error error) const
{
    const Result<ServerAddress> address = serverAddress();
    const ServerAddress set = address ? *address : ServerAddress();
    const QString setUrl = set.url.toString(QUrl::FullyEncoded);
    // A session's own server may be another one than is set.
    const QString meant = error.details.value("server"_L1).toString(setUrl);
    if (error.kind == Error::Kind::Unreachable && error.details.contains("cause"_L1)) {
        error.message = tr("Cannot reach %1: %2.").arg(meant, error.details.value("cause"_L1).toString());
        error.hint = meant == setUrl ? tr("Is SwarmUI running? Set another server with --api-url.")
                                     : tr("Is SwarmUI running there?");
    } else if (error.kind == Error::Kind::NotAuthorised && !error.details.contains("error_id"_L1)) {
        const bool wantsKey = error.details.contains("http_status"_L1);
        error.hint = wantsKey ? tr("Give it with --api-key-file or --auth-header.")
                              : tr("Sign in with: asset-generator config login. Or give --swarm-token.");
        const QString name = SwarmProtocol::serverName(set.url);
        if (meant == setUrl && wantsKey && !set.authorization.isEmpty()) {
            error.message = tr("The server %1 does not accept the key that it was given.").arg(name);
            error.hint = tr("See where it comes from with: asset-generator config view");
        } else if (meant == setUrl && !wantsKey && !set.swarmToken.isEmpty()) {
            error.message = tr("The server %1 does not accept the token that it was given.").arg(name);
            error.hint = tr("It may be revoked. Get a new one with: asset-generator config login");
        }
    }
    return error;
}

void CommandContext::tellError(const Error &cause) const
{
    const Error error = forTerminal(cause);
    m_streams.err << printable(error.sentence()) << '\n';
    if (isVerbose() && !error.serverWords.isEmpty())
        m_streams.err << printable(tr("The server's own words: %1").arg(error.serverWords)) << '\n';
    m_streams.err.flush();
}

int CommandContext::fail(const Error &cause, const QString &sessionId) const
{
    tellError(cause);
    const Error error = forTerminal(cause);
    // To stdout even where --output is set: a good result of before is not replaced by an error.
    if (isStructured(format()))
        std::ignore = put(toText({{"schema"_L1, 1}, {"error"_L1, toJson(error, sessionId)}}, format()));
    return exitCode(error.kind);
}

QString printable(QString text)
{
    for (QChar &character : text) {
        if (isSteering(character) && character != u'\n')
            character = u'\ufffd';
    }
    return text;
}
