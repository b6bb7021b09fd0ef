// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture.h"
#include "shownsession.h"

#include <QWidget>

class ErrorBlock;
class PictureTiles;
class PreviewView;
class QLabel;
class QPushButton;

/// The newest session that this window started: its preview or last picture as large as can be, how far it
/// is, its pictures.
class ResultView : public QWidget
{
    Q_OBJECT
public:
    explicit ResultView(QWidget *parent = nullptr);

    void setSession(const ShownSession &shown);
    /// Only the picture: there is no room for tiles.
    void setNarrow(bool narrow);
    void setPreview(const QImage &image);
    void setPictures(const QList<Picture> &pictures);
    [[nodiscard]] const ShownSession &shown() const { return m_shown; }

Q_SIGNALS:
    void cancelWished(const QString &sessionId);
    void openFileWished(const QString &file);
    void copyErrorWished();
    void dismissWished(const QString &sessionId);
    void useSettingsWished(const QString &sessionId);

private:
    void showPicture();

    bool m_narrow = false;
    ShownSession m_shown;
    QImage m_preview;
    QImage m_lastPicture;
    PreviewView *m_view;
    QLabel *m_line;
    QPushButton *m_cancel;
    ErrorBlock *m_error;
    PictureTiles *m_tiles;
};
