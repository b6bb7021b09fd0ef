// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversationcomparison.h"

#include "rawsocket.h"
#include "shape.h"
#include "steadyvalues.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString joined(const QStringList &words)
{
    return words.isEmpty() ? u"nothing"_s : words.join(u", "_s);
}

bool isProgress(const QJsonObject &message)
{
    return message.contains("gen_progress"_L1);
}

QStringList progressDifferences(const QList<QJsonObject> &recorded, const QList<QJsonObject> &here)
{
    const QSet<QString> before = progressShapes(recorded);
    const QSet<QString> now = progressShapes(here);
    QStringList found;
    for (const QString &shape : before - now)
        found << u"no progress comes with %1"_s.arg(shape);
    for (const QString &shape : now - before)
        found << u"progress comes with %1, which was not recorded"_s.arg(shape);
    return found;
}

// Without counts: which of them are told depends on the moment.
QString kindOf(const QJsonObject &message)
{
    return message.contains("backend_status"_L1) ? u"status"_s : wordOf(message);
}

QStringList contentDifferences(const QList<QJsonObject> &recorded, const QList<QJsonObject> &here)
{
    QStringList found;
    QHash<QString, qsizetype> used; // the first error with the first one, and so on
    for (const QJsonObject &before : recorded) {
        const QString kind = kindOf(before);
        QList<QJsonObject> same;
        std::ranges::copy_if(here, std::back_inserter(same),
                             [&kind](const QJsonObject &one) { return kindOf(one) == kind; });
        if (isProgress(before) || same.isEmpty())
            continue;
        const QJsonObject &now = same[std::min(used[kind]++, same.size() - 1)];
        found << shapeDifference(before, now)
              << (kind == "status"_L1 ? QString() : valueDifference(before, now));
    }
    found.removeAll(QString());
    return found;
}

// At once, of all requests on the socket: several interleave as they like.
int mostTasks(const QList<QJsonObject> &messages)
{
    int most = 0;
    for (const QJsonObject &message : messages)
        most = std::max(most, message["status"_L1]["waiting_gens"_L1].toInt());
    return most;
}

// What the backend says itself comes as often as it has something to say.
QStringList kindsInOrder(const QList<QJsonObject> &messages)
{
    QList<QJsonObject> own;
    std::ranges::copy_if(messages, std::back_inserter(own),
                         [](const QJsonObject &message) { return !message.contains("raw_backend_data"_L1); });
    return kindsOf(own);
}

QStringList orderDifferences(const QList<QJsonObject> &recorded, const QList<QJsonObject> &here)
{
    const QStringList marks = essentials(recorded);
    if (marks != essentials(here))
        return {u"%1 instead of %2"_s.arg(joined(essentials(here)), joined(marks))};
    const bool isPlain
        = mostTasks(recorded) <= 1 && marks.filter(u"image"_s).size() <= 1 && marks.count(u"discard"_s) <= 1;
    const QStringList before = kindsInOrder(recorded);
    const QStringList now = kindsInOrder(here);
    if (isPlain && before != now)
        return {u"%1 instead of %2"_s.arg(joined(now), joined(before))};
    if (wordOf(recorded.last()) != wordOf(here.last()))
        return {u"ends with “%1” instead of “%2”"_s.arg(wordOf(here.last()), wordOf(recorded.last()))};
    return {};
}

} // namespace

QSet<QString> progressShapes(const QList<QJsonObject> &messages)
{
    QSet<QString> shapes;
    for (const QJsonObject &message : messages) {
        const QJsonObject progress = message["gen_progress"_L1].toObject();
        QStringList parts;
        for (auto part = progress.begin(); part != progress.end(); ++part)
            parts << part.key() + (part.value().isString() ? u" (text)"_s : u" (number)"_s);
        if (!parts.isEmpty())
            shapes.insert(parts.join(u", "_s));
    }
    return shapes;
}

QStringList essentials(const QList<QJsonObject> &messages)
{
    static const QStringList passing{u"status"_s, u"progress"_s, u"preview"_s, u"keep"_s,
                                     u"raw_backend_data"_s};
    QStringList words;
    for (const QString &word : wordsOf(messages)) {
        if (!passing.contains(word.section(u' ', 0, 0)))
            words << word;
    }
    return words;
}

QList<QJsonObject> messagesUntil(const Transcript::Socket &socket, int at)
{
    QList<QJsonObject> messages;
    for (const Transcript::Frame &message : socket.messages()) {
        if (message.at <= at)
            messages << QJsonDocument::fromJson(message.payload).object();
    }
    return messages;
}

QStringList imagesIn(const QList<QJsonObject> &messages)
{
    QStringList images;
    for (const QJsonObject &message : messages) {
        if (message.contains("image"_L1))
            images << message["image"_L1].toString();
    }
    return images;
}

QStringList conversationDifferences(const QList<QJsonObject> &recorded, const QList<QJsonObject> &here)
{
    if (recorded.isEmpty() || here.isEmpty())
        return recorded.isEmpty() == here.isEmpty()
            ? QStringList()
            : QStringList{u"%1 instead of %2"_s.arg(joined(essentials(here)), joined(essentials(recorded)))};
    return orderDifferences(recorded, here) + contentDifferences(recorded, here)
        + progressDifferences(recorded, here);
}
