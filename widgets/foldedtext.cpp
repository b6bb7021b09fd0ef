// SPDX-License-Identifier: GPL-3.0-or-later
#include "foldedtext.h"

#include "wrappedtext.h"

#include <QToolButton>
#include <QVBoxLayout>

FoldedText::FoldedText(const QString &heading, QWidget *parent)
    : QWidget(parent)
    , m_heading(new QToolButton)
    , m_text(new WrappedText)
{
    m_heading->setText(heading);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setArrowType(Qt::RightArrow);
    m_heading->setAutoRaise(true);
    m_heading->setCheckable(true);
    m_heading->setMinimumHeight(24);
    m_text->setAccessibleName(tr("%1, text").arg(heading));
    m_text->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_heading, 0, Qt::AlignLeading);
    layout->addWidget(m_text);
    connect(m_heading, &QToolButton::toggled, this, [this](bool open) {
        m_heading->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_text->setVisible(open);
    });
    hide();
}

void FoldedText::setWords(const QString &words)
{
    m_text->setWords(words);
    setVisible(!words.isEmpty());
}

QString FoldedText::words() const
{
    return m_text->words();
}
