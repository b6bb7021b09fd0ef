// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cancelwish.h"
#include "commandline.h"
#include "history.h"
#include "keychainsource.h"
#include "previewbox.h"
#include "processtable.h"
#include "projectfollower.h"
#include "projectregistry.h"
#include "settings.h"
#include "surroundings.h"
#include "swarmclient.h"
#include "ticket.h"

#include <QNetworkAccessManager>

#include <map>
#include <memory>

/// What commands share: who asks, which project, which server, and the parts of the program, each made when
/// first wanted. Lives as long as the command.
class CommandContext
{
public:
    CommandContext(Streams streams, Surroundings surroundings, GlobalOptions options, Settings settings);
    ~CommandContext();

    [[nodiscard]] const Streams &streams() const { return m_streams; }
    [[nodiscard]] const Settings &settings() const { return m_settings; }
    [[nodiscard]] const GlobalOptions &options() const { return m_options; }
    [[nodiscard]] const Surroundings &surroundings() const { return m_surroundings; }
    [[nodiscard]] QString format() const; ///< table, json, yaml or ndjson
    [[nodiscard]] bool isQuiet() const
    {
        return m_settings.value(QStringLiteral("quiet")) == QLatin1String("true");
    }
    /// The file that the result goes into, as a whole path; empty: stdout.
    [[nodiscard]] QString outputFile() const;
    /// Fails where a result could not be written into that file, before any work is done for it.
    [[nodiscard]] Result<> checkOutputFile() const;
    /// Fails (Usage) where such a file is set though the command prints as it goes.
    [[nodiscard]] Result<> refuseOutputFile() const;

    /// Data on stdout. Fails as FileSystem; that its reader is gone is no error, see isReaderGone().
    [[nodiscard]] Result<> put(const QString &text) const;
    [[nodiscard]] bool isReaderGone() const { return m_readerIsGone; }

    /// The state file of this project; its folder must exist.
    [[nodiscard]] Result<QString> stateFile() const;
    /// This project's state file first, then those of all others that this user knows.
    [[nodiscard]] Result<QStringList> allStateFiles() const;

    /// The address that is set; a Usage error where it is none.
    [[nodiscard]] Result<ServerAddress> serverAddress() const;
    /// The client of a server. Secrets go only to the server that is set.
    [[nodiscard]] SwarmClient &client(const QUrl &server);
    /// The client of the server that is set; only after serverAddress() said that there is one.
    [[nodiscard]] SwarmClient &client();
    [[nodiscard]] QNetworkAccessManager &network();
    [[nodiscard]] SecretStore &secrets() { return *m_secrets; }

    [[nodiscard]] const ProcessTable &processes() const { return m_processes; }
    [[nodiscard]] PathEvents &events() { return m_events; }
    [[nodiscard]] const TicketBox &tickets() const { return m_tickets; }
    [[nodiscard]] PreviewBox &previews() { return m_previews; }
    [[nodiscard]] const ProjectRegistry &projects() const { return m_projects; }
    [[nodiscard]] History &history() { return *m_history; }
    [[nodiscard]] FollowerNeeds followerNeeds();
    [[nodiscard]] CancelWish::Needs cancelNeeds(ProjectFollower &follower, SessionStore &store);
    [[nodiscard]] QString userAtHost() const;

    /// A sentence on stderr, unless --quiet. Here and in all below: what others wrote cannot steer the
    /// terminal.
    void say(const QString &sentence) const;
    /// A question on stderr, whose answer is typed behind it.
    void ask(const QString &question) const;
    /// A problem on stderr, unless --quiet.
    void warn(const Error &error) const;
    /// An error on stderr, whatever --quiet: what failed is no hint.
    void tellError(const Error &error) const;
    /// The end of a command that failed: the sentence on stderr and, in a structured format, the error
    /// document. Returns the exit code.
    [[nodiscard]] int fail(const Error &error, const QString &sessionId = {}) const;

private:
    [[nodiscard]] Error forTerminal(Error error) const;
    [[nodiscard]] QUrl serverUrl() const;
    [[nodiscard]] bool isVerbose() const;

    Streams m_streams;
    Surroundings m_surroundings;
    GlobalOptions m_options;
    Settings m_settings;
    SystemProcessTable m_processes;
    PathEvents m_events;
    TicketBox m_tickets;
    PreviewBox m_previews;
    ProjectRegistry m_projects;
    std::unique_ptr<History> m_history;
    std::unique_ptr<SecretStore> m_secrets;
    KeychainSource m_keychain;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::map<QString, std::unique_ptr<SwarmClient>> m_clients;
    mutable bool m_readerIsGone = false;
};

/// Control characters but for line ends replaced: a name from a file or a server could move the cursor.
[[nodiscard]] QString printable(QString text);
