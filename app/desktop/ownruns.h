// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formorder.h"
#include "generationrun.h"
#include "watchedproject.h"

#include <map>
#include <memory>

/// The generations that this program runs itself.
class OwnRuns : public QObject
{
    Q_OBJECT
public:
    explicit OwnRuns(DesktopParts &parts, QObject *parent = nullptr);
    ~OwnRuns() override;

    /// Starts one in a project, which must outlive it. Returns its session id.
    QString start(const FormOrder &order, WatchedProject &project);

    [[nodiscard]] bool has(const QString &sessionId) const { return m_runs.contains(sessionId); }
    [[nodiscard]] bool hasAnyIn(const QString &stateFile) const;
    [[nodiscard]] int count() const { return static_cast<int>(m_runs.size()); }
    void cancel(const QString &sessionId);
    void cancelAll();

Q_SIGNALS:
    void warned(const QString &project, const Error &error);
    void ended(const QString &sessionId, const RunResult &result);

private:
    void onFinished(const QString &sessionId, const RunResult &result);

    DesktopParts &m_parts;
    std::map<QString, std::unique_ptr<GenerationRun>> m_runs; ///< by session id
};
