// SPDX-License-Identifier: GPL-3.0-or-later
#include "errorblock.h"

#include "flowlayout.h"
#include "foldedtext.h"
#include "paletteroles.h"
#include "sessioncells.h"
#include "wrappedtext.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

ErrorBlock::ErrorBlock(QWidget *parent)
    : QFrame(parent)
    , m_sentence(new WrappedText)
    , m_serverWords(new FoldedText(tr("Server's own words")))
    , m_serverState(new QLabel)
    , m_cancel(new QPushButton(tr("Cancel on the server")))
    , m_use(new QPushButton(tr("Use these settings")))
    , m_copy(new QPushButton(tr("Copy error")))
    , m_dismiss(new QPushButton(tr("Dismiss")))
{
    setAutoFillBackground(true);
    m_sentence->setAccessibleName(tr("Error"));
    m_sentence->setObjectName(QLatin1String("error"));
    m_serverState->setWordWrap(true);
    auto *buttons = new FlowLayout(8);
    for (QPushButton *button : {m_cancel, m_use, m_copy, m_dismiss}) {
        button->setMinimumHeight(28);
        buttons->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_sentence);
    layout->addWidget(m_serverState);
    layout->addLayout(buttons);
    layout->addWidget(m_serverWords);
    connect(m_cancel, &QPushButton::clicked, this, &ErrorBlock::cancelWished);
    connect(m_use, &QPushButton::clicked, this, &ErrorBlock::useSettingsWished);
    connect(m_copy, &QPushButton::clicked, this, &ErrorBlock::copyWished);
    connect(m_dismiss, &QPushButton::clicked, this, &ErrorBlock::dismissWished);
    hide();
}

void ErrorBlock::setSession(const ShownSession &shown)
{
    const QString sentence = troubleText(shown);
    const bool ended = shown.session.outcome.has_value();
    m_role = shown.face.role;
    m_sentence->setWords(sentence);
    const QString state = serverWordText(shown.session);
    m_serverState->setText(state);
    m_serverState->setVisible(!state.isEmpty());
    m_serverWords->setWords(shown.session.error ? shown.session.error->serverWords : QString());
    m_cancel->setVisible(!ended && shown.session.liveness == Liveness::Orphan);
    m_cancel->setEnabled(shown.isReadable());
    m_cancel->setToolTip(shown.isReadable() ? QString() : literalToolTip(onlyOwnerText(shown.session)));
    m_use->setVisible(ended && shown.isReadable());
    m_copy->setVisible(ended);
    m_dismiss->setVisible(ended);
    setVisible(!sentence.isEmpty());
    paintGround();
}

void ErrorBlock::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        paintGround();
}

void ErrorBlock::paintGround()
{
    const QPalette from = parentWidget() ? parentWidget()->palette() : palette();
    QPalette ground = from;
    const QColor tinted = mixed(from.color(QPalette::Base), roleColour(m_role, from), 0.16);
    ground.setColor(QPalette::Window, tinted);
    ground.setColor(QPalette::WindowText, from.color(QPalette::Text));
    if (ground != palette())
        setPalette(ground);
}
