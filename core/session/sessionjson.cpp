// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionjson.h"

#include "wiretime.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace
{

using Status = Session::Status;
using Stage = Session::Stage;

template <typename Value> struct Word {
    Value value;
    QLatin1String word;
};

constexpr std::array statusWords{
    Word<Status>{Status::Pending, "pending"_L1},
    Word<Status>{Status::Starting, "starting"_L1},
    Word<Status>{Status::Generating, "generating"_L1},
};

constexpr std::array stageWords{
    Word<Stage>{Stage::Queued, "queued"_L1},
    Word<Stage>{Stage::LoadingModel, "loading_model"_L1},
    Word<Stage>{Stage::Sampling, "sampling"_L1},
    Word<Stage>{Stage::Saving, "saving"_L1},
    Word<Stage>{Stage::Reconnecting, "reconnecting"_L1},
    Word<Stage>{Stage::Cancelling, "cancelling"_L1},
};

template <typename Value, size_t size>
QLatin1String wordOf(const std::array<Word<Value>, size> &words, Value value)
{
    const auto found = std::ranges::find(words, value, &Word<Value>::value);
    return found == words.end() ? QLatin1String() : found->word;
}

template <typename Value, size_t size>
std::optional<Value> valueOf(const std::array<Word<Value>, size> &words, QStringView word)
{
    const auto found = std::ranges::find_if(words, [word](const auto &w) { return word == w.word; });
    return found == words.end() ? std::nullopt : std::optional(found->value);
}

/// What others wrote ends up in terminals and menus, and an entry is promised to stay within 1 KB: control
/// characters become spaces, and what is longer than `most` bytes is cut between two characters.
QString plain(QString text, qsizetype most)
{
    text.truncate(most);
    for (QChar &character : text) {
        const char16_t code = character.unicode();
        const bool turnsDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
        if (turnsDirection || character.category() == QChar::Other_Control
            || character.category() == QChar::Separator_Line
            || character.category() == QChar::Separator_Paragraph)
            character = u' ';
    }
    while (text.toUtf8().size() > most)
        text.chop(text.size() > 1 && text.back().isLowSurrogate() ? 2 : 1);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

constexpr qsizetype labelBytes = 80;
constexpr qsizetype serverBytes = 96;
constexpr qsizetype nameBytes = ownerNameBytes;

QString publicServer(const QString &server)
{
    if (!server.contains(u'@') && !server.contains(u'?') && !server.contains(u'#'))
        return plain(server, serverBytes);
    const auto secrets = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    return plain(QUrl(server).adjusted(secrets).toString(), serverBytes);
}

int countFrom(const QJsonValue &value)
{
    return int(std::clamp<qint64>(value.toInteger(), 0, std::numeric_limits<int>::max()));
}

double fractionFrom(const QJsonValue &value)
{
    const double fraction = std::clamp(value.toDouble(), 0.0, 1.0);
    return std::isnan(fraction) ? 0 : fraction;
}

void putText(QJsonObject &entry, QLatin1String key, const QString &text)
{
    if (text.isEmpty())
        entry.remove(key);
    else
        entry[key] = text;
}

} // namespace

QLatin1String wireName(Session::Status status)
{
    return wordOf(statusWords, status);
}

std::optional<Session::Status> statusFrom(QStringView word)
{
    return valueOf(statusWords, word);
}

QLatin1String wireName(Session::Stage stage)
{
    return wordOf(stageWords, stage);
}

std::optional<Session::Stage> stageFrom(QStringView word)
{
    return valueOf(stageWords, word);
}

Session sessionFrom(const QString &id, const QJsonObject &entry)
{
    Session session{.id = id};
    const QJsonValue status = entry["status"_L1];
    if (status.isString())
        session.status = statusFrom(status.toString()).value_or(Status::Generating);
    session.stage = stageFrom(entry["stage"_L1].toString()).value_or(Stage::None);
    session.progress = fractionFrom(entry["progress"_L1]);
    session.startTime = fromWireTime(entry["start_time"_L1].toString());
    session.updatedAt = fromWireTime(entry["updated_at"_L1].toString());
    session.images = countFrom(entry["images"_L1]);
    session.imagesDone = countFrom(entry["images_done"_L1]);
    session.label = plain(entry["label"_L1].toString(), labelBytes);
    session.server = plain(entry["server"_L1].toString(), serverBytes);
    session.owner = ownerFrom(entry["owner"_L1]);
    session.cancelRequested = entry["cancel_requested"_L1].toBool();
    session.cancelBy = plain(entry["cancel_by"_L1].toString(), nameBytes);
    return session;
}

QJsonObject laidOver(QJsonObject entry, const Session &session)
{
    entry["id"_L1] = session.id;
    entry["status"_L1] = wireName(session.status);
    entry["progress"_L1] = std::round(std::clamp(session.progress, 0.0, 1.0) * 1e4) / 1e4;
    putText(entry, "start_time"_L1, toWireTime(session.startTime));
    putText(entry, "updated_at"_L1, toWireTime(session.updatedAt));
    putText(entry, "stage"_L1, wireName(session.stage));
    if (session.images > 0) {
        entry["images"_L1] = session.images;
        entry["images_done"_L1] = session.imagesDone;
    }
    putText(entry, "label"_L1, plain(session.label, labelBytes));
    putText(entry, "server"_L1, publicServer(session.server));
    if (session.owner)
        entry["owner"_L1] = toJson(*session.owner);
    return entry;
}

QJsonObject toJson(const Owner &owner)
{
    return {{"host"_L1, plain(owner.host, nameBytes)},
            {"user"_L1, plain(owner.user, nameBytes)},
            {"boot"_L1, plain(owner.boot, nameBytes)},
            {"ns"_L1, qint64(owner.ns)},
            {"pid"_L1, owner.pid},
            {"started"_L1, qint64(owner.started)}};
}

std::optional<Owner> ownerFrom(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const qint64 pid = object["pid"_L1].toInteger();
    if (pid <= 0)
        return std::nullopt;
    return Owner{.host = plain(object["host"_L1].toString(), nameBytes),
                 .user = plain(object["user"_L1].toString(), nameBytes),
                 .boot = plain(object["boot"_L1].toString(), nameBytes),
                 .ns = quint64(object["ns"_L1].toInteger()),
                 .pid = pid,
                 .started = quint64(object["started"_L1].toInteger())};
}
