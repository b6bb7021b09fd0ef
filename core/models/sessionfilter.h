// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionmodel.h"

#include <QSortFilterProxyModel>

/// The sessions of one project or all, that hold a text, in an order in which nothing moves unless something
/// happened: by rank, then newest first, until a column is sorted by.
class SessionFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit SessionFilter(SessionModel &sessions, QObject *parent = nullptr);

    /// Empty: all projects.
    void setProject(const QString &project);
    [[nodiscard]] QString project() const { return m_project; }
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    /// Only what needs attention.
    void setAttentionOnly(bool only);
    [[nodiscard]] bool attentionOnly() const { return m_attentionOnly; }
    [[nodiscard]] bool isFiltering() const { return m_attentionOnly || !m_text.isEmpty(); }

    /// −1: the default order.
    void sortBy(int column, Qt::SortOrder order);
    [[nodiscard]] int sortedBy() const { return m_sortedBy; }

    /// While held no row moves: new ones come at the end, and only what leaves the model goes. Order and
    /// filter show what happened meanwhile on release.
    void hold(bool held);

    [[nodiscard]] int rowsInScope() const; ///< of the project, whatever the text
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    SessionModel &m_sessions;
    QString m_project;
    QString m_text;
    int m_sortedBy = -1;
    bool m_attentionOnly = false;
};
