// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "credentialsource.h"
#include "serverfacts.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

inline constexpr std::chrono::seconds callLimit{10}; ///< for calls that a server answers at once

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
        /// Set: `time` bounds the silence, and this the whole call.
        std::chrono::milliseconds longest{0};
        qint64 size = largestAnswer;
    };
    /// Takes over `reply`.
    SwarmCall(QNetworkReply *reply, QUrl server, Limits limits, QObject *parent);
    ~SwarmCall() override;

    /// How the call is made once more where the server wants a sign-in: `take` gets the new reply, or null
    /// where there is nothing new to show it.
    using SecondTry = std::function<void(QObject &context, const std::function<void(QNetworkReply *)> &take)>;
    void setSecondTry(SecondTry secondTry) { m_secondTry = std::move(secondTry); }
    /// A header of the reply, while finished() is told.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /// True where a part of the answer has come within `silence`.
    [[nodiscard]] bool isReceiving(std::chrono::milliseconds silence) const;

Q_SIGNALS:
    void finished(const Result<QJsonObject> &reply);

private:
    void await(QNetworkReply *reply);
    void settle();
    void end(const Result<QJsonObject> &reply);
    void takeBytes();
    [[nodiscard]] Result<QJsonObject> outcome() const;
    QNetworkReply *m_reply = nullptr;
    QUrl m_server;
    Limits m_limits;
    SecondTry m_secondTry;
    QTimer m_clock;
    QElapsedTimer m_age; ///< since the request
    QElapsedTimer m_sinceBytes; ///< since the last part of the answer; invalid before the first
    QByteArray m_body; ///< as it comes: the network keeps many small pieces dearly
    bool m_late = false;
    bool m_isSent = false;
    bool m_tooLarge = false;
};

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

    /// Asked once, when the server wants a sign-in and the address does not hold all that could be shown.
    /// `source` must outlive the client.
    void setCredentialSource(CredentialSource &source) { m_source = &source; }

    /// The server session that all inquiries share; none before the first. Never a generation's: each has its
    /// own.
    [[nodiscard]] const std::optional<ServerSession> &inquirySession() const { return m_inquirySession; }
    void setInquirySession(std::optional<ServerSession> session) { m_inquirySession = std::move(session); }

    /// POST API/<route>. `limit` bounds the whole call; zero: none. Lists may be larger than
    /// all else. The call's parent is `owner`.
    [[nodiscard]] SwarmCall *post(QStringView route, const QJsonObject &body, std::chrono::milliseconds limit,
                                  QObject *owner);
    /// The same for answers that may be long, to somebody who waits for nothing else: `silence` bounds their
    /// pauses, five minutes the whole call.
    [[nodiscard]] SwarmCall *postPatiently(QStringView route, const QJsonObject &body, QObject *owner,
                                           std::chrono::milliseconds silence = callLimit);
    /// The same for a request that must not reach the server twice: the network never sends it again by
    /// itself. Unbounded in time.
    [[nodiscard]] SwarmCall *postOnce(QStringView route, const QJsonObject &body, QObject *owner);
    /// GET of an image by the path that the server gave; the caller owns the reply. Without a byte for
    /// `silence` the line is taken as broken.
    [[nodiscard]] QNetworkReply *getImage(const QString &path, std::chrono::milliseconds silence);
    /// For a WebSocket's handshake: address of the route, with the headers that the server wants.
    [[nodiscard]] QNetworkRequest socketRequest(QStringView route) const;

Q_SIGNALS:
    void credentialsSought();

private:
    enum class Search { NotYet, Going, Over };
    [[nodiscard]] SwarmCall *call(QStringView route, const QJsonObject &body, SwarmCall::Limits limits,
                                  QObject *owner);
    [[nodiscard]] QNetworkRequest requestFor(const QUrl &url) const;
    [[nodiscard]] QNetworkRequest apiRequest(QStringView route) const;
    void seekCredentials(QObject &context, const std::function<void()> &then);
    void take(const Credentials &found);
    QNetworkAccessManager &m_network;
    ServerAddress m_address;
    std::optional<QSslConfiguration> m_trust; ///< none: the system's
    CredentialSource *m_source = nullptr;
    Search m_search = Search::NotYet;
    bool m_found = false;
    std::optional<ServerSession> m_inquirySession;
};
