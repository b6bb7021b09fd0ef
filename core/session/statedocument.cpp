// SPDX-License-Identifier: GPL-3.0-or-later
#include "statedocument.h"

#include "jsonwriter.h"
#include "sessionjson.h"
#include "statefile.h"
#include "wiretime.h"

#include <QCoreApplication>
#include <QCryptographicHash>

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
    const QByteArray other = laidOut(member, indented, level);
    return other.size() > mostIndented ? member : other;
}

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

} // namespace

/// One parsing under way.
class StateDocument::Parser
{
public:
    Parser(StateDocument &document, StateDocument &before)
        : m_document(document)
        , m_before(before)
        , m_expected(before.m_members.begin())
        , m_expectedSession(before.sessions.begin())
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
            return readSessions();
        if (m_reader.kind() != Kind::Null) // the predecessor's language writes an empty map so
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
        m_othersSize += member.size();
        if (depth > deepestOther || m_othersSize > mostOfOthers)
            complain(Text::tr("It holds too much besides its sessions."));
        else
            m_document.m_others.emplace_back(key.decoded(largestEntry), member);
        return true;
    }

    /// As readObject(), but for members that stand there as they did before.
    bool readSessions()
    {
        [[maybe_unused]] const bool opened = m_reader.take("{");
        if (m_reader.take("}"))
            return true;
        do {
            if (!takeOver() && !readSession())
                return false;
        } while (m_reader.take(","));
        return m_reader.take("}");
    }

    bool takeOver()
    {
        if (m_isFull)
            return false;
        const auto member = m_expected;
        const auto session = m_expectedSession;
        if (member == m_before.m_members.end() || session == m_before.sessions.end()
            || session->first != member->first || !m_reader.take(member->second.bytes))
            return false;
        ++m_expected;
        ++m_expectedSession;
        Members::node_type taken = m_before.m_members.extract(member);
        QByteArray &bytes = taken.mapped().bytes;
        bytes = bytesFrom(m_reader.end() - bytes.size());
        adopt(m_before.sessions.extract(session), std::move(taken));
        return true;
    }

    bool readSession()
    {
        const qsizetype begin = m_reader.position();
        const QString id = m_reader.readText().decoded(largestEntry);
        if (m_reader.hasFailed() || !m_reader.take(":"))
            return false;
        if (m_isFull) {
            m_reader.skip();
            return !m_reader.hasFailed();
        }
        if (m_before.m_members.contains(id)) { // changed: the next one may stand as before
            m_expected = m_before.m_members.upper_bound(id);
            m_expectedSession = m_before.sessions.upper_bound(id);
        }
        if (m_reader.kind() != Kind::Object || !isName(id)) {
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
        Sessions one;
        Members its;
        one.emplace(id, std::move(entry->session));
        its.emplace(id, Member{.bytes = bytes, .isOwners = entry->isOwners});
        m_document.m_renewed += id;
        adopt(one.extract(one.begin()), its.extract(its.begin()));
        return true;
    }

    void adopt(Sessions::node_type session, Members::node_type member)
    {
        const QString id = member.key();
        Sessions &all = m_document.sessions;
        const bool isInOrder = all.empty() || all.rbegin()->first < id; // as in every file of ours
        if (!isInOrder && all.contains(id)) {
            complain(Text::tr("Its session “%1” stands there twice.").arg(id.left(8)));
            m_document.drop(id);
        } else if (all.size() >= mostSessions) {
            return leaveSome();
        }
        m_document.m_members.insert(m_document.m_members.end(), std::move(member));
        all.insert(all.end(), std::move(session));
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
    StateDocument &m_before;
    Members::iterator m_expected; ///< what comes next if nothing changed
    Sessions::iterator m_expectedSession;
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
    document.m_bytes = bytes;
    Parser(document, before).readAll();
    if (!document.problem.isEmpty() && bytes.size() > mostDamaged)
        document.forgetBytes();
    return document;
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
    for (const auto &[key, member] : m_others)
        bytes.append(',').append(outer).append(inForm(member, indented, 1));
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
    const QByteArray member = jsonText(id) + (isIndented() ? ": " : ":") + entry;
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

void StateDocument::drop(const QString &id)
{
    sessions.erase(id);
    m_members.erase(id);
}

void StateDocument::stamp(const QDateTime &now)
{
    const WireTime time = wireTime(now);
    std::erase_if(m_others, [](const auto &member) { return member.first == stampKey; });
    m_others.emplace(m_others.begin(), stampKey,
                     (isIndented() ? "\"updated_at\": \"" : "\"updated_at\":\"")
                         + QByteArray(time.data(), time.size()) + '"');
}
