// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formorder.h"
#include "notice.h"
#include "picture.h"
#include "projectmodel.h"
#include "statusreport.h"

#include <QMainWindow>
#include <QUrl>

#include <memory>

class QSettings;

/// The window: gets values, emits wishes; touches no network and no files. Whoever made it fulfils the wishes
/// and feeds the models.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// All given in must outlive the window. `memory` keeps geometry, columns and choices.
    MainWindow(SessionModel &sessions, ProjectModel &projects, QSettings &memory, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Server state, its button and its banner. Sessions come through the model.
    void setReport(const StatusReport &report);
    /// The server's models, for the form.
    void setModels(const QList<ServerModel> &models);
    /// Adds, replaces (same kind and `about`) or, with an empty text, takes back a sentence above the pages.
    void setNotice(const Notice &notice);
    /// Says something in the status bar for 5 s.
    void say(const QString &sentence);

    /// The newest preview of a live session; a null image where there is none.
    void setPreview(const QString &sessionId, const QImage &image);
    /// Without a private runtime folder there are no live previews, and the details say so.
    void setPreviewsAvailable(bool available);
    /// Finished pictures, as asked for by picturesWished().
    void setPictures(const QString &sessionId, const QList<Picture> &pictures);

    void showSession(const QString &sessionId);
    void showSessions();
    void showGenerate();
    /// Empty: all projects.
    void setCurrentProject(const QString &folder);
    [[nodiscard]] QString currentProject() const;

    /// The newest session that the form started: shown beside it.
    void setOwnSession(const QString &sessionId);
    /// The form's order could not be started.
    void setOrderProblem(const Error &error);
    [[nodiscard]] FormOrder form() const;
    void setForm(const FormOrder &form);

    /// Asks whether to quit while sessions of this program run: answered by quitConfirmed() or
    /// keepRunningWished().
    void askQuit(int ownSessions, bool tray);
    /// Keeps geometry, columns and choices now; also done when the window is closed or destroyed.
    void remember();

Q_SIGNALS:
    void addFolderWished(const QStringList &folders); ///< dropped ones
    void pickFolderWished();
    void watchWished(const QString &folder);
    void removeProjectWished(const QString &folder); ///< undone by watchWished()
    /// Already confirmed where that was called for.
    void cancelWished(const QStringList &sessionIds);
    void dismissWished(const QStringList &sessionIds);
    void restoreWished(const QStringList &sessionIds); ///< undoes dismissWished()
    void generateWished(const FormOrder &order);
    /// The one session whose live preview is in sight now; empty: none is.
    void previewWished(const QString &sessionId);
    void picturesWished(const QString &sessionId, const QStringList &files);
    void openFileWished(const QString &file);
    void openFolderWished(const QString &folder);
    void showInFolderWished(const QString &file);
    void openUrlWished(const QUrl &url);
    /// Server and folders are to be looked at now.
    void checkWished();
    void demoWished();
    /// The window is to go: hide it, or quit. The window itself stays as it is.
    void closeWished();
    void quitWished();
    void quitConfirmed();
    void keepRunningWished();
    /// Became visible, or was hidden or minimised.
    void shownChanged(bool shown);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void setReadableHints();

    class Private;
    std::unique_ptr<Private> d;
};
