// SPDX-License-Identifier: GPL-3.0-or-later
#include "pendingedits.h"

#include <algorithm>

namespace
{

constexpr qsizetype mostRemembered = 1000; ///< ended sessions that the predecessor is kept from bringing back

} // namespace

void PendingEdits::tell(Haste haste)
{
    m_haste = std::max(m_haste, haste);
    ++m_told;
}

void PendingEdits::put(Session own)
{
    const auto held = m_edit.own.find(own.id);
    if (held == m_edit.own.end()) {
        m_edit.gone.removeAll(own.id);
        m_edit.own.emplace(own.id, own);
        tell(Haste::AtOnce);
        return;
    }
    Session &before = held->second;
    own.progress = std::max(own.progress, before.progress);
    own.updatedAt = before.updatedAt;
    own.cancelRequested = before.cancelRequested;
    own.cancelBy = before.cancelBy;
    if (own == before)
        return;
    const bool turned = own.status != before.status || own.stage != before.stage;
    before = std::move(own);
    tell(turned ? Haste::AtOnce : Haste::Gathered);
}

void PendingEdits::remove(const QString &id)
{
    m_edit.own.erase(id);
    m_edit.remembered.erase(id);
    m_edit.cancelRequests.erase(id);
    m_requestedAt.erase(id);
    m_edit.gone.removeAll(id);
    m_edit.gone.append(id);
    if (m_edit.gone.size() > mostRemembered && !hasUnwritten())
        m_edit.gone.removeFirst();
    tell(Haste::AtOnce);
}

void PendingEdits::restore()
{
    if (hasOwn())
        tell(Haste::Gathered);
}

void PendingEdits::requestCancel(const QString &id, const QString &by, std::chrono::milliseconds at)
{
    m_edit.cancelRequests.emplace(id, by);
    m_requestedAt[id] = at;
    tell(Haste::AtOnce);
}

void PendingEdits::forgetRequestsBefore(std::chrono::milliseconds at)
{
    if (hasUnwritten())
        return;
    std::erase_if(m_requestedAt, [at](const auto &request) { return request.second < at; });
    std::erase_if(m_edit.cancelRequests,
                  [this](const auto &request) { return !m_requestedAt.contains(request.first); });
}

std::pair<StateEdit, quint64> PendingEdits::take(const QDateTime &stamp)
{
    m_haste = Haste::None;
    if (stamp.isValid())
        for (auto &[id, session] : m_edit.own)
            session.updatedAt = stamp;
    return {m_edit, m_told};
}

void PendingEdits::written(quint64 mark, const std::map<QString, QByteArray> &ownEntries)
{
    m_written = mark;
    for (const auto &[id, entry] : ownEntries)
        if (m_edit.own.contains(id))
            m_edit.remembered[id] = entry;
}

void PendingEdits::notWritten()
{
    m_haste = Haste::AtOnce;
}
