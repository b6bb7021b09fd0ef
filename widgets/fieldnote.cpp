// SPDX-License-Identifier: GPL-3.0-or-later
#include "fieldnote.h"

#include "glyphs.h"
#include "paletteroles.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

FieldNote::FieldNote(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new QLabel)
    , m_text(new QLabel)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(6);
    layout->addWidget(m_glyph, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    hide();
    paintRole();
}

void FieldNote::setSentence(const QString &sentence)
{
    m_text->setText(sentence);
    setVisible(!sentence.isEmpty());
}

QString FieldNote::sentence() const
{
    return m_text->text();
}

void FieldNote::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        paintRole();
}

void FieldNote::paintRole()
{
    QPalette own = palette();
    const QColor negative = roleColour(ColourRole::Negative, own);
    own.setColor(QPalette::WindowText, negative);
    m_text->setPalette(own);
    m_glyph->setPixmap(glyphPixmap(u"state-failed"_s, 16, negative, devicePixelRatioF()));
}
