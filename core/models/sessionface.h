// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "followedsession.h"

#include <QCoreApplication>

/// The drawings that stand for states: one meaning, one drawing, on every desktop.
enum class Glyph {
    Pending,
    Generating,
    Cancelling,
    Orphan,
    Stopped,
    Silent,
    Completed,
    Partial,
    Failed,
    Cancelled,
    Interrupted,
    Ended
};

/// What a colour is to say; the colour itself depends on the palette.
enum class ColourRole { Active, Positive, Negative, Caution, Muted };

/// How a progress bar is to be drawn. Nothing is ever invented: without a figure there is no percent.
enum class BarKind {
    None, ///< it is over
    Empty, ///< it waits
    NoFigure, ///< it works, and the server sends no progress
    Figure
};

/// The default order of a list of sessions: problems first, ended ones last.
enum class SortRank { Attention = 1, Working, Waiting, Ended };

/// How a session shows itself: decided once here, then painted, listed and spoken everywhere. A plain value,
/// made of a session alone.
struct SessionFace {
    Q_DECLARE_TR_FUNCTIONS(SessionFace)
public:
    QString label = {}; ///< "Generating"
    Glyph glyph = Glyph::Ended;
    ColourRole role = ColourRole::Muted;
    SortRank rank = SortRank::Ended;
    BarKind bar = BarKind::None;
    QString description = {}; ///< one or two sentences: tooltip and accessible description

    /// `cancelAge` is how long a request to cancel has been waiting for its answer.
    [[nodiscard]] static SessionFace of(const FollowedSession &session,
                                        std::chrono::milliseconds cancelAge = {});
    /// Every label there is, for measuring.
    [[nodiscard]] static QStringList allLabels();
};

/// "2 of 4"; empty where the number asked for is not known.
[[nodiscard]] QString imagesText(const FollowedSession &session);
/// "45 %"; empty while there is no figure.
[[nodiscard]] QString percentText(const FollowedSession &session);
/// "0:42", "41:17", "1:12:40".
[[nodiscard]] QString clockText(std::chrono::seconds duration);
/// "about 20 s", "about 3 min", "about 1 h 10 min", "over a day".
[[nodiscard]] QString aboutText(std::chrono::seconds remaining);
/// The label its starter gave, else the first line of the prompt, else empty.
[[nodiscard]] QString sessionTitle(const FollowedSession &session);
/// The last part of a folder's path.
[[nodiscard]] QString folderName(const QString &path);
/// Images that are there.
[[nodiscard]] int imagesDone(const FollowedSession &session);
/// Finished pictures as saved here, as far as this user may know them.
[[nodiscard]] QStringList picturesOf(const FollowedSession &session);
/// Started by a program of that person; what the earlier version runs is nobody's.
[[nodiscard]] bool isOfUser(const FollowedSession &session, const QString &user);
/// Failed, partly done or interrupted.
[[nodiscard]] bool isProblem(Outcome outcome);
