// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture.h"
#include "shownsession.h"

#include <QScrollArea>

class DetailRows;
class ErrorBlock;
class PictureTiles;
class PreviewView;
class QLabel;
class QPushButton;

/// All about the session that was chosen last: preview, how far it is, what went wrong, its pictures, what
/// was asked for and who runs it. Scrolls as one.
class SessionDetails : public QScrollArea
{
    Q_OBJECT
public:
    explicit SessionDetails(QWidget *parent = nullptr);

    void setSession(const ShownSession &shown);
    /// Several are chosen: how many in which state.
    void showSeveral(const QString &counts, int cancellable);
    void showNothing();
    [[nodiscard]] const ShownSession &shown() const { return m_shown; }

    void setPreview(const QImage &image);
    void setPreviewsAvailable(bool available);
    void setPictures(const QList<Picture> &pictures);
    /// What takes the focus when one goes to the details.
    [[nodiscard]] QWidget *firstStop() const;
    /// Narrow windows show details in place of the list.
    void setBackButton(bool shown);

Q_SIGNALS:
    void backWished();
    void cancelWished();
    void useSettingsWished();
    void copyErrorWished();
    void copyPromptWished();
    void dismissWished();
    void openFolderWished();
    void openFileWished(const QString &file);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTiles();
    QWidget *makeButtons();
    void connectWishes();
    void showPreview();

    ShownSession m_shown;
    QImage m_preview;
    QImage m_lastPicture;
    bool m_previewsAvailable = true;
    QPushButton *m_back;
    PreviewView *m_view;
    QLabel *m_line;
    ErrorBlock *m_error;
    QLabel *m_imagesLine;
    PictureTiles *m_tiles;
    QLabel *m_private;
    DetailRows *m_rows;
    QPushButton *m_cancel;
    QPushButton *m_open;
};
