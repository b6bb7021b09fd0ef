// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionmodel.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace
{

constexpr auto gather = 80ms; // so many changes are told at once
constexpr int endedCap = 500;

bool isTold(const SessionRow &row, SortRank rank, const QString &project)
{
    return row.face.rank == rank && (project.isEmpty() || row.session.project == project);
}

} // namespace

SessionModel::SessionModel(Viewpoint viewpoint, QObject *parent)
    : QAbstractTableModel(parent)
    , m_viewpoint(std::move(viewpoint))
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(gather);
    connect(&m_tell, &QTimer::timeout, this, &SessionModel::tellTouched);
    m_aging.setSingleShot(true);
    connect(&m_aging, &QTimer::timeout, this, &SessionModel::dropAged);
}

void SessionModel::put(const FollowedSession &session)
{
    const QString id = session.session.id;
    if (m_gone.contains(id))
        return;
    const int known = rowOf(id);
    if (known < 0) {
        SessionRow row;
        row.take(session, m_viewpoint);
        insert(std::move(row));
    } else {
        SessionRow &row = m_rows[size_t(known)];
        if (row.session == session)
            return;
        const bool ends = session.outcome && !row.session.outcome;
        row.take(session, m_viewpoint);
        touch(known);
        if (ends)
            Q_EMIT sessionEnded(id);
    }
    if (session.outcome) {
        capEnded();
        scheduleAging();
    }
}

void SessionModel::remove(const QString &id)
{
    if (const int row = rowOf(id); row >= 0)
        removeAt(row);
}

QList<FollowedSession> SessionModel::takeProject(const QString &project)
{
    QList<FollowedSession> taken;
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (m_rows[size_t(row)].session.project != project)
            continue;
        taken.prepend(m_rows[size_t(row)].session);
        removeAt(row);
    }
    return taken;
}

void SessionModel::dismiss(const QStringList &ids)
{
    const auto stays = [this](const QString &id) {
        const FollowedSession *known = session(id);
        return !known || known->isLive();
    };
    if (std::ranges::all_of(ids, stays))
        return; // nothing leaves, so the last batch can still be restored
    m_dismissed.clear();
    for (const QString &id : ids) {
        if (stays(id))
            continue;
        const int row = rowOf(id);
        m_dismissed.insert(id, m_rows[size_t(row)]);
        m_gone.insert(id);
        removeAt(row);
    }
}

void SessionModel::restore(const QStringList &ids)
{
    for (const QString &id : ids) {
        const auto dismissed = m_dismissed.constFind(id);
        if (dismissed == m_dismissed.constEnd())
            continue;
        m_gone.remove(id);
        insert(*dismissed);
        m_dismissed.erase(dismissed);
    }
    scheduleAging();
}

void SessionModel::markSeen(const QString &id)
{
    if (const int row = rowOf(id); row >= 0 && !m_rows[size_t(row)].session.isLive())
        m_rows[size_t(row)].seen = true;
}

QStringList SessionModel::clearable() const
{
    QStringList ids;
    for (const SessionRow &row : m_rows) {
        if (row.session.outcome && (row.seen || !isProblem(*row.session.outcome)))
            ids << row.session.session.id;
    }
    return ids;
}

const FollowedSession *SessionModel::session(const QString &id) const
{
    const SessionRow *found = row(id);
    return found ? &found->session : nullptr;
}

QModelIndex SessionModel::indexOf(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? QModelIndex() : index(row, 0);
}

SessionFace SessionModel::faceOf(const QString &id) const
{
    const SessionRow *found = row(id);
    return found ? found->face : SessionFace();
}

QString SessionModel::timeLeftOf(const QString &id) const
{
    const SessionRow *found = row(id);
    return found ? found->timeLeft : QString();
}

QString SessionModel::ownerOf(const QString &id) const
{
    const SessionRow *found = row(id);
    return found ? found->owner : QString();
}

ShownSession SessionModel::shown(const QString &id) const
{
    const SessionRow *found = row(id);
    if (!found)
        return {};
    return {.session = found->session,
            .face = found->face,
            .timeLeft = found->timeLeft,
            .owner = found->owner,
            .own = isOwn(id),
            .now = m_viewpoint.now()};
}

bool SessionModel::isOwn(const QString &id) const
{
    const SessionRow *found = row(id);
    return found && found->session.session.owner == m_viewpoint.self;
}

QStringList SessionModel::ownLive(const QString &project) const
{
    QStringList ids;
    for (const SessionRow &row : m_rows) {
        const bool own = isOfUser(row.session, m_viewpoint.self.user);
        if (own && row.session.isLive() && (project.isEmpty() || row.session.project == project))
            ids << row.session.session.id;
    }
    return ids;
}

int SessionModel::count(SortRank rank, const QString &project) const
{
    return int(
        std::ranges::count_if(m_rows, [&](const SessionRow &row) { return isTold(row, rank, project); }));
}

