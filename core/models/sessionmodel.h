// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionrow.h"
#include "shownsession.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QTimer>

#include <vector>

/// The sessions that a window shows, one a row, in the order in which they came. Fed with values; changes
/// are row edits told at most some ten times a second, never resets. Ended sessions stay until they are
/// dismissed, or for an hour where they are no problem, and at most 500 of them.
class SessionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Column = SessionRow::Column;
    using Role = SessionRow::Role;
    using enum SessionRow::Column;
    using enum SessionRow::Role;

    explicit SessionModel(Viewpoint viewpoint, QObject *parent = nullptr);

    /// A new session, or a newer value of a known one. Dismissed ones do not come back.
    void put(const FollowedSession &session);
    void remove(const QString &id);
    /// All of a project's, which leave.
    QList<FollowedSession> takeProject(const QString &project);

    /// Ended sessions leave; live ones among `ids` stay.
    void dismiss(const QStringList &ids);
    /// It was in the last batch, and restore() brings it back.
    [[nodiscard]] bool isDismissed(const QString &id) const { return m_dismissed.contains(id); }
    /// Undoes the last dismiss() for those of `ids`.
    void restore(const QStringList &ids);
    /// The user has seen what came of it: "Clear finished" may take it.
    void markSeen(const QString &id);
    /// What "Clear finished" takes: ended sessions but problems that nobody has looked at.
    [[nodiscard]] QStringList clearable() const;

    /// Null where there is none; valid until the model changes.
    [[nodiscard]] const FollowedSession *session(const QString &id) const;
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;
    [[nodiscard]] SessionFace faceOf(const QString &id) const;
    /// "about 3 min"; changes at most every 5 s.
    [[nodiscard]] QString timeLeftOf(const QString &id) const;
    /// "terminal · 4711"
    [[nodiscard]] QString ownerOf(const QString &id) const;
    /// All of that together; a value without an id where there is none.
    [[nodiscard]] ShownSession shown(const QString &id) const;
    [[nodiscard]] bool isOwn(const QString &id) const; ///< run by this process
    /// Live ones of this user, whichever program of theirs runs them.
    [[nodiscard]] QStringList ownLive(const QString &project = {}) const;
    [[nodiscard]] int count(SortRank rank, const QString &project = {}) const;
    /// Ended ones that failed, are partly done or interrupted, and not dismissed.
    [[nodiscard]] int problems(const QString &project = {}) const;
    [[nodiscard]] bool hasLive() const;
    [[nodiscard]] const Viewpoint &viewpoint() const { return m_viewpoint; }

    /// The clock went on: elapsed times are told anew, "3 min ago" once a minute. Called by whoever shows
    /// them, while it shows them.
    void renewTimes();
    /// Those that had their hour leave. Called by the model's own timer when one is due.
    void dropAged();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// It ended just now, in this window's sight.
    void sessionEnded(const QString &id);
    /// Rows came, went or changed what they count as.
    void countsChanged();

private:
    void insert(SessionRow row);
    void removeAt(int row);
    void touch(int row);
    void tellTouched();
    void capEnded();
    void scheduleAging();
    [[nodiscard]] int rowOf(const QString &id) const;
    [[nodiscard]] const SessionRow *row(const QString &id) const;
    [[nodiscard]] bool isAged(const SessionRow &row) const;

    Viewpoint m_viewpoint;
    std::vector<SessionRow> m_rows;
    QHash<QString, int> m_rowOf;
    QHash<QString, SessionRow> m_dismissed; ///< the last batch, for restore()
    QSet<QString> m_gone; ///< ids that were dismissed
    QSet<int> m_touched;
    QDateTime m_datesTold; ///< when Started and Last change were told last
    QTimer m_tell;
    QTimer m_aging;
};
