// SPDX-License-Identifier: GPL-3.0-or-later
#include "websockethandshake.h"

#include <QCryptographicHash>
#include <QNetworkRequest>
#include <QUrl>
#include <QtEndian>

#include <algorithm>
#include <optional>

namespace
{

// A header's value; none where the answer does not have it.
std::optional<QByteArray> header(const QList<QByteArray> &lines, const QByteArray &name)
{
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return std::nullopt;
}

bool isPlain(const QByteArray &value)
{
    return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

namespace WebSocketHandshake
{

QByteArray question(const QNetworkRequest &request, const QByteArray &key)
{
    const QUrl url = request.url().adjusted(QUrl::RemoveUserInfo);
    QByteArray text = "GET "
        + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment)
        + " HTTP/1.1\r\nHost: " + url.authority(QUrl::FullyEncoded).toLatin1()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + key + "\r\n";
    for (const QByteArray &name : request.rawHeaderList()) {
        if (const QByteArray value = request.rawHeader(name); isPlain(value))
            text += name + ": " + value + "\r\n";
    }
    return text + "\r\n";
}

bool isAccepted(const QByteArray &answer, const QByteArray &key)
{
    const QList<QByteArray> lines = answer.split('\n');
    const QByteArray expected
        = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
              .toBase64();
    const auto upgrade = header(lines, "Upgrade");
    return lines.first().startsWith("HTTP/1.1 101") && upgrade
        && upgrade->compare("websocket", Qt::CaseInsensitive) == 0
        && header(lines, "Connection").value_or(QByteArray()).toLower().contains("upgrade")
        && header(lines, "Sec-WebSocket-Accept") == expected
        && header(lines, "Sec-WebSocket-Extensions").value_or(QByteArray()).isEmpty()
        && header(lines, "Sec-WebSocket-Protocol").value_or(QByteArray()).isEmpty();
}

} // namespace WebSocketHandshake

QByteArray clientFrame(WebSocketOpcode opcode, const QByteArray &payload, quint32 mask)
{
    constexpr char last = char(0x80), masked = char(0x80);
    QByteArray frame(1, char(last | char(opcode)));
    const auto size = quint64(payload.size());
    if (size < 126) {
        frame += char(masked | char(size));
    } else if (size < 65536) {
        frame.append(char(masked | 126)).resize(4);
        qToBigEndian(quint16(size), frame.data() + 2);
    } else {
        frame.append(char(masked | 127)).resize(10);
        qToBigEndian(size, frame.data() + 2);
    }
    const QByteArray key(reinterpret_cast<const char *>(&mask), sizeof mask);
    frame += key;
    const qsizetype begin = frame.size();
    frame += payload;
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame[begin + i] = char(frame[begin + i] ^ key[i % key.size()]);
    return frame;
}
