// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverfacts.h"

#include <QStatusBar>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

/// The bottom of the window: what runs (a button), what was just said or can be undone, and the server (a
/// button with a menu).
class StatusStrip : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setSummary(const QString &summary, bool pressed);
    void setServer(const ServerFacts &facts, const QDateTime &silentSince, bool recording);
    /// For 5 s.
    void say(const QString &sentence);
    /// For 10 s, with a button (and Ctrl+Z) that undoes it once.
    void offerUndo(const QString &sentence, std::function<void()> undo);
    void undo();

    [[nodiscard]] QWidget *summaryButton() const;
    void addServerAction(QAction *action);

Q_SIGNALS:
    void summaryPressed();
    void undoOffered(bool offered);

protected:
    void changeEvent(QEvent *event) override;

private:
    void clearMessage();
    void renewServer();

    QToolButton *m_summary;
    QLabel *m_message;
    QPushButton *m_undoButton;
    QPushButton *m_server;
    QTimer m_clear;
    std::function<void()> m_undo;
    ServerFacts m_facts;
    QDateTime m_silentSince;
    bool m_recording = true;
};
