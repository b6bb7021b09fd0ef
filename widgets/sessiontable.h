// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessioncolumns.h"

#include <QTimer>
#include <QTreeView>

class SessionDelegate;

/// The table of sessions. Selection, current row and the top visible row are kept by id; columns give way
/// while Session would be too small, and return with room.
class SessionTable : public QTreeView
{
    Q_OBJECT
public:
    /// Both must outlive the table.
    SessionTable(SessionModel &sessions, SessionFilter &filter, QWidget *parent = nullptr);

    [[nodiscard]] QString currentId() const;
    [[nodiscard]] QStringList selectedIds() const;
    void selectSession(const QString &id);
    /// The first live one, else the first; none where there is none.
    void selectFirst();
    /// The one after those, for the time when they are gone.
    void selectBeside(const QStringList &ids);

    [[nodiscard]] SessionColumns &columns() { return *m_columns; }

Q_SIGNALS:
    /// The user chose another row or other rows; not sent when a row only vanishes.
    void chosen();
    void openWished();
    void deleteWished();
    void menuWished(const QPoint &globalPosition);

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;

private:
    void choose(const QModelIndex &index);
    void noteTopRow();
    void returnToTopRow();
    void renewClock();

    SessionModel &m_sessions;
    SessionFilter &m_filter;
    SessionDelegate *m_delegate;
    SessionColumns *m_columns = nullptr;
    QPersistentModelIndex m_topRow;
    int m_topOffset = 0;
    QTimer m_clock; ///< runs only while something live is shown
    bool m_removing = false;
};
