// SPDX-License-Identifier: GPL-3.0-or-later
#include "wrappedtext.h"

#include <QWheelEvent>

#include <cmath>

WrappedText::WrappedText(QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setFrameShape(NoFrame);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setContextMenuPolicy(Qt::DefaultContextMenu);
}

void WrappedText::setWords(const QString &words)
{
    if (words == toPlainText())
        return;
    setPlainText(words);
    fit();
}

QSize WrappedText::sizeHint() const
{
    return {120, height()};
}

QSize WrappedText::minimumSizeHint() const
{
    return {40, fontMetrics().height()};
}

void WrappedText::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fit();
}

void WrappedText::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the pane around it scrolls
}

void WrappedText::fit()
{
    document()->setTextWidth(viewport()->width());
    setFixedHeight(std::max(int(std::ceil(document()->size().height())), fontMetrics().height()));
}
