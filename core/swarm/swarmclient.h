// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"
#include "serverfacts.h"

#include <QByteArray>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

inline constexpr std::chrono::seconds callLimit{10}; ///< for calls that a server answers at once

/// Where a server is and how to be let in. Secrets go only to this origin.
struct ServerAddress {
    QUrl url = {}; ///< http or https; may have a path
    QByteArray authorization = {}; ///< the whole value of the Authorization header; empty: none
    QByteArray swarmToken = {}; ///< cookie swarm_token; empty: none
};

/// Reads what a user typed as a server's address: http, https, ws and wss, a host is needed, "localhost:7801"
/// is taken as http. User, query and fragment are dropped.
[[nodiscard]] Result<QUrl> serverUrlFrom(const QString &typed);

/// Bounds on what a server may send in one answer or message, in bytes.
inline constexpr qint64 largestAnswer = 4LL * 1024 * 1024; ///< states, sessions, refusals
inline constexpr qint64 largestList = 64LL * 1024 * 1024; ///< thousands of models or pictures
inline constexpr qint64 largestPictures = 512LL * 1024 * 1024; ///< a job's: they may come inside, in base64

/// One call on its way. Emits finished() exactly once, never inside the call that made it; deletes itself
/// after that. Deleting it earlier aborts the call.
class SwarmCall : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        std::chrono::milliseconds time{0}; ///< of the whole call; zero: none
        qint64 size = largestAnswer;
    };
    /// Takes over `reply`.
    SwarmCall(QNetworkReply *reply, QUrl server, Limits limits, QObject *parent);
    ~SwarmCall() override;

Q_SIGNALS:
    void finished(const Result<QJsonObject> &reply);

private:
    void settle();
    void watchSize();
    [[nodiscard]] Result<QJsonObject> outcome() const;
    QNetworkReply *m_reply;
    QUrl m_server;
    Limits m_limits;
    QTimer m_clock;
    bool m_late = false;
    bool m_isSent = false;
    bool m_tooLarge = false;
};

/// Why a reply brought nothing: the connection's own errors in our words. A line that broke after the request
/// had gone out is ConnectionLost: the server may have begun; so is a reply without an error, which was cut
/// off. Its HTTP status is not looked at.
[[nodiscard]] Error networkError(const QNetworkReply &reply, const QUrl &server);

/// True where less has come than the reply's head told: the network does not always call it an error when a
/// line is reset in the middle.
[[nodiscard]] bool isCutOff(const QNetworkReply &reply, qint64 received);

/// Asks one SwarmUI server over HTTP. Redirects are never followed. Knows no files.
class SwarmClient : public QObject
{
    Q_OBJECT
public:
    /// `network` must outlive the client.
    SwarmClient(QNetworkAccessManager &network, ServerAddress address, QObject *parent = nullptr);

    [[nodiscard]] const ServerAddress &address() const { return m_address; }

    /// The server session that all inquiries share; none before the first. Never a generation's: each has its
    /// own.
    [[nodiscard]] const std::optional<ServerSession> &inquirySession() const { return m_inquirySession; }
    void setInquirySession(std::optional<ServerSession> session) { m_inquirySession = std::move(session); }

    /// POST API/<route>. `limit` bounds the whole call; zero: none. Lists may be larger than
    /// all else. The call's parent is `owner`.
    [[nodiscard]] SwarmCall *post(QStringView route, const QJsonObject &body, std::chrono::milliseconds limit,
                                  QObject *owner);
    /// The same for a request that must not reach the server twice: the network never sends it again by
    /// itself. Unbounded in time.
    [[nodiscard]] SwarmCall *postOnce(QStringView route, const QJsonObject &body, QObject *owner);
    /// GET of an image by the path that the server gave; the caller owns the reply.
    [[nodiscard]] QNetworkReply *getImage(const QString &path);
    /// For a WebSocket's handshake: address of the route, with the headers that the server wants.
    [[nodiscard]] QNetworkRequest socketRequest(QStringView route) const;

private:
    [[nodiscard]] QNetworkRequest requestFor(const QUrl &url) const;
    [[nodiscard]] QNetworkRequest apiRequest(QStringView route) const;
    QNetworkAccessManager &m_network;
    ServerAddress m_address;
    std::optional<ServerSession> m_inquirySession;
};
