// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionjson.h"

#include "wiretime.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <sys/types.h>

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
std::optional<Value> valueOf(const std::array<Word<Value>, size> &words, QAnyStringView word)
{
    const auto found = std::ranges::find_if(words, [word](const auto &w) { return word == w.word; });
    return found == words.end() ? std::nullopt : std::optional(found->value);
}

/// What others wrote ends up in terminals and menus, and an entry is promised to stay within 1 KB: control
/// characters become spaces, and what is longer than `most` bytes is cut between two characters.
QString plain(QString text, qsizetype most)
{
    const auto isPrintable = [](QChar c) { return c >= u' ' && c <= u'~'; };
    if (text.size() <= most && std::ranges::all_of(text, isPrintable))
        return text;
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
constexpr qsizetype wordBytes = 16;
constexpr qsizetype timeBytes = 64;
constexpr qint64 mostPid = std::numeric_limits<pid_t>::max();

QString publicServer(const QString &server)
{
    if (!server.contains(u'@') && !server.contains(u'?') && !server.contains(u'#'))
        return plain(server, serverBytes);
    const auto secrets = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    return plain(QUrl(server).adjusted(secrets).toString(), serverBytes);
}

using Kind = JsonStreamReader::Kind;

constexpr qsizetype deepestEntry = 100; ///< levels; jq stops at 256

/// Decoded no further than `most` bytes can reach, each of them escaped.
QString decoded(const JsonText &text, qsizetype most)
{
    return text.decoded(6 * most);
}

void readPlain(QString &text, JsonStreamReader &reader, qsizetype most, const QString &neighbour)
{
    const JsonText read = reader.readText();
    const bool isShared
        = !read.hasEscapes && QAnyStringView(QUtf8StringView(read.raw)) == QAnyStringView(neighbour);
    text = isShared ? neighbour : plain(decoded(read, most), most);
}

void readMoment(QDateTime &moment, JsonStreamReader &reader)
{
    const JsonText read = reader.readText();
    moment = read.hasEscapes ? fromWireTime(decoded(read, timeBytes)) : fromWireTime(QLatin1String(read.raw));
}

template <typename Value, size_t size>
Value readWord(const std::array<Word<Value>, size> &words, JsonStreamReader &reader, Value otherwise)
{
    const JsonText read = reader.readText();
    if (read.hasEscapes)
        return valueOf(words, decoded(read, wordBytes)).value_or(otherwise);
    return valueOf(words, QLatin1String(read.raw)).value_or(otherwise);
}

void readCount(int &count, JsonStreamReader &reader)
{
    count = int(std::clamp<qint64>(reader.readInteger(), 0, std::numeric_limits<int>::max()));
}

/// Of the names that a member may have, as a program wrote them.
class MemberName
{
public:
    explicit MemberName(const JsonText &key)
        : m_decoded(key.hasEscapes ? key.decoded(key.raw.size()).toUtf8() : QByteArray())
        , m_name(key.hasEscapes ? QByteArrayView(m_decoded) : key.raw)
    {
    }
    template <size_t size> bool operator==(const char (&name)[size]) const
    {
        constexpr auto length = qsizetype(size) - 1;
        return m_name.size() == length && std::equal(name, name + length, m_name.begin());
    }

private:
    QByteArray m_decoded;
    QByteArrayView m_name;
};

/// False where it is none of an owner's, or of another kind.
bool readOwnerMember(Owner &owner, const MemberName &name, JsonStreamReader &reader, const Owner &neighbour)
{
    const Kind kind = reader.kind();
    if (kind == Kind::Text) {
        if (name == "host")
            readPlain(owner.host, reader, nameBytes, neighbour.host);
        else if (name == "user")
            readPlain(owner.user, reader, nameBytes, neighbour.user);
        else if (name == "boot")
            readPlain(owner.boot, reader, nameBytes, neighbour.boot);
        else
            return false;
        return true;
    }
    if (kind != Kind::Number)
        return false;
    if (name == "pid")
        owner.pid = reader.readInteger();
    else if (name == "ns")
        owner.ns = quint64(reader.readInteger());
    else if (name == "started")
        owner.started = quint64(reader.readInteger());
    else
        return false;
    return true;
}

/// False where it is none that this program knows, or of another kind.
bool readMember(Session &session, const MemberName &name, JsonStreamReader &reader, const Session &neighbour)
{
    const Kind kind = reader.kind();
    if (kind == Kind::Text) {
        if (name == "status")
            session.status = readWord(statusWords, reader, Status::Generating);
        else if (name == "stage")
            session.stage = readWord(stageWords, reader, Stage::None);
        else if (name == "start_time")
            readMoment(session.startTime, reader);
        else if (name == "updated_at")
            readMoment(session.updatedAt, reader);
        else if (name == "label")
            readPlain(session.label, reader, labelBytes, neighbour.label);
        else if (name == "server")
            readPlain(session.server, reader, serverBytes, neighbour.server);
        else if (name == "cancel_by")
            readPlain(session.cancelBy, reader, nameBytes, neighbour.cancelBy);
        else
            return false;
        return true;
    }
    if (kind == Kind::Number) {
        if (name == "progress")
            session.progress = std::clamp(reader.readNumber(), 0.0, 1.0);
        else if (name == "images")
            readCount(session.images, reader);
        else if (name == "images_done")
            readCount(session.imagesDone, reader);
        else
            return false;
        return true;
    }
    if (kind != Kind::Bool || !(name == "cancel_requested"))
        return false;
    session.cancelRequested = reader.readBool();
    return true;
}

QJsonObject laidOver(QJsonObject entry, const Owner &owner)
{
    entry["host"_L1] = plain(owner.host, nameBytes);
    entry["user"_L1] = plain(owner.user, nameBytes);
    entry["boot"_L1] = plain(owner.boot, nameBytes);
    entry["ns"_L1] = qint64(owner.ns);
    entry["pid"_L1] = owner.pid;
    entry["started"_L1] = qint64(owner.started);
    return entry;
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

std::optional<Session> sessionFrom(const QString &id, JsonStreamReader &reader, const Session &neighbour)
{
    Session session{.id = id};
    qsizetype deepest = 0;
    const auto readOwner = [&] {
        const Owner others = neighbour.owner.value_or(Owner());
        Owner owner;
        const bool whole = reader.readObject([&](const JsonText &key) {
            if (!readOwnerMember(owner, MemberName(key), reader, others))
                deepest = std::max(deepest, reader.skip());
            return !reader.hasFailed();
        });
        session.owner.reset();
        if (whole && owner.pid > 0 && owner.pid <= mostPid)
            session.owner = std::move(owner);
    };
    const bool whole = reader.readObject([&](const JsonText &key) {
        const MemberName name(key);
        if (name == "owner" && reader.kind() == Kind::Object)
            readOwner();
        else if (!readMember(session, name, reader, neighbour))
            deepest = std::max(deepest, reader.skip());
        return !reader.hasFailed();
    });
    return whole && deepest <= deepestEntry ? std::optional(std::move(session)) : std::nullopt;
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
        entry["owner"_L1] = laidOver(entry["owner"_L1].toObject(), *session.owner);
    return entry;
}
