// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectmodel.h"

#include "sessioncells.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

using namespace std::chrono_literals;

ProjectModel::ProjectModel(const SessionModel &sessions, QObject *parent)
    : QAbstractListModel(parent)
    , m_sessions(sessions)
{
    m_recount.setSingleShot(true);
    m_recount.setInterval(0ms); // many changes, one count
    connect(&m_recount, &QTimer::timeout, this, &ProjectModel::recount);
    connect(&sessions, &SessionModel::countsChanged, &m_recount, qOverload<>(&QTimer::start));
    rebuild();
}

void ProjectModel::setWatched(const QStringList &folders)
{
    m_watched = folders;
    rebuild();
}

QStringList ProjectModel::watched() const
{
    QStringList folders;
    for (const Row &row : m_rows) {
        if (row.kind == Kind::Watched)
            folders << row.path;
    }
    return folders;
}

void ProjectModel::setOffered(const QList<OfferedProject> &offered)
{
    m_offered = offered;
    rebuild();
}

void ProjectModel::setPresent(const QString &folder, bool present)
{
    present ? void(m_gone.remove(folder)) : void(m_gone.insert(folder));
    recount();
}

QString ProjectModel::nameOf(const QString &folder) const
{
    const QString name = folderName(folder);
    const auto sameName = [&](const QString &path) { return path != folder && folderName(path) == name; };
    const auto sameOffer = [&](const OfferedProject &offer) { return sameName(offer.path); };
    if (!std::ranges::any_of(m_watched, sameName) && !std::ranges::any_of(m_offered, sameOffer))
        return name;
    return tr("%1 – %2", "folder – its parent").arg(name, folderName(QFileInfo(folder).path()));
}

QModelIndex ProjectModel::indexOf(const QString &folder) const
{
    const auto row = std::ranges::find(m_rows, folder, &Row::path);
    return row == m_rows.end() ? QModelIndex() : index(int(row - m_rows.begin()));
}

int ProjectModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ProjectModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole:
        return literalToolTip(row.toolTip);
    case Qt::AccessibleTextRole:
        return accessibleText(row);
    case KindRole:
        return int(row.kind);
    case PathRole:
        return row.path;
    case CountRole:
        return row.live;
    case AttentionRole:
        return row.attention;
    case GoneRole:
        return row.gone;
    default:
        return {};
    }
}

Qt::ItemFlags ProjectModel::flags(const QModelIndex &index) const
{
    const bool offered = index.data(KindRole).toInt() == int(Kind::Offered);
    return offered ? Qt::ItemIsEnabled : QAbstractListModel::flags(index);
}

void ProjectModel::rebuild()
{
    QList<Row> next{{.kind = Kind::All, .name = tr("All projects")}};
    for (const QString &folder : std::as_const(m_watched))
        next << Row{.kind = Kind::Watched, .path = folder, .name = nameOf(folder)};
    std::sort(next.begin() + 1, next.end(),
              [](const Row &a, const Row &b) { return a.name.localeAwareCompare(b.name) < 0; });
    for (const OfferedProject &offer : std::as_const(m_offered))
        next << Row{
            .kind = Kind::Offered, .path = offer.path, .name = nameOf(offer.path), .live = offer.sessions};
    for (Row &row : next)
        count(row);
    apply(next);
}

void ProjectModel::recount()
{
    QList<Row> next = m_rows;
    for (Row &row : next)
        count(row);
    apply(next);
}

void ProjectModel::apply(const QList<Row> &next)
{
    const auto path = [](const Row &row) { return std::pair(row.kind, row.path); };
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (std::ranges::find(next, path(m_rows[row]), path) != next.end())
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < int(next.size()); ++row) {
        const auto known
            = std::find_if(m_rows.begin() + std::min<qsizetype>(row, m_rows.size()), m_rows.end(),
                           [&](const Row &old) { return path(old) == path(next[row]); });
        const int from = int(known - m_rows.begin());
        if (known == m_rows.end()) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, next[row]);
            endInsertRows();
        } else if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            m_rows.move(from, row);
            endMoveRows();
        }
        if (!(m_rows[row] == next[row])) {
            m_rows[row] = next[row];
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void ProjectModel::count(Row &row) const
{
    row.gone = m_gone.contains(row.path);
    if (row.kind == Kind::Offered) {
        row.toolTip = QDir::toNativeSeparators(row.path);
        return;
    }
    QStringList states;
    const auto live = [&](SortRank rank) { return m_sessions.count(rank, row.path); };
    const int attention = live(SortRank::Attention);
    const int problems = m_sessions.problems(row.path);
    const QLocale locale;
    const auto note = [&](int number, const QString &words) {
        if (number > 0)
            states << words.arg(locale.toString(number));
    };
    note(live(SortRank::Working), tr("%1 generating"));
    note(live(SortRank::Waiting), tr("%1 waiting"));
    const int silent = attention - problems;
    note(silent, silent == 1 ? tr("%1 needs attention") : tr("%1 need attention"));
    note(problems, tr("%1 failed"));
    row.live = live(SortRank::Working) + live(SortRank::Waiting) + attention - problems;
    row.attention = attention > 0;
    const QString path = row.path.isEmpty() ? row.name : QDir::toNativeSeparators(row.path);
    row.toolTip = states.isEmpty() ? path : path + u'\n' + states.join(tr(", "));
}

QString ProjectModel::accessibleText(const Row &row) const
{
    if (row.gone)
        return tr("%1, gone").arg(row.name);
    const QString sessions = row.live == 1 ? tr("%1, 1 session").arg(row.name)
                                           : tr("%1, %n sessions", nullptr, row.live).arg(row.name);
    return row.attention ? tr("%1, needs attention").arg(sessions) : sessions;
}
