// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

struct TranscriptReading;

/// What was recorded between a client and a real server: one scenario. Times are milliseconds since it began.
struct Transcript {
    using Headers = QList<QPair<QByteArray, QByteArray>>;

    struct Http {
        QString label = {};
        int sentAt = 0;
        int answeredAt = -1; ///< −1: the client went away
        QByteArray target = {};
        QByteArray method = {};
        Headers requestHeaders = {};
        QByteArray body = {}; ///< of a request that was shortened: as it is in the file
        QString shortened = {}; ///< how the body in the file was cut, in words; empty where it is whole
        int status = 0;
        Headers headers = {};
        QByteArray answer = {};
        bool isShortened = false; ///< the answer, not the request
        QString outcome = {}; ///< of a job, as a person read it: "completed 4/4"; mostly empty

        [[nodiscard]] QJsonObject question() const;
        /// "getnewsession" of a call to the API, in lower case as the server takes it; empty for all else.
        [[nodiscard]] QByteArray route() const { return routeOf(target); }
        [[nodiscard]] QByteArray requestHeader(const QByteArray &name) const;
        [[nodiscard]] QByteArray header(const QByteArray &name) const;
    };
    struct Frame {
        int at = 0;
        bool fromServer = false;
        QByteArray opcode = {}; ///< "text", "close", …; empty for an event
        QByteArray payload = {};
        QString shortened = {}; ///< how the payload in the file was cut, in words
        bool isLast = true; ///< no continuation follows
        int closeCode = 0;
        QString event = {}; ///< "tcp closed", "tcp reset"
    };
    struct Socket {
        QString label = {};
        int connectedAt = 0;
        QByteArray target = {};
        Headers requestHeaders = {}; ///< of the handshake
        int status = 0; ///< of the handshake
        Headers headers = {}; ///< of the answer to the handshake
        QByteArray refusal = {};
        QList<Frame> frames = {};
        QString outcome = {}; ///< as a person read it, as above

        /// The first message of the client.
        [[nodiscard]] QJsonObject request() const;
        [[nodiscard]] QByteArray route() const { return routeOf(target); }
        [[nodiscard]] QByteArray requestHeader(const QByteArray &name) const;
        /// What the server said in text, each message whole, with the time of its last frame.
        [[nodiscard]] QList<Frame> messages() const;
        [[nodiscard]] int endedAt() const { return frames.isEmpty() ? connectedAt : frames.last().at; }
    };

    /// What was done outside the protocol, in somebody's words.
    struct Note {
        int at = 0;
        QString text = {};
    };

    QString name = {};
    QString backend = {}; ///< what stood behind the server, in words
    QString setup = {}; ///< settings other than the usual, in words
    QString server = {}; ///< its version
    QDate day = {}; ///< of the recording
    QList<Http> calls = {}; ///< those that only a note tells of too, as left without an answer
    QList<Socket> sockets = {};
    QList<Note> notes = {};

    [[nodiscard]] static TranscriptReading read(const QString &file);
    /// The files of recordings in a folder, by name.
    [[nodiscard]] static QStringList filesIn(const QString &folder);
    [[nodiscard]] static QByteArray routeOf(const QByteArray &target);
};

/// A transcript, or why the file is none, in a few words.
struct TranscriptReading {
    std::optional<Transcript> transcript = {};
    QString problem = {};
};
