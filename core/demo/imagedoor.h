// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpreply.h"

#include <QSet>

namespace demo
{

struct World;

/// Everything outside /API: pictures as files, with the oddities of the real server, and a page that says
/// what this is.
class ImageDoor
{
public:
    explicit ImageDoor(const World &world)
        : m_world(world)
    {
    }

    [[nodiscard]] HttpReply answer(const HttpRequest &request);

private:
    /// Why this client does not get that file; nothing where it does.
    [[nodiscard]] std::optional<HttpReply> refusal(const HttpRequest &request, const QString &path) const;
    [[nodiscard]] HttpReply modelPreview(const HttpRequest &request, const QString &path) const;
    [[nodiscard]] HttpReply image(const HttpRequest &request, const QString &path);
    [[nodiscard]] std::optional<HttpReply> mischief(const QString &path);

    const World &m_world;
    QSet<QString> m_asked; ///< paths of pictures
};

/// Percent-decoding that leaves what is no escape as it stands.
[[nodiscard]] QByteArray percentDecoded(const QByteArray &text);

} // namespace demo
