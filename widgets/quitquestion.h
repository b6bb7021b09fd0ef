// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

#include <functional>

class QWidget;

/// "2 sessions run in this program. Quitting stops them." Keeping them running is the default and what Escape
/// means.
struct QuitQuestion {
    Q_DECLARE_TR_FUNCTIONS(QuitQuestion)
public:
    int sessions = 0;
    bool tray = true; ///< there is a tray to keep running in

    /// Opens the box and returns; `answered` is told whether to quit.
    void ask(QWidget *parent, std::function<void(bool quits)> answered) const;
};
