// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionfilterbox.h"

#include "glyphs.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

SessionFilterBox::SessionFilterBox(QWidget *parent)
    : QWidget(parent)
    , m_count(new QLabel)
    , m_edit(new QLineEdit)
    , m_glass(new QAction(this))
{
    m_edit->setObjectName(u"filterSessions"_s);
    m_edit->setAccessibleName(tr("Filter sessions"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumHeight(26);
    m_edit->addAction(m_glass, QLineEdit::LeadingPosition);
    m_edit->installEventFilter(this);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 4, 0);
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_count);
    layout->addWidget(m_edit);
    setNarrow(false);
    renewIcon();
    connect(m_edit, &QLineEdit::textChanged, this, &SessionFilterBox::textChanged);
    connect(m_edit, &QLineEdit::returnPressed, this, &SessionFilterBox::left);
}

void SessionFilterBox::setNarrow(bool narrow)
{
    m_edit->setPlaceholderText(narrow ? tr("Filter") : tr("Filter sessions"));
    m_edit->setFixedWidth(narrow ? 120 : 220);
}

void SessionFilterBox::setCount(const QString &count)
{
    m_count->setText(count);
    m_count->setVisible(!count.isEmpty());
}

void SessionFilterBox::clear()
{
    m_edit->clear();
}

bool SessionFilterBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_edit->text().isEmpty() ? Q_EMIT left() : m_edit->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SessionFilterBox::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        renewIcon();
}

void SessionFilterBox::renewIcon()
{
    m_glass->setIcon(glyphIcon(u"action-search"_s, ColourRole::Muted, palette()));
}
