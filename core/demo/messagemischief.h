// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "failures.h"

#include <QJsonArray>
#include <QJsonObject>

namespace demo
{

/// What goes wrong with the messages of one generation over a WebSocket, where that is wanted.
class MessageMischief
{
public:
    explicit MessageMischief(Failures failures);

    /// What is said instead of a message: itself, another one, several, or nothing.
    [[nodiscard]] QList<QJsonObject> spoiled(QJsonObject message);
    /// Texts that make no sense to say before it.
    [[nodiscard]] QList<QByteArray> nonsense();

private:
    [[nodiscard]] QJsonObject oddProgress(QJsonObject message);
    [[nodiscard]] QJsonObject oddPicture(QJsonObject message);

    Failures m_failures;
    QJsonArray m_delivered; ///< indices of pictures
    int m_progress = 0;
    int m_pictures = 0;
    int m_nonsense = 0;
};

} // namespace demo
