// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionjson.h"

#include "printable.h"
#include "sessiontext.h"
#include "wiretime.h"

#include <algorithm>
#include <array>
#include <cmath>

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

constexpr qsizetype idBytes = 128;
constexpr qsizetype wordBytes = 16;
constexpr qsizetype timeBytes = 64;
constexpr qint64 year10000 = 253'402'300'800; ///< its first second

using Kind = JsonStreamReader::Kind;

constexpr qsizetype deepestEntry = 500; ///< levels; Qt's own parser stops at 1024

/// Decoded no further than `most` bytes can reach, each of them escaped.
QString decoded(const JsonText &text, qsizetype most)
{
    return text.decoded(6 * most);
}

void readPlain(QString &text, JsonStreamReader &reader, qsizetype most, const QString &neighbour)
{
    const JsonText read = reader.readText();
    const auto asItStands = read.plain();
    const bool isShared = asItStands && *asItStands == neighbour;
    text = isShared ? neighbour : plain(decoded(read, most), most);
}

void readMoment(QDateTime &moment, JsonStreamReader &reader)
{
    const JsonText read = reader.readText();
    const auto asItStands = read.plain();
    if (read.raw.size() > 6 * timeBytes)
        moment = {};
    else
        moment = asItStands ? fromWireTime(*asItStands) : fromWireTime(decoded(read, timeBytes));
}

template <typename Value, size_t size>
Value readWord(const std::array<Word<Value>, size> &words, JsonStreamReader &reader, Value otherwise)
{
    const JsonText read = reader.readText();
    const auto asItStands = read.plain();
    return (asItStands ? valueOf(words, *asItStands) : valueOf(words, decoded(read, wordBytes)))
        .value_or(otherwise);
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
        : m_decoded(key.hasEscapes && key.raw.size() <= 6 * nameBytes ? key.decoded(key.raw.size()).toUtf8()
                                                                      : QByteArray())
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

std::optional<SessionEntry> readEntry(const QString &id, JsonStreamReader &reader, const Session &neighbour)
{
    SessionEntry entry{.session = {.id = id}};
    qsizetype deepest = 0;
    const auto skip = [&](bool isOwners) {
        deepest = std::max(deepest, reader.skip());
        entry.isOwners = entry.isOwners && isOwners;
    };
    const auto readOwner = [&] {
        const Owner none;
        const Owner &others = neighbour.owner ? *neighbour.owner : none;
        Owner owner;
        const bool whole = reader.readObject([&](const JsonText &key) {
            if (!readOwnerMember(owner, MemberName(key), reader, others))
                skip(false);
            return !reader.hasFailed();
        });
        entry.session.owner.reset();
        if (whole && owner.pid > 0 && owner.pid <= mostPid)
            entry.session.owner = std::move(owner);
    };
    const bool whole = reader.readObject([&](const JsonText &key) {
        const MemberName name(key);
        if (name == "owner" && reader.kind() == Kind::Object)
            readOwner();
        else if (!readMember(entry.session, name, reader, neighbour))
            skip(name == "id");
        if (name == "cancel_requested" || name == "cancel_by") // whatever they say
            entry.isOwners = false;
        return !reader.hasFailed();
    });
    if (!whole || deepest > deepestEntry)
        return std::nullopt;
    return entry;
}

std::optional<Session> asRead(const Session &session)
{
    const auto isPlain
        = [](const QString &text, qsizetype most) { return text.size() <= most && isPrintableAscii(text); };
    const auto &owner = session.owner;
    const bool hasPlainOwner = owner && owner->pid > 0 && owner->pid <= mostPid
        && isPlain(owner->host, nameBytes) && isPlain(owner->user, nameBytes)
        && isPlain(owner->boot, nameBytes);
    const auto isPlainMoment = [](const QDateTime &moment) {
        return moment.isValid() && moment.toSecsSinceEpoch() >= 0 && moment.toSecsSinceEpoch() < year10000;
    };
    if (!isName(session.id) || !std::isfinite(session.progress) || !hasPlainOwner || session.images <= 0
        || session.imagesDone < 0 || !isPlain(session.label, labelBytes)
        || !isPlain(session.server, serverBytes) || publicServer(session.server) != session.server
        || !isPlainMoment(session.startTime) || !isPlainMoment(session.updatedAt))
        return std::nullopt;
    Session read = session;
    read.progress = double(progressParts(session.progress)) / progressSteps;
    read.startTime = QDateTime::fromSecsSinceEpoch(session.startTime.toSecsSinceEpoch(), Qt::UTC);
    read.updatedAt = QDateTime::fromSecsSinceEpoch(session.updatedAt.toSecsSinceEpoch(), Qt::UTC);
    read.cancelRequested = false;
    read.cancelBy.clear();
    return read;
}

bool isName(const QString &id)
{
    return !id.isEmpty() && id.size() <= idBytes && (isPrintableAscii(id) || plain(id, idBytes) == id);
}
