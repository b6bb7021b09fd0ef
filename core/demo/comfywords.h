// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace demo
{

/// What a ComfyUI backend says over its own WebSocket, and the server passes on to who wants it raw: JSON,
/// and binary messages with a short head. Of one prompt.
class ComfyWords
{
public:
    /// A prompt gets an id by chance.
    ComfyWords();

    [[nodiscard]] static QByteArray queue(int remaining);
    [[nodiscard]] QByteArray started() const;
    [[nodiscard]] QByteArray cached(int parts) const; ///< that many parts of the workflow need no work
    [[nodiscard]] QByteArray executing(int part) const;
    [[nodiscard]] QByteArray step(int value, int most, int part) const;
    [[nodiscard]] QByteArray preview(const QByteArray &jpeg, int part) const;
    [[nodiscard]] QByteArray sending(int part) const; ///< a picture comes next
    [[nodiscard]] static QByteArray picture(const QByteArray &file);
    [[nodiscard]] QByteArray succeeded() const;
    [[nodiscard]] QByteArray resting() const; ///< nothing is executed any more

private:
    [[nodiscard]] QByteArray message(QLatin1String type, QJsonObject data) const;

    QString m_prompt;
};

} // namespace demo
