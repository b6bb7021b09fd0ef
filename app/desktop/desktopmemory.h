// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formorder.h"

#include <QSettings>

/// What the desktop remembers from one start to the next: watched folders, the form (its prompt is private,
/// so the file is 0600) and what the window keeps for itself.
class DesktopMemory
{
public:
    /// `configurationFolder` is created where it is missing. Where that fails nothing is remembered.
    explicit DesktopMemory(const QString &configurationFolder);

    /// For what the window keeps: geometry, columns, choices.
    [[nodiscard]] QSettings &settings() { return m_settings; }

    [[nodiscard]] QStringList watched() const;
    void setWatched(const QStringList &folders);
    [[nodiscard]] bool hasForm() const; ///< not so at the first start
    [[nodiscard]] FormOrder form() const;
    void setForm(const FormOrder &form);
    /// Closing the window was explained once.
    [[nodiscard]] bool isCloseExplained() const;
    void setCloseExplained();
    /// Writes what is not written yet.
    void save() { m_settings.sync(); }

private:
    QSettings m_settings;
};
