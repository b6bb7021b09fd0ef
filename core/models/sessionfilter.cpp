// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfilter.h"

namespace
{

int compared(const QVariant &left, const QVariant &right)
{
    if (left.typeId() == QMetaType::QString)
        return QString::localeAwareCompare(left.toString(), right.toString());
    const QPartialOrdering order = QVariant::compare(left, right);
    return order == QPartialOrdering::Less ? -1 : order == QPartialOrdering::Greater ? 1 : 0;
}

} // namespace

SessionFilter::SessionFilter(SessionModel &sessions, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_sessions(sessions)
{
    setSourceModel(&sessions);
    setDynamicSortFilter(true);
    sort(0);
}

void SessionFilter::setProject(const QString &project)
{
    if (std::exchange(m_project, project) != project)
        invalidateFilter();
}

void SessionFilter::setText(const QString &text)
{
    if (std::exchange(m_text, text) != text)
        invalidateFilter();
}

void SessionFilter::setAttentionOnly(bool only)
{
    if (std::exchange(m_attentionOnly, only) != only)
        invalidateFilter();
}

void SessionFilter::sortBy(int column, Qt::SortOrder order)
{
    m_sortedBy = column;
    sort(-1); // else a column that is sorted by already stays as it is
    sort(std::max(column, 0), column < 0 ? Qt::AscendingOrder : order);
}

void SessionFilter::hold(bool held)
{
    if (held != dynamicSortFilter())
        return;
    setDynamicSortFilter(!held);
    if (!held)
        invalidate();
}

int SessionFilter::rowsInScope() const
{
    int rows = 0;
    for (int row = 0; row < m_sessions.rowCount(); ++row) {
        const QModelIndex index = m_sessions.index(row, 0);
        rows += m_project.isEmpty() || index.data(SessionModel::ProjectRole) == m_project;
    }
    return rows;
}

QModelIndex SessionFilter::indexOf(const QString &id) const
{
    return mapFromSource(m_sessions.indexOf(id));
}

bool SessionFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = m_sessions.index(row, 0, parent);
    if (!m_project.isEmpty() && index.data(SessionModel::ProjectRole).toString() != m_project)
        return false;
    if (m_attentionOnly && index.data(SessionModel::RankRole).toInt() != int(SortRank::Attention))
        return false;
    return m_text.isEmpty()
        || index.data(SessionModel::FilterRole).toString().contains(m_text, Qt::CaseInsensitive);
}

bool SessionFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (m_sortedBy >= 0) {
        const int order = compared(left.data(SessionModel::SortRole), right.data(SessionModel::SortRole));
        if (order != 0)
            return order < 0;
    } else {
        const int rank
            = left.data(SessionModel::RankRole).toInt() - right.data(SessionModel::RankRole).toInt();
        if (rank != 0)
            return rank < 0;
    }
    const QDateTime leftStart = left.data(SessionModel::StartTimeRole).toDateTime();
    const QDateTime rightStart = right.data(SessionModel::StartTimeRole).toDateTime();
    if (leftStart != rightStart)
        return (leftStart > rightStart) == (m_sortedBy < 0 || sortOrder() == Qt::AscendingOrder);
    return left.data(SessionModel::IdRole).toString() < right.data(SessionModel::IdRole).toString();
}
