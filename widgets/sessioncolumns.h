// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "columnplan.h"
#include "sessionfilter.h"

#include <QAction>
#include <QTreeView>

/// The columns of the session table: their widths, which ones the user wants, which ones fit, and what the
/// table is sorted by.
class SessionColumns : public QObject
{
    Q_OBJECT
public:
    /// A part of `table`; `filter` is its model.
    SessionColumns(QTreeView &table, SessionFilter &filter);

    void setNarrow(bool narrow);
    /// With a single project the Project column says nothing.
    void setAllProjects(bool all);
    /// One for each column, then fit and reset.
    [[nodiscard]] QList<QAction *> actions() const { return m_actions; }
    void fit();
    void reset();
    /// Fonts or style changed.
    void measure();
    /// How wide the table must be for its columns.
    [[nodiscard]] int smallestTable() const { return m_plan.smallestTable(); }
    /// Room changed.
    void plan();

    [[nodiscard]] QByteArray state() const;
    void setState(const QByteArray &state);

Q_SIGNALS:
    /// The project's name has to stand in the Session column, or not.
    void projectInTitle(bool inTitle);

private:
    void addActions();
    void onHeaderClicked(int column);
    void onSectionResized(int column, int width);
    /// Images is as wide as the most images asked for.
    void noteImages(int first, int last);
    [[nodiscard]] int smallestWidth(int column) const;

    QTreeView &m_table;
    SessionFilter &m_filter;
    ColumnPlan m_plan;
    std::array<int, SessionModel::ColumnCount> m_userWidths = {}; ///< 0: as it comes
    int m_mostImages = 0; ///< so far: the column only grows
    QList<QAction *> m_actions;
    bool m_planning = false;
};
