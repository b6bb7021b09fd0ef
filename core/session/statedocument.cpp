// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedocument.h"

#include "jsonwriter.h"
#include "sessionjson.h"
#include "statefile.h"
#include "wiretime.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostOfOthers = 1024 * 1024; ///< bytes of the file's keys that are not ours
constexpr qsizetype mostIndented = 4096; ///< bytes of a member; ours have less than 1 KB
constexpr qsizetype deepestOther = 500; ///< levels; Qt's own parser stops at 1024
constexpr qsizetype mostDamaged = 1024 * 1024; ///< bytes of a damaged file that are kept
constexpr auto stampKey = "updated_at"_L1;
constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

struct Text {
    Q_DECLARE_TR_FUNCTIONS(StateDocument)
};

/// Others write as they like, one below the other or in one line. Indented a long one could grow manifold.
QByteArray inForm(const QByteArray &member, bool indented, int level)
{
    if (member.size() > mostIndented || member.contains('\n') == indented)
        return member;
    const QByteArray other = laidOut(member, indented, level, mostIndented);
    return other.isEmpty() ? member : other;
}

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

} // namespace

/// One parsing under way. Into an empty document, or as an update of what was parsed from the bytes that
/// stood there before: that gives up where the file is not as we write it, sorted and whole.
class StateDocument::Parser
{
public:
    enum class Manner { Anew, Update };

    Parser(StateDocument &document, Manner manner)
        : m_document(document)
        , m_updates(manner == Manner::Update)
        , m_reader(document.m_bytes)
    {
        if (document.m_bytes.startsWith(byteOrderMark)) [[maybe_unused]]
            const bool taken = m_reader.take(byteOrderMark);
    }

    void readAll()
    {
        if (m_reader.kind() != Kind::Object) {
            m_reader.skip();
            return complain(m_reader.hasFailed() ? damage() : Text::tr("It is JSON, but not an object."));
        }
        const bool whole = m_reader.readObject([this](const JsonText &key) { return readTop(key); });
        if (!whole || !m_reader.atEnd())
            complain(damage());
        else if (m_updates && !m_hasSessions)
            complain(u"no sessions"_s); // not shown: an update gives up
    }

private:
    using Kind = JsonStreamReader::Kind;

    bool readTop(const JsonText &key)
    {
        if (key.decoded(largestEntry) != "sessions"_L1)
            return readOther(key);
        if (std::exchange(m_hasSessions, true))
            complain(Text::tr("Its “sessions” stand there twice."));
        if (m_reader.kind() == Kind::Object)
            return m_updates ? updateSessions() : readSessions();
        if (m_updates || m_reader.kind() != Kind::Null) // the predecessor's language writes an empty map so
            complain(Text::tr("Its “sessions” is not an object."));
        m_reader.skip();
        return !m_reader.hasFailed();
    }

    bool readOther(const JsonText &key)
    {
        const qsizetype depth = m_reader.skip();
        if (m_reader.hasFailed())
            return false;
        const QByteArray member = bytesFrom(key.raw.data() - 1 - m_document.m_bytes.constData());
        const QString name = key.decoded(largestEntry);
        if (name != stampKey) // ours
            m_othersSize += member.size();
        if (depth > deepestOther || m_othersSize > mostOfOthers)
            complain(Text::tr("It holds too much besides its sessions."));
        else
            m_document.m_others.emplace_back(name, member);
        return true;
    }

    bool readSessions()
    {
        [[maybe_unused]] const bool opened = m_reader.take("{");
        if (m_reader.take("}"))
            return true;
        do {
            if (!readSession())
                return false;
        } while (m_reader.take(","));
        return m_reader.take("}");
    }

    bool readSession()
    {
        const qsizetype begin = m_reader.position();
        const QString id = m_reader.readText().decoded(largestEntry);
        if (m_reader.hasFailed() || !m_reader.take(":"))
            return false;
        const bool isObject = m_reader.kind() == Kind::Object;
        if (m_isFull || !isObject || !isName(id)) {
            complain(isName(id) ? Text::tr("Its session “%1” is not an object.").arg(id.left(8))
                                : Text::tr("It holds a session without a proper name."));
            m_reader.skip();
            return !m_reader.hasFailed();
        }
        const Session none;
        const Sessions &all = m_document.sessions;
        std::optional<SessionEntry> entry
            = readEntry(id, m_reader, all.empty() ? none : all.rbegin()->second);
        if (m_reader.hasFailed())
            return false;
        const QByteArray bytes = bytesFrom(begin);
        if (!entry || bytes.size() > largestEntry) {
            complain(Text::tr("Its session “%1” is too large.").arg(id.left(8)));
            return true;
        }
        add(id, std::move(entry->session), {.bytes = bytes, .isOwners = entry->isOwners});
        return true;
    }

