// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionjson.h"

#include "jsonmembers.h"
#include "jsonwriter.h"
#include "printable.h"
#include "wiretime.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

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
    if (text.size() <= most && isPrintableAscii(text))
        return text;
    text.truncate(most);
    std::replace_if(text.begin(), text.end(), isSteering, u' ');
    while (text.toUtf8().size() > most)
        text.chop(text.size() > 1 && text.back().isLowSurrogate() ? 2 : 1);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

constexpr qsizetype labelBytes = 80;
constexpr qsizetype serverBytes = 96;
constexpr qsizetype nameBytes = ownerNameBytes;
constexpr qsizetype idBytes = 128;
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

constexpr std::array<QByteArrayView, 6> ownerKeys{"\"host\"", "\"user\"", "\"boot\"",
                                                  "\"ns\"",   "\"pid\"",  "\"started\""};
constexpr std::array<QByteArrayView, 11> sessionKeys{
    "\"id\"",     "\"status\"",      "\"progress\"", "\"start_time\"", "\"updated_at\"", "\"stage\"",
    "\"images\"", "\"images_done\"", "\"label\"",    "\"server\"",     "\"owner\""};

using Members = std::vector<JsonMember>;

/// With its quotes, as it would be written without needless escapes: readers take both for the same.
QByteArray spelt(QByteArrayView name)
{
    if (!name.contains('\\'))
        return QByteArray::fromRawData(name.data(), name.size());
    return jsonText(JsonStreamReader(name).readText().decoded(name.size()));
}

/// What an entry holds besides what its owner writes, each name once.
class Others
{
public:
    /// Those of `read` that are not `ours`. What was added before goes before; of those that are read
    /// together the last one counts, as for every reader.
    template <size_t size> void add(const std::array<QByteArrayView, size> &ours, const Members &read)
    {
        const size_t known = m_members.size();
        for (const JsonMember &member : read) {
            const QByteArray name = spelt(member.name);
            if (std::ranges::find(ours, name) != ours.end())
                continue;
            const auto [place, isNew] = m_places.try_emplace(name, m_members.size());
            if (isNew)
                m_members.push_back(member);
            else if (place->second >= known)
                m_members[place->second].value = member.value;
        }
    }
    [[nodiscard]] const Members &members() const { return m_members; }

private:
    Members m_members;
    std::map<QByteArray, size_t> m_places; ///< of each name: there may be thousands
};

QByteArrayView ownerIn(const Members &entry)
{
    const auto isOwner = [](const JsonMember &member) { return spelt(member.name) == "\"owner\""; };
    const auto owner = std::find_if(entry.rbegin(), entry.rend(), isOwner);
    return owner == entry.rend() ? QByteArrayView() : owner->value;
}

void putAll(JsonWriter &entry, const Members &members)
{
    for (const auto &[name, value] : members)
        entry.member(name, value);
}

void putText(JsonWriter &entry, QByteArrayView name, const QString &text)
{
    if (!text.isEmpty())
        entry.text(name, text);
}

void putWord(JsonWriter &entry, QByteArrayView name, QLatin1String word)
{
    if (!word.isEmpty())
        entry.word(name, word);
}

void putMoment(JsonWriter &entry, QByteArrayView name, const QDateTime &moment)
{
    if (!moment.isValid())
        return;
    const WireTime time = wireTime(moment);
    entry.word(name, QLatin1String(time.data(), qsizetype(time.size())));
}

constexpr int progressSteps = 10'000; ///< 4 decimals
constexpr qint64 year10000 = 253'402'300'800; ///< its first second

long progressParts(double progress)
{
    return std::isfinite(progress) ? std::lround(std::clamp(progress, 0.0, 1.0) * progressSteps) : 0;
}

/// At most 4 decimals, and no zeros at the end.
void putProgress(JsonWriter &entry, QByteArrayView name, double value)
{
    const long parts = progressParts(value);
    std::array<char, 6> digits{'0', '.'};
    size_t size = 6;
    for (long rest = parts; size > 2; rest /= 10)
        digits[--size] = char('0' + rest % 10);
    size = digits.size();
    while (digits[size - 1] == '0' && size > 2)
        --size;
    if (parts % progressSteps == 0)
        entry.number(name, parts / progressSteps);
    else
        entry.member(name, QByteArrayView(digits.data(), qsizetype(size)));
}

void putOwner(JsonWriter &entry, const Owner &owner, QByteArrayView before, QByteArrayView remembered)
{
    entry.beginObject("\"owner\"");
    entry.text("\"host\"", plain(owner.host, nameBytes));
    entry.text("\"user\"", plain(owner.user, nameBytes));
    entry.text("\"boot\"", plain(owner.boot, nameBytes));
    entry.number("\"ns\"", qint64(owner.ns));
    entry.number("\"pid\"", owner.pid);
    entry.number("\"started\"", qint64(owner.started));
    Others others;
    others.add(ownerKeys, jsonMembers(before));
    others.add(ownerKeys, jsonMembers(remembered));
    putAll(entry, others.members());
    entry.endObject();
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

QByteArray entryOf(const Session &session, QByteArrayView before, QByteArrayView remembered, bool indented)
{
    const Members read = jsonMembers(before);
    const Members known = jsonMembers(remembered);
    Others others;
    others.add(sessionKeys, read);
    others.add(sessionKeys, known);

    JsonWriter entry(indented, entryLevel);
    entry.text("\"id\"", session.id);
    putWord(entry, "\"status\"", wireName(session.status));
    putProgress(entry, "\"progress\"", session.progress);
    putMoment(entry, "\"start_time\"", session.startTime);
    putMoment(entry, "\"updated_at\"", session.updatedAt);
    putWord(entry, "\"stage\"", wireName(session.stage));
    if (session.images > 0) {
        entry.number("\"images\"", session.images);
        entry.number("\"images_done\"", session.imagesDone);
    }
    putText(entry, "\"label\"", plain(session.label, labelBytes));
    putText(entry, "\"server\"", publicServer(session.server));
    if (session.owner)
        putOwner(entry, *session.owner, ownerIn(read), ownerIn(known));
    putAll(entry, others.members());
    return entry.toBytes();
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

QByteArray withRequest(QByteArrayView entry, const QString &by, bool indented)
{
    constexpr std::array<QByteArrayView, 2> keys{"\"cancel_requested\"", "\"cancel_by\""};
    JsonWriter asked(indented, entryLevel);
    for (const auto &[name, value] : jsonMembers(entry))
        if (std::ranges::find(keys, name) == keys.end())
            asked.member(name, value);
    asked.member(keys[0], "true");
    asked.text(keys[1], plain(by, nameBytes));
    return asked.toBytes();
}

bool isName(const QString &id)
{
    return !id.isEmpty() && id.size() <= idBytes && (isPrintableAscii(id) || plain(id, idBytes) == id);
}
