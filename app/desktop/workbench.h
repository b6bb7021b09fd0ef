// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canceller.h"
#include "serverwatch.h"
#include "statusreport.h"

/// The desktop without its window: watched projects, own runs, the server and the models, put together into
/// one report. Works the same while nothing is shown.
class Workbench : public QObject
{
    Q_OBJECT
public:
    Workbench(const Places &places, const QString &programFolder, const ServerAddress &server,
              QObject *parent = nullptr);

    [[nodiscard]] SessionModel &sessions() { return m_sessions; }
    [[nodiscard]] ProjectModel &projects() { return m_projects; }
    [[nodiscard]] SessionBoard &board() { return m_board; }
    [[nodiscard]] OwnRuns &runs() { return m_runs; }
    [[nodiscard]] Canceller &canceller() { return m_canceller; }
    [[nodiscard]] ServerWatch &server() { return m_server; }
    [[nodiscard]] const PreviewBox &previews() const { return m_parts.previews; }
    [[nodiscard]] PathEvents &events() { return m_parts.events; }

    /// Starts a generation; the session's id, or why it cannot be started.
    [[nodiscard]] Result<QString> generate(FormOrder order);
    /// Another server is the main one from now on.
    void useServer(const QUrl &url);
    /// The one that is set is the main one again.
    void useSetServer();
    void unwatch(const QString &folder);
    /// Looks for projects that are not watched and in which something runs.
    void lookForOffers();
    /// Looks at everything now: folders, offers, server.
    void lookAtAll();
    [[nodiscard]] StatusReport report() const;
    /// The session to show first: the newest problem, else the newest live one; empty where there is none.
    [[nodiscard]] QString newest() const;

Q_SIGNALS:
    /// Soon after something changed, several changes at once.
    void reportChanged(const StatusReport &report);

private:
    void tell();
    [[nodiscard]] QList<FollowedSession> problems() const;

    void setServer(const ServerAddress &server);

    ServerAddress m_set; ///< as the settings have it
    DesktopParts m_parts;
    SessionModel m_sessions;
    ProjectModel m_projects;
    SessionBoard m_board;
    OwnRuns m_runs;
    Canceller m_canceller;
    ServerWatch m_server;
    QTimer m_tell;
};
