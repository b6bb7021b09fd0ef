// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncolumns.h"

#include "cellinset.h"

#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QLocale>

using namespace std::chrono_literals;

namespace
{

/// What the widest of the first rows needs.
int contentWidth(const QTreeView &table, int column)
{
    int width = 0;
    for (int row = 0; row < std::min(table.model()->rowCount(), 200); ++row) {
        const QModelIndex index = table.model()->index(row, column);
        width = std::max(width, table.fontMetrics().horizontalAdvance(index.data().toString()));
    }
    return width + leadingInset + trailingInset;
}

} // namespace

SessionColumns::SessionColumns(QTreeView &table, SessionFilter &filter)
    : QObject(&table)
    , m_table(table)
    , m_filter(filter)
{
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        const bool stretches = column == SessionModel::Title;
        table.header()->setSectionResizeMode(column,
                                             stretches ? QHeaderView::Stretch : QHeaderView::Interactive);
    }
    addActions();
    connect(table.header(), &QHeaderView::sectionClicked, this, &SessionColumns::onHeaderClicked);
    connect(table.header(), &QHeaderView::sectionResized, this,
            [this](int column, int, int width) { onSectionResized(column, width); });
    connect(&filter, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { noteImages(first, last); });
    connect(&filter, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to) { noteImages(from.row(), to.row()); });
    measure();
    noteImages(0, filter.rowCount() - 1);
}

void SessionColumns::addActions()
{
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        auto *action = new QAction(SessionRow::heading(SessionModel::Column(column)), this);
        action->setCheckable(true);
        action->setChecked(m_plan.wanted.test(size_t(column)));
        action->setEnabled(!ColumnPlan::isFixed(column));
        connect(action, &QAction::triggered, this, [this, column](bool on) {
            m_plan.wanted.set(size_t(column), on);
            plan();
        });
        m_actions << action;
    }
    auto *separator = new QAction(this);
    separator->setSeparator(true);
    auto *fitting = new QAction(tr("Fit columns"), this);
    connect(fitting, &QAction::triggered, this, &SessionColumns::fit);
    auto *resetting = new QAction(tr("Reset columns"), this);
    connect(resetting, &QAction::triggered, this, &SessionColumns::reset);
    m_actions << separator << fitting << resetting;
    m_table.header()->addActions(m_actions);
    m_table.header()->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void SessionColumns::setAllProjects(bool all)
{
    m_plan.allProjects = all;
    plan();
}

void SessionColumns::setNarrow(bool narrow)
{
    if (std::exchange(m_plan.narrow, narrow) != narrow)
        measure();
}

void SessionColumns::fit()
{
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        if (column != SessionModel::Title && !m_table.isColumnHidden(column))
            m_userWidths.at(size_t(column)) = std::max(contentWidth(m_table, column), smallestWidth(column));
    }
    measure();
}

void SessionColumns::reset()
{
    m_userWidths = {};
    m_plan.wanted = ColumnPlan::byDefault();
    for (int column = 0; column < SessionModel::ColumnCount; ++column)
        m_actions[column]->setChecked(m_plan.wanted.test(size_t(column)));
    m_table.header()->setSortIndicatorShown(false);
    m_filter.sortBy(-1, Qt::AscendingOrder);
    measure();
}

QByteArray SessionColumns::state() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << qint32(1) << quint32(m_plan.wanted.to_ulong());
    for (const int width : m_userWidths)
        stream << qint32(width);
    return state;
}

void SessionColumns::setState(const QByteArray &state)
{
    QDataStream stream(state);
    qint32 version = 0;
    quint32 wanted = 0;
    stream >> version >> wanted;
    std::array<qint32, SessionModel::ColumnCount> widths = {};
    for (qint32 &width : widths)
        stream >> width;
    if (version != 1 || stream.status() != QDataStream::Ok)
        return;
    m_plan.wanted = ColumnPlan::Shown(wanted);
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        if (ColumnPlan::isFixed(column))
            m_plan.wanted.set(size_t(column));
        m_actions[column]->setChecked(m_plan.wanted.test(size_t(column)));
        m_userWidths.at(size_t(column)) = std::clamp(int(widths.at(size_t(column))), 0, 2000);
    }
    measure();
}

int SessionColumns::smallestWidth(int column) const
{
    const QFontMetrics metrics = m_table.fontMetrics();
    int width = metrics.horizontalAdvance(SessionRow::heading(SessionModel::Column(column)));
    if (column == SessionModel::State) {
        for (const QString &label : SessionFace::allLabels())
            width = std::max(width, glyphSize + 8 + metrics.horizontalAdvance(label));
    }
    if (column == SessionModel::TimeLeft)
        width = std::max(width, metrics.horizontalAdvance(aboutText(11min)));
    if (column == SessionModel::Images && m_mostImages > 0) {
        const QString most = QLocale().toString(m_mostImages);
        width = std::max(width, metrics.horizontalAdvance(SessionFace::tr("%1 of %2").arg(most, most)));
    }
    return width + leadingInset + trailingInset;
}

void SessionColumns::noteImages(int first, int last)
{
    const int before = m_mostImages;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_filter.index(row, SessionModel::Images);
        m_mostImages = std::max(m_mostImages, index.data(SessionModel::SortRole).toInt());
    }
    if (m_mostImages != before)
        measure();
}

void SessionColumns::measure()
{
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        const int wanted = m_userWidths.at(size_t(column));
        const int start = std::max(ColumnPlan::startWidth(column, m_plan.narrow), smallestWidth(column));
        m_plan.widths.at(size_t(column)) = wanted > 0 && !m_plan.narrow ? wanted : start;
    }
    plan();
}

void SessionColumns::plan()
{
    m_planning = true;
    const ColumnPlan::Shown shown = m_plan.fitting(m_table.viewport()->width());
    for (int column = 0; column < SessionModel::ColumnCount; ++column) {
        m_table.setColumnHidden(column, !shown.test(size_t(column)));
        if (column != SessionModel::Title)
            m_table.header()->resizeSection(column, m_plan.widths.at(size_t(column)));
    }
    Q_EMIT projectInTitle(m_plan.allProjects && !shown.test(SessionModel::Project));
    m_planning = false;
    m_table.viewport()->update();
}

void SessionColumns::onHeaderClicked(int column)
{
    // The filter is asked: the header has turned its indicator round already.
    const bool same = m_filter.sortedBy() == column;
    const bool back = same && m_filter.sortOrder() == Qt::DescendingOrder;
    const Qt::SortOrder order = same ? Qt::DescendingOrder : Qt::AscendingOrder;
    m_table.header()->setSortIndicatorShown(!back);
    m_table.header()->setSortIndicator(column, order);
    m_filter.sortBy(back ? -1 : column, order);
}

void SessionColumns::onSectionResized(int column, int width)
{
    if (m_planning || width == 0 || column == SessionModel::Title)
        return;
    m_userWidths.at(size_t(column)) = width;
    m_plan.widths.at(size_t(column)) = width;
    plan();
}
