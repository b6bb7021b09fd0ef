// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionface.h"
#include "viewpoint.h"

#include <QVariant>

/// One session as a row of a table: what its cells say, how they sort, and what is spoken. A plain value.
struct SessionRow {
    enum Column {
        State,
        Title,
        Progress,
        Images,
        Elapsed,
        TimeLeft,
        OwnerName,
        Project,
        Server,
        Started,
        LastChange,
        SessionId,
        ColumnCount
    };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString
        RankRole, ///< int, a SortRank
        StartTimeRole, ///< QDateTime
        FractionRole, ///< double 0..1, the bar's length
        BarRole, ///< int, a BarKind
        GlyphRole, ///< int, a Glyph
        ColourRoleRole, ///< int, a ColourRole
        MutedRole, ///< bool: the text stands for something that is not known, or is over
        ProjectRole, ///< QString, path of the folder
        SessionRole, ///< FollowedSession
        SortRole, ///< what a column is sorted by
        FilterRole ///< QString, all that a text filter looks in
    };

    FollowedSession session = {};
    SessionFace face = {};
    QString owner = {};
    QString timeLeft = {};
    QDateTime timeLeftAt = {}; ///< when that text was made
    QDateTime cancelSeenAt = {};
    QDateTime endSeenAt = {};
    bool hadTerminal = false;
    bool seen = false; ///< its end has been looked at

    /// A newer value of the session, seen from `viewpoint`.
    void take(const FollowedSession &next, const Viewpoint &viewpoint);
    /// What depends on the time alone. True if that changed anything but the elapsed time.
    bool renew(const QDateTime &now);

    [[nodiscard]] QVariant data(Column column, int role, const QDateTime &now) const;
    [[nodiscard]] static QString heading(Column column);
    /// Numbers and times stand at the trailing edge.
    [[nodiscard]] static bool isTrailing(Column column);

private:
    void renewTimeLeft(const QDateTime &now);
    [[nodiscard]] QString text(Column column, const QDateTime &now) const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString toolTip(Column column) const;
    [[nodiscard]] QString accessibleText(Column column, const QDateTime &now) const;
    [[nodiscard]] QVariant sortValue(Column column, const QDateTime &now) const;
    [[nodiscard]] bool isMuted(Column column) const;
};
