// SPDX-License-Identifier: GPL-3.0-or-later
#include "comfywords.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

QByteArray bytesOf(const QJsonObject &content)
{
    return QJsonDocument(content).toJson(QJsonDocument::Compact);
}

QByteArray bigEndian(quint32 number)
{
    const quint32 big = qToBigEndian(number);
    return {reinterpret_cast<const char *>(&big), sizeof big};
}

/// The node of a workflow that does a part: loading, the prompts, the empty picture, sampling, decoding,
/// saving.
QString nodeOf(int part)
{
    static constexpr std::array nodes{"4"_L1, "6"_L1, "7"_L1, "5"_L1, "10"_L1, "8"_L1, "9"_L1};
    return nodes[size_t(std::clamp(part - 1, 0, int(nodes.size()) - 1))];
}

} // namespace

ComfyWords::ComfyWords()
    : m_prompt(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

QByteArray ComfyWords::message(QLatin1String type, QJsonObject data) const
{
    data["prompt_id"_L1] = m_prompt;
    return bytesOf({{"type"_L1, type}, {"data"_L1, data}});
}

QByteArray ComfyWords::queue(int remaining)
{
    const QJsonObject info{{"queue_remaining"_L1, remaining}};
    return bytesOf({{"type"_L1, "status"_L1},
                    {"data"_L1, QJsonObject{{"status"_L1, QJsonObject{{"exec_info"_L1, info}}}}}});
}

QByteArray ComfyWords::started() const
{
    return message("execution_start"_L1, {{"timestamp"_L1, QDateTime::currentMSecsSinceEpoch()}});
}

QByteArray ComfyWords::cached(int parts) const
{
    QJsonArray nodes;
    for (int part = 1; part <= parts; ++part)
        nodes.append(nodeOf(part));
    return message("execution_cached"_L1,
                   {{"timestamp"_L1, QDateTime::currentMSecsSinceEpoch()}, {"nodes"_L1, nodes}});
}

QByteArray ComfyWords::executing(int part) const
{
    return message("executing"_L1, {{"node"_L1, nodeOf(part)}, {"display_node"_L1, nodeOf(part)}});
}

QByteArray ComfyWords::step(int value, int most, int part) const
{
    return message("progress"_L1, {{"value"_L1, value}, {"max"_L1, most}, {"node"_L1, nodeOf(part)}});
}

QByteArray ComfyWords::preview(const QByteArray &jpeg, int part) const
{
    constexpr quint32 previewWithHead = 4;
    const QString node = nodeOf(part);
    const QByteArray head = bytesOf({{"node_id"_L1, node},
                                     {"prompt_id"_L1, m_prompt},
                                     {"display_node_id"_L1, node},
                                     {"parent_node_id"_L1, node},
                                     {"real_node_id"_L1, node},
                                     {"mime_type"_L1, "image/jpeg"_L1},
                                     {"id"_L1, 0}});
    return bigEndian(previewWithHead) + bigEndian(quint32(head.size())) + head + jpeg;
}

QByteArray ComfyWords::sending(int part) const
{
    constexpr int sign = 12345; // by which SwarmUI's own node says so
    return step(sign, sign, part);
}

QByteArray ComfyWords::picture(const QByteArray &file)
{
    constexpr quint32 image = 1;
    constexpr quint32 png = 2;
    return bigEndian(image) + bigEndian(png) + file;
}

QByteArray ComfyWords::succeeded() const
{
    return message("execution_success"_L1, {{"timestamp"_L1, QDateTime::currentMSecsSinceEpoch()}});
}

QByteArray ComfyWords::resting() const
{
    return message("executing"_L1, {{"node"_L1, QJsonValue()}});
}

} // namespace demo
