// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript.h"

#include <QJsonObject>
#include <QSet>

/// How what the demo server said on a socket differs from what was recorded: results, errors and the marks of
/// the end in their order, the kinds of messages where only one picture is made, shapes and steady values. A
/// line each. How often states and progress are told is not compared, nor in which moment.
[[nodiscard]] QStringList conversationDifferences(const QList<QJsonObject> &recorded,
                                                  const QList<QJsonObject> &here);

/// What matters of a conversation whatever the speed, a word each.
[[nodiscard]] QStringList essentials(const QList<QJsonObject> &messages);

/// Which keys and types the messages of progress have.
[[nodiscard]] QSet<QString> progressShapes(const QList<QJsonObject> &messages);

/// The server's messages that had come by then.
[[nodiscard]] QList<QJsonObject> messagesUntil(const Transcript::Socket &socket, int at);

[[nodiscard]] QStringList imagesIn(const QList<QJsonObject> &messages);
