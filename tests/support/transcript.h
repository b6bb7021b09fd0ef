// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

/// What was recorded between a client and a real server: one scenario. Times are milliseconds since it began.
struct Transcript {
    struct Http {
        QString label = {};
        int sentAt = 0;
        int answeredAt = -1; ///< −1: the client went away
        QByteArray target = {};
        QByteArray method = {};
        QList<QPair<QByteArray, QByteArray>> requestHeaders = {};
        QByteArray body = {};
        int status = 0;
        QList<QPair<QByteArray, QByteArray>> headers = {};
        QByteArray answer = {};
        bool isShortened = false;

        [[nodiscard]] QJsonObject question() const;
    };
    struct Frame {
        int at = 0;
        bool fromServer = false;
        QByteArray opcode = {}; ///< "text", "close", …; empty for an event
        QByteArray payload = {};
        bool isLast = true; ///< no continuation follows
        int closeCode = 0;
        QString event = {}; ///< "tcp closed", "tcp reset"
    };
    struct Socket {
        QString label = {};
        int connectedAt = 0;
        QByteArray target = {};
        QList<QPair<QByteArray, QByteArray>> requestHeaders = {}; ///< of the handshake
        int status = 0; ///< of the handshake
        QByteArray refusal = {};
        QList<Frame> frames = {};

        /// The first message of the client.
        [[nodiscard]] QJsonObject request() const;
        [[nodiscard]] int endedAt() const { return frames.isEmpty() ? connectedAt : frames.last().at; }
    };

    QString name = {};
    QList<Http> calls = {};
    QList<Socket> sockets = {};

    [[nodiscard]] static std::optional<Transcript> load(const QString &file);
    /// All of the folder that SWARMUI_TRANSCRIPTS names, by name; none without it.
    [[nodiscard]] static QList<Transcript> all();
};
