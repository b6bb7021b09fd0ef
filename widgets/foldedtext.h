// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;
class WrappedText;

/// A heading with an arrow that unfolds a text below it. Hidden while there is no text.
class FoldedText : public QWidget
{
    Q_OBJECT
public:
    explicit FoldedText(const QString &heading, QWidget *parent = nullptr);

    void setWords(const QString &words);
    [[nodiscard]] QString words() const;

private:
    QToolButton *m_heading;
    WrappedText *m_text;
};
