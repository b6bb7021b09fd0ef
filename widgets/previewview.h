// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

/// A picture as large as the room allows, its sides kept, never enlarged over twice; or a sentence why there
/// is none.
class PreviewView : public QWidget
{
    Q_OBJECT
public:
    /// `tallest` in logical pixels; 0: as tall as the room.
    explicit PreviewView(int tallest, QWidget *parent = nullptr);

    /// `tallest` in logical pixels, over 0 where it was.
    void setTallest(int tallest);
    void setImage(const QImage &image);
    /// Shown where there is no picture.
    void setSentence(const QString &sentence);
    [[nodiscard]] const QImage &image() const { return m_image; }
    [[nodiscard]] QString sentence() const { return m_sentence; }

    [[nodiscard]] bool hasHeightForWidth() const override { return m_tallest > 0; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QSize fitted(const QSize &room) const;

    int m_tallest;
    QImage m_image;
    QString m_sentence;
};
