// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionjson.h"
#include "staleness.h"
#include "statedocument.h"
#include "wiretime.h"

using namespace Qt::StringLiterals;

namespace
{

/// One merge under way: the entries as they will stand.
class Merge
{
public:
    explicit Merge(StateDocument &document)
        : m_document(document)
        , m_entries(document.root.value("sessions"_L1).toObject())
    {
    }

    void drop(const QString &id)
    {
        if (!m_entries.contains(id))
            return;
        m_entries.remove(id);
        m_document.sessions.erase(id);
        m_changed = true;
    }

    void layOver(const Session &own, const QJsonObject &remembered)
    {
        QJsonObject entry = m_entries.value(own.id).toObject();
        for (auto key = remembered.begin(); key != remembered.end(); ++key)
            if (!entry.contains(key.key()))
                entry[key.key()] = key.value();
        put(own.id, laidOver(entry, own));
    }

    void ask(const QString &id, const QString &by)
    {
        if (isForeign(id) || !m_entries.contains(id))
            return;
        QJsonObject entry = m_entries.value(id).toObject();
        if (entry.value("cancel_requested"_L1).toBool())
            return;
        entry["cancel_requested"_L1] = true;
        entry["cancel_by"_L1] = by;
        put(id, entry);
    }

    [[nodiscard]] bool finish(const QDateTime &now)
    {
        if (!m_changed)
            return false;
        m_document.root["sessions"_L1] = m_entries;
        m_document.root["updated_at"_L1] = toWireTime(now);
        return true;
    }

private:
    void put(const QString &id, const QJsonObject &entry)
    {
        if (m_entries.contains(id) && m_entries.value(id).toObject() == entry)
            return;
        m_entries[id] = entry;
        m_document.sessions.insert_or_assign(id, sessionFrom(id, entry));
        m_changed = true;
    }

    StateDocument &m_document;
    QJsonObject m_entries;
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
        merge.layOver(session, remembered == edit.remembered.end() ? QJsonObject() : remembered->second);
    }
    for (const auto &[id, by] : edit.cancelRequests)
        merge.ask(id, by);
    return merge.finish(now);
}
