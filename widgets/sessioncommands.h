// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionfilter.h"

#include <QObject>

class GeneratePage;
class QMenu;
class SessionsPage;
class StatusStrip;
class WindowActions;

/// What the actions about sessions do to the chosen ones: asks where that is called for, offers undo, copies,
/// and passes on the rest as wishes.
class SessionCommands : public QObject
{
    Q_OBJECT
public:
    struct Parts {
        SessionModel &sessions;
        SessionFilter &filter;
        SessionsPage &page;
        GeneratePage &generate;
        WindowActions &actions;
        StatusStrip &status;
        QWidget *window;
    };
    explicit SessionCommands(const Parts &parts);

    /// Which actions would do something now.
    void renewActions();
    void cancel(const QStringList &ids, bool byDeleteKey = false);
    void dismiss(const QStringList &chosen);
    void openMenu(const QPoint &globalPosition);
    void copyError(const ShownSession &shown);
    void copyText(const QString &text, const QString &said);

Q_SIGNALS:
    void cancelWished(const QStringList &sessionIds);
    void dismissWished(const QStringList &sessionIds);
    void restoreWished(const QStringList &sessionIds);
    void openFileWished(const QString &file);
    void openFolderWished(const QString &folder);
    void showInFolderWished(const QString &file);
    void useSettingsWished(const QString &sessionId);
    void selectProjectWished(const QString &folder);

private:
    void connectActions();
    void open();
    void openFolder();
    void showInFolder();
    void onDeleteKey();
    void cancelAll();
    void copyPrompt();
    void copyId();
    void copyCommand();
    /// The result of the form while that is in sight; else the chosen rows, or what the details show where no
    /// row is chosen. Never what is out of sight.
    [[nodiscard]] QStringList chosen() const;
    [[nodiscard]] QString current() const;
    [[nodiscard]] bool isFormInSight() const;
    [[nodiscard]] QStringList live(const QStringList &ids) const;
    [[nodiscard]] QStringList ended(const QStringList &ids) const;
    [[nodiscard]] QString whyNotCancellable(const QString &id) const;

    Parts m;
};
