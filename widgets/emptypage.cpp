// SPDX-License-Identifier: GPL-3.0-or-later
#include "emptypage.h"

#include "glyphs.h"
#include "paletteroles.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

EmptyPage::EmptyPage(const QString &glyph, QWidget *parent)
    : QWidget(parent)
    , m_glyphName(glyph)
    , m_glyph(new QLabel)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_column(new QVBoxLayout(this))
    , m_buttons(new QHBoxLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_title->setFont(large);
    for (QLabel *label : {m_glyph, m_title, m_text}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(label != m_glyph);
        label->setTextFormat(Qt::PlainText);
        label->setForegroundRole(QPalette::Text);
    }
    m_column->setContentsMargins(24, 24, 24, 24);
    m_column->setSpacing(12);
    m_column->addStretch(1);
    m_column->addWidget(m_glyph);
    m_column->addWidget(m_title);
    auto *middle = new QHBoxLayout; // a text as wide as one reads comfortably
    m_text->setMaximumWidth(540);
    middle->addStretch(1);
    middle->addWidget(m_text, 20);
    middle->addStretch(1);
    m_column->addLayout(middle);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
    m_column->addLayout(m_buttons);
    m_column->addStretch(1);
    renewGlyph();
}

void EmptyPage::setWords(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

QPushButton *EmptyPage::addButton(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setMinimumHeight(28);
    button->setAutoDefault(true);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    if (!m_first) {
        m_first = button;
        setFocusProxy(button);
    }
    return button;
}

void EmptyPage::addBelow(QWidget *widget)
{
    m_column->insertWidget(m_column->count() - 1, widget, 0, Qt::AlignHCenter);
}

QString EmptyPage::title() const
{
    return m_title->text();
}

void EmptyPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        renewGlyph();
}

void EmptyPage::renewGlyph()
{
    m_glyph->setPixmap(glyphPixmap(m_glyphName, 64, roleColour(ColourRole::Muted, palette()),
                                   devicePixelRatioF(), layoutDirection()));
}
