// SPDX-License-Identifier: GPL-3.0-or-later
// How an owner's session and the request to cancel it are written.
#include "sessionjson.h"

#include "jsonmembers.h"
#include "jsonwriter.h"
#include "sessiontext.h"
#include "wiretime.h"

#include <algorithm>
#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace
{

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
