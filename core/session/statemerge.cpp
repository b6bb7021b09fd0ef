// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionjson.h"
#include "staleness.h"
#include "statedocument.h"
#include "wiretime.h"

using namespace Qt::StringLiterals;

namespace
{

/// One merge under way.
class Merge
{
public:
    explicit Merge(StateDocument &document)
        : m_document(document)
    {
    }

    void drop(const QString &id)
    {
        if (!m_document.sessions.contains(id))
            return;
        m_document.drop(id);
        m_changed = true;
    }

    void layOver(const Session &own, const QByteArray &remembered)
    {
        const QByteArray before = m_document.entry(own.id);
        const bool indented = m_document.isIndented();
        const QByteArray kept = m_document.isOwners(own.id) ? QByteArray() : before;
        const QByteArray comesBack = remembered == before ? QByteArray() : remembered;
        if (kept.isEmpty() && comesBack.isEmpty() && putAlone(own, before, indented))
            return;
        if (put(own.id, before, entryOf(own, kept, comesBack, indented)))
            return;
        // What others added goes, before ours would not be understood any more; but for a request to cancel.
        const auto session = m_document.sessions.find(own.id);
        const bool isAsked = session != m_document.sessions.end() && session->second.cancelRequested;
        const QByteArray alone = entryOf(own, {}, {}, indented);
        [[maybe_unused]] const bool fits
            = put(own.id, before, isAsked ? withRequest(alone, session->second.cancelBy, indented) : alone);
    }

    void ask(const QString &id, const QString &by)
    {
        const auto session = m_document.sessions.find(id);
        if (isForeign(id) || session == m_document.sessions.end() || session->second.cancelRequested)
            return;
        const QByteArray before = m_document.entry(id);
        [[maybe_unused]] const bool fits = put(id, before, withRequest(before, by, m_document.isIndented()));
    }

    [[nodiscard]] bool finish(const QDateTime &now)
    {
        if (m_changed)
            m_document.stamp(now);
        return m_changed;
    }

private:
    [[nodiscard]] bool put(const QString &id, const QByteArray &before, const QByteArray &entry)
    {
        if (entry == before)
            return true;
        const bool fits = m_document.put(id, entry);
        m_changed = m_changed || fits;
        return fits;
    }

    /// False where the entry has to be read again to know it.
    [[nodiscard]] bool putAlone(const Session &own, const QByteArray &before, bool indented)
    {
        const std::optional<Session> read = asRead(own);
        if (!read)
            return false;
        const QByteArray entry = entryOf(own, {}, {}, indented);
        if (entry != before) {
            m_document.putKnown(*read, entry);
            m_changed = true;
        }
        return true;
    }

    StateDocument &m_document;
    bool m_changed = false;
};

} // namespace

bool merge(StateDocument &document, const StateEdit &edit, const QDateTime &now,
           const std::function<bool(const Session &)> &isAlive)
{
    QStringList stale;
    for (const auto &[id, session] : document.sessions)
        if (!edit.own.contains(id) && isStale(session, now, isAlive))
            stale.append(id);

    Merge merge(document);
    for (const QString &id : stale)
        merge.drop(id);
    for (const QString &id : edit.gone)
        merge.drop(id);
    for (const auto &[id, session] : edit.own) {
        const auto remembered = edit.remembered.find(id);
        merge.layOver(session, remembered == edit.remembered.end() ? QByteArray() : remembered->second);
    }
    for (const auto &[id, by] : edit.cancelRequests)
        merge.ask(id, by);
    return merge.finish(now);
}