    void add(const QString &id, Session session, Member member)
    {
        Sessions &all = m_document.sessions;
        const bool isInOrder = all.empty() || all.rbegin()->first < id; // as in every file of ours
        if (!isInOrder && all.contains(id)) {
            complain(Text::tr("Its session “%1” stands there twice.").arg(id.left(8)));
            m_document.drop(id);
        } else if (all.size() >= mostSessions) {
            return leaveSome();
        }
        all.emplace_hint(all.end(), id, std::move(session));
        m_document.m_members.emplace_hint(m_document.m_members.end(), id, std::move(member));
        m_document.m_renewed += id;
        if (all.size() > keptOfTooMany)
            m_surplus += id;
    }

    void leaveSome()
    {
        complain(Text::tr("It holds more than %1 sessions.").arg(mostSessions));
        m_isFull = true;
        for (const QString &id : std::as_const(m_surplus))
            m_document.drop(id);
    }

    /// As readSessions(), but members that stand there as they did before are not read.
    bool updateSessions()
    {
        Cursor next{.session = m_document.sessions.begin(), .member = m_document.m_members.begin()};
        [[maybe_unused]] const bool opened = m_reader.take("{");
        if (!m_reader.take("}")) {
            do {
                if (!keep(next) && !update(next))
                    return false;
            } while (m_reader.take(","));
            if (!m_reader.take("}"))
                return false;
        }
        m_document.sessions.erase(next.session, m_document.sessions.end());
        m_document.m_members.erase(next.member, m_document.m_members.end());
        return m_document.m_members.size() <= mostSessions;
    }

    /// Both at the same id.
    struct Cursor {
        Sessions::iterator session;
        Members::iterator member;
    };

    bool keep(Cursor &next)
    {
        if (next.member == m_document.m_members.end() || !m_reader.take(next.member->second.bytes))
            return false;
        QByteArray &bytes = next.member->second.bytes;
        bytes = bytesFrom(m_reader.end() - bytes.size());
        ++next.session;
        ++next.member;
        return true;
    }

    bool update(Cursor &next)
    {
        Members &members = m_document.m_members;
        const qsizetype begin = m_reader.position();
        const QString id = m_reader.readText().decoded(largestEntry);
        if (m_reader.hasFailed() || !m_reader.take(":") || m_reader.kind() != Kind::Object || !isName(id))
            return false;
        while (next.member != members.end() && next.member->first < id) { // it is gone
            next.session = m_document.sessions.erase(next.session);
            next.member = members.erase(next.member);
        }
        const bool isNew = next.member == members.end() || next.member->first != id;
        if (isNew && next.member != members.begin() && !(std::prev(next.member)->first < id))
            return false;
        const Session none;
        std::optional<SessionEntry> entry = readEntry(id, m_reader, isNew ? none : next.session->second);
        const QByteArray bytes = bytesFrom(begin);
        if (!entry || bytes.size() > largestEntry)
            return false;
        if (isNew) {
            next.session = m_document.sessions.emplace_hint(next.session, id, Session());
            next.member = members.emplace_hint(next.member, id, Member());
        }
        next.session->second = std::move(entry->session);
        next.member->second = {.bytes = bytes, .isOwners = entry->isOwners};
        m_document.m_renewed += id;
        ++next.session;
        ++next.member;
        return true;
    }

    [[nodiscard]] QByteArray bytesFrom(qsizetype begin) const
    {
        return QByteArray::fromRawData(m_document.m_bytes.constData() + begin, m_reader.end() - begin);
    }

    [[nodiscard]] QString damage()
    {
        return Text::tr("It is not JSON from byte %1 on.").arg(m_reader.position());
    }

    void complain(const QString &sentence)
    {
        if (m_document.problem.isEmpty())
            m_document.problem = sentence;
    }

    StateDocument &m_document;
    const bool m_updates;
    JsonStreamReader m_reader;
    qsizetype m_othersSize = 0;
    QStringList m_surplus; ///< that have to go if there are too many
    bool m_hasSessions = false;
    bool m_isFull = false;
};

StateDocument StateDocument::parse(const QByteArray &bytes)
{
    return parse(bytes, StateDocument());
}

StateDocument StateDocument::parse(const QByteArray &bytes, StateDocument before)
{
    StateDocument document;
    if (bytes.isEmpty())
        return document;
    if (bytes.size() > stateFileSizeCap) {
        document.problem = Text::tr("It is larger than %1 MiB.").arg(stateFileSizeCap / (1024LL * 1024));
        document.m_digest = digestOf(bytes);
        return document;
    }
    if (before.update(bytes))
        return before;
    document.m_bytes = bytes;
    Parser(document, Parser::Manner::Anew).readAll();
    if (!document.problem.isEmpty() && bytes.size() > mostDamaged)
        document.forgetBytes();
    return document;
}

