// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedocument.h"

#include "sessionjson.h"
#include "statefile.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace
{

constexpr int indentedUpTo = 500; ///< sessions

struct Text {
    Q_DECLARE_TR_FUNCTIONS(StateDocument)
};

/// The whole of it as an object, or the sentence why not.
QJsonObject rootOf(QByteArray bytes, QString &problem)
{
    if (bytes.size() > stateFileSizeCap) {
        problem = Text::tr("It is larger than %1 MiB.").arg(stateFileSizeCap / (1024LL * 1024));
        return {};
    }
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        problem = Text::tr("It is not JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset);
    else if (!document.isObject())
        problem = Text::tr("It is JSON, but not an object.");
    return document.object();
}

} // namespace

StateDocument StateDocument::parse(const QByteArray &bytes)
{
    StateDocument document;
    if (bytes.isEmpty())
        return document;
    document.root = rootOf(bytes, document.problem);
    const QJsonValue listed = document.root.value("sessions"_L1);
    if (!listed.isObject()) {
        if (!listed.isUndefined() && document.problem.isEmpty())
            document.problem = Text::tr("Its “sessions” is not an object.");
        document.root.remove("sessions"_L1);
        return document;
    }
    QJsonObject entries = listed.toObject();
    for (auto entry = entries.begin(); entry != entries.end();) {
        if (entry.value().isObject()) {
            document.sessions.emplace(entry.key(), sessionFrom(entry.key(), entry.value().toObject()));
            ++entry;
            continue;
        }
        if (document.problem.isEmpty())
            document.problem = Text::tr("Its session “%1” is not an object.").arg(entry.key().left(8));
        entry = entries.erase(entry);
    }
    document.root["sessions"_L1] = entries;
    return document;
}

QByteArray StateDocument::toBytes() const
{
    const bool indented = root["sessions"_L1].toObject().size() <= indentedUpTo;
    QByteArray bytes
        = QJsonDocument(root).toJson(indented ? QJsonDocument::Indented : QJsonDocument::Compact);
    if (!bytes.endsWith('\n'))
        bytes += '\n';
    return bytes;
}