int SessionModel::problems(const QString &project) const
{
    return int(std::ranges::count_if(m_rows, [&](const SessionRow &row) {
        return row.session.outcome && isProblem(*row.session.outcome)
            && (project.isEmpty() || row.session.project == project);
    }));
}

bool SessionModel::hasLive() const
{
    return std::ranges::any_of(m_rows, [](const SessionRow &row) { return row.session.isLive(); });
}

void SessionModel::renewTimes()
{
    const QDateTime now = m_viewpoint.now();
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows[size_t(row)].renew(now))
            touch(row);
    }
    if (m_rows.empty())
        return;
    const int last = int(m_rows.size()) - 1;
    Q_EMIT dataChanged(index(0, Elapsed), index(last, Elapsed), {Qt::DisplayRole});
    if (m_datesTold.isValid() && m_datesTold.secsTo(now) < 60)
        return;
    m_datesTold = now;
    Q_EMIT dataChanged(index(0, Started), index(last, LastChange), {Qt::DisplayRole});
}

void SessionModel::dropAged()
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (!isAged(m_rows[size_t(row)]))
            continue;
        m_gone.insert(m_rows[size_t(row)].session.session.id);
        removeAt(row);
    }
    scheduleAging();
}

int SessionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SessionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant SessionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return m_rows[size_t(index.row())].data(Column(index.column()), role, m_viewpoint.now());
}

QVariant SessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(ColumnCount))
        return {};
    if (role == Qt::DisplayRole)
        return SessionRow::heading(Column(section));
    if (role == Qt::TextAlignmentRole)
        return int((SessionRow::isTrailing(Column(section)) ? Qt::AlignTrailing : Qt::AlignLeading)
                   | Qt::AlignVCenter);
    return {};
}

void SessionModel::insert(SessionRow row)
{
    const int at = int(m_rows.size());
    beginInsertRows({}, at, at);
    m_rowOf.insert(row.session.session.id, at);
    m_rows.push_back(std::move(row));
    endInsertRows();
    Q_EMIT countsChanged();
}

void SessionModel::removeAt(int row)
{
    tellTouched(); // what was noted by row number must be told before the numbers change
    beginRemoveRows({}, row, row);
    m_rowOf.remove(m_rows[size_t(row)].session.session.id);
    m_rows.erase(m_rows.begin() + row);
    for (int &after : m_rowOf) {
        if (after > row)
            --after;
    }
    endRemoveRows();
    Q_EMIT countsChanged();
}

void SessionModel::touch(int row)
{
    m_touched.insert(row);
    if (!m_tell.isActive())
        m_tell.start();
}

void SessionModel::tellTouched()
{
    m_tell.stop();
    if (m_touched.isEmpty())
        return;
    QList<int> rows = std::exchange(m_touched, {}).values();
    std::ranges::sort(rows);
    for (qsizetype first = 0; first < rows.size();) {
        qsizetype last = first;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1)
            ++last;
        Q_EMIT dataChanged(index(rows[first], 0), index(rows[last], ColumnCount - 1));
        first = last + 1;
    }
    Q_EMIT countsChanged();
}

void SessionModel::capEnded()
{
    const auto ended
        = std::ranges::count_if(m_rows, [](const SessionRow &row) { return !row.session.isLive(); });
    if (ended <= endedCap)
        return;
    const auto oldest = std::ranges::min_element(
        m_rows, {}, [](const SessionRow &row) { return std::pair(row.session.isLive(), row.endSeenAt); });
    m_gone.insert(oldest->session.session.id);
    removeAt(int(oldest - m_rows.begin()));
}

void SessionModel::scheduleAging()
{
    m_aging.stop();
    std::optional<std::chrono::milliseconds> next;
    const QDateTime now = m_viewpoint.now();
    for (const SessionRow &row : m_rows) {
        if (!row.session.outcome || isProblem(*row.session.outcome))
            continue;
        const auto left = m_viewpoint.keepFinished - std::chrono::milliseconds(row.endSeenAt.msecsTo(now));
        next = std::min(next.value_or(left), std::max<std::chrono::milliseconds>(left, 0ms));
    }
    if (next)
        m_aging.start(*next);
}

int SessionModel::rowOf(const QString &id) const
{
    return m_rowOf.value(id, -1);
}

const SessionRow *SessionModel::row(const QString &id) const
{
    const int found = rowOf(id);
    return found < 0 ? nullptr : &m_rows[size_t(found)];
}

bool SessionModel::isAged(const SessionRow &row) const
{
    return row.session.outcome && !isProblem(*row.session.outcome)
        && row.endSeenAt.msecsTo(m_viewpoint.now())
        >= std::chrono::milliseconds(m_viewpoint.keepFinished).count();
}