bool StateDocument::update(const QByteArray &bytes)
{
    if (m_members.empty() || m_members.size() != sessions.size() || !problem.isEmpty())
        return false;
    const QByteArray old = std::exchange(m_bytes, bytes); // members point into it
    m_others.clear();
    m_renewed.clear();
    Parser(*this, Parser::Manner::Update).readAll();
    return problem.isEmpty();
}

void StateDocument::forgetBytes()
{
    const auto detach = [](QByteArray &member) { member = QByteArray(member.constData(), member.size()); };
    for (auto &[id, member] : m_members)
        detach(member.bytes);
    for (auto &[key, member] : m_others)
        detach(member);
    m_digest = digestOf(m_bytes);
    m_bytes.clear();
}

bool StateDocument::isOf(const QByteArray &bytes) const
{
    return m_digest.isEmpty() ? m_bytes == bytes : m_digest == digestOf(bytes);
}

QByteArray StateDocument::toBytes() const
{
    const bool indented = isIndented();
    const char *const outer = indented ? "\n    " : "";
    const char *const inner = indented ? "\n        " : "";
    QByteArray bytes;
    bytes.reserve(m_bytes.size() + 4096);
    bytes.append('{').append(outer).append(indented ? "\"sessions\": {" : "\"sessions\":{");
    const char *separator = "";
    for (const auto &[id, member] : m_members) {
        bytes.append(std::exchange(separator, ",")).append(inner).append(inForm(member.bytes, indented, 2));
    }
    bytes.append(m_members.empty() ? "" : outer).append('}');
    qsizetype room = mostOfOthers; // laid out they must not become too much
    for (const auto &[key, member] : m_others)
        room -= key == stampKey ? 0 : member.size();
    for (const auto &[key, member] : m_others) {
        const QByteArray other = inForm(member, indented, 1);
        const bool fits = other.size() - member.size() <= room;
        room -= fits ? other.size() - member.size() : 0;
        bytes.append(',').append(outer).append(fits ? other : member);
    }
    return bytes.append(indented ? "\n}\n" : "}\n");
}

QByteArray StateDocument::entry(const QString &id) const
{
    const auto member = m_members.find(id);
    if (member == m_members.end())
        return {};
    JsonStreamReader reader(member->second.bytes);
    [[maybe_unused]] const bool isKey = !reader.readText().raw.isNull() && reader.take(":");
    return member->second.bytes.sliced(reader.position());
}

bool StateDocument::isOwners(const QString &id) const
{
    const auto member = m_members.find(id);
    return member != m_members.end() && member->second.isOwners;
}

bool StateDocument::put(const QString &id, const QByteArray &entry)
{
    const QByteArray member = memberOf(id, entry);
    JsonStreamReader reader(entry);
    const Session none;
    const auto before = sessions.find(id); // has most of its texts
    std::optional<SessionEntry> read
        = readEntry(id, reader, before == sessions.end() ? none : before->second);
    if (!read || !reader.atEnd() || member.size() > largestEntry)
        return false;
    sessions.insert_or_assign(id, std::move(read->session));
    m_members.insert_or_assign(id, Member{.bytes = member, .isOwners = read->isOwners});
    m_renewed += id;
    return true;
}

void StateDocument::putKnown(const Session &read, const QByteArray &entry)
{
    sessions.insert_or_assign(read.id, read);
    m_members.insert_or_assign(read.id, Member{.bytes = memberOf(read.id, entry), .isOwners = true});
    m_renewed += read.id;
}

QByteArray StateDocument::memberOf(const QString &id, const QByteArray &entry) const
{
    return jsonText(id) + (isIndented() ? ": " : ":") + entry;
}

void StateDocument::drop(const QString &id)
{
    sessions.erase(id);
    m_members.erase(id);
}

void StateDocument::stamp(const QDateTime &now)
{
    const WireTime time = wireTime(now);
    QByteArray member = isIndented() ? "\"updated_at\": \"" : "\"updated_at\":\"";
    member.append(time.data(), time.size()).append('"');
    const auto isStamp = [](const auto &other) { return other.first == stampKey; };
    const auto found = std::ranges::find_if(m_others, isStamp);
    if (found == m_others.end()) {
        m_others.emplace(m_others.begin(), stampKey, std::move(member));
    } else {
        found->second = std::move(member);
        m_others.erase(std::remove_if(std::next(found), m_others.end(), isStamp), m_others.end());
    }
}
