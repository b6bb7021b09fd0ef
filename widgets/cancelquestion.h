// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shownsession.h"

#include <functional>

class QWidget;

/// Whether stopping sessions loses work or hits others, and the box that asks then. What can be undone, and
/// what has hardly begun, is not asked.
struct CancelQuestion {
    Q_DECLARE_TR_FUNCTIONS(CancelQuestion)
public:
    QList<ShownSession> sessions = {};
    QString thisUser = {};
    QString thisHost = {};
    bool byDeleteKey = false;

    [[nodiscard]] bool isNeeded() const;
    [[nodiscard]] QString title() const; ///< "Cancel this session?"
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString confirmText() const; ///< "Cancel session"; never just "Cancel"

    /// Opens the box over `parent` and returns; `confirmed` is called when it is answered so. "Keep running"
    /// is the default and what Escape means.
    void ask(QWidget *parent, std::function<void()> confirmed) const;
};
