// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiontable.h"

#include "cellinset.h"
#include "sessiondelegate.h"
#include "sessionheader.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDataStream>
#include <QIODevice>
#include <QMenu>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SessionTable::SessionTable(SessionModel &sessions, SessionFilter &filter, QWidget *parent)
    : QTreeView(parent)
    , m_sessions(sessions)
    , m_filter(filter)
    , m_delegate(new SessionDelegate(this))
{
    setObjectName(u"sessions"_s);
    setAccessibleName(tr("Sessions"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(NoFrame);
    setItemDelegate(m_delegate);
    setHeader(new SessionHeader(this));
    header()->setSectionsClickable(true); // setHeader() has taken that away
    setModel(&filter);
    m_columns = new SessionColumns(*this, filter);
    connect(m_columns, &SessionColumns::projectInTitle, this, [this](bool inTitle) {
        m_delegate->setProjectInTitle(inTitle);
        renewClock();
    });
    connect(&m_clock, &QTimer::timeout, this, [this] { m_sessions.renewTimes(); });
    connect(&sessions, &SessionModel::countsChanged, this, &SessionTable::renewClock);
    connect(&filter, &QAbstractItemModel::layoutAboutToBeChanged, this, &SessionTable::noteTopRow);
    connect(&filter, &QAbstractItemModel::layoutChanged, this, &SessionTable::returnToTopRow);
    connect(&filter, &QAbstractItemModel::rowsAboutToBeInserted, this, &SessionTable::noteTopRow);
    connect(&filter, &QAbstractItemModel::rowsInserted, this, &SessionTable::returnToTopRow);
    connect(&filter, &QAbstractItemModel::rowsRemoved, this, &SessionTable::returnToTopRow);
}

QString SessionTable::currentId() const
{
    return currentIndex().data(SessionModel::IdRole).toString();
}

QStringList SessionTable::selectedIds() const
{
    QStringList ids;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        ids << row.data(SessionModel::IdRole).toString();
    return ids;
}

void SessionTable::selectSession(const QString &id)
{
    const QModelIndex index = m_filter.indexOf(id);
    if (!index.isValid())
        return;
    choose(index);
    scrollTo(index);
}

void SessionTable::choose(const QModelIndex &index)
{
    // Not setCurrentIndex(): that asks which keys are held down just now.
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void SessionTable::selectFirst()
{
    QModelIndex found = m_filter.index(0, 0);
    for (int row = m_filter.rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = m_filter.index(row, 0);
        const FollowedSession *session = m_sessions.session(index.data(SessionModel::IdRole).toString());
        if (session && session->isLive())
            found = index;
    }
    if (found.isValid())
        choose(found);
}

void SessionTable::selectBeside(const QStringList &ids)
{
    const auto goes
        = [&](int row) { return ids.contains(m_filter.index(row, 0).data(SessionModel::IdRole).toString()); };
    int row = currentIndex().row();
    while (row >= 0 && row < m_filter.rowCount() && goes(row))
        ++row;
    if (row >= m_filter.rowCount()) {
        row = currentIndex().row();
        while (row >= 0 && goes(row))
            --row;
    }
    if (row >= 0)
        choose(m_filter.index(row, 0));
}

void SessionTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    if (!m_removing)
        Q_EMIT chosen();
}

void SessionTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT openWished();
    else if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier)
        Q_EMIT deleteWished();
    else
        QTreeView::keyPressEvent(event);
}

void SessionTable::mousePressEvent(QMouseEvent *event)
{
    m_filter.hold(true);
    QTreeView::mousePressEvent(event);
}

void SessionTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    m_filter.hold(false);
}

void SessionTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    QTreeView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton && indexAt(event->pos()).isValid())
        Q_EMIT openWished();
}

void SessionTable::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard)
        at = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft() + QPoint(leadingInset, 0));
    if (!selectedIds().isEmpty())
        Q_EMIT menuWished(at);
}

void SessionTable::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    m_columns->plan();
}

void SessionTable::showEvent(QShowEvent *event)
{
    QTreeView::showEvent(event);
    renewClock();
    m_sessions.renewTimes();
}

void SessionTable::hideEvent(QHideEvent *event)
{
    QTreeView::hideEvent(event);
    renewClock();
}

void SessionTable::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_columns->measure();
}

void SessionTable::noteTopRow()
{
    const bool atTop = verticalScrollBar()->value() == 0;
    m_topRow = atTop ? QModelIndex() : indexAt({1, 1});
    m_topOffset = m_topRow.isValid() ? visualRect(m_topRow).top() : 0;
}

void SessionTable::returnToTopRow()
{
    if (!m_topRow.isValid())
        return;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(m_topRow).top() - m_topOffset);
    m_topRow = QModelIndex();
}

void SessionTable::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    noteTopRow();
    m_removing = true; // what vanishes stays in the details until another row is chosen
    QTreeView::rowsAboutToBeRemoved(parent, first, last);
    const int current = currentIndex().row();
    if (current >= first && current <= last)
        selectionModel()->clear();
    m_removing = false;
}

void SessionTable::renewClock()
{
    const bool wanted = isVisible() && m_sessions.hasLive();
    const auto interval = isColumnHidden(SessionModel::Elapsed) ? 15s : 1s;
    if (!wanted)
        m_clock.stop();
    else if (!m_clock.isActive() || m_clock.intervalAsDuration() != interval)
        m_clock.start(interval);
}
