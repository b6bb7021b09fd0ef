// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusstrip.h"

#include "glyphs.h"
#include "serverwords.h"
#include "sessioncells.h"

#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto messageTime = 5s;
constexpr auto undoTime = 10s;

QToolButton *flatButton(const QString &name, const QString &id)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setMinimumHeight(24);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    button->setObjectName(id);
    return button;
}

} // namespace

StatusStrip::StatusStrip(QWidget *parent)
    : QStatusBar(parent)
    , m_summary(flatButton(tr("Summary"), u"summary"_s))
    , m_message(new QLabel)
    , m_undoButton(new QPushButton(tr("Undo")))
    , m_server(new QPushButton)
{
    setMinimumHeight(30);
    m_message->setAccessibleName(tr("Message"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setObjectName(u"message"_s);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // gives way in a narrow window
    m_undoButton->setMinimumHeight(24);
    m_undoButton->hide();
    m_server->setFlat(true);
    m_server->setMinimumHeight(24);
    m_server->setAccessibleName(tr("Server state"));
    m_server->setObjectName(u"serverState"_s);
    m_server->setMenu(new QMenu(m_server));
    m_summary->setCheckable(true);
    addWidget(m_summary);
    addWidget(m_message, 1);
    addWidget(m_undoButton);
    addPermanentWidget(m_server);
    m_clear.setSingleShot(true);
    connect(&m_clear, &QTimer::timeout, this, &StatusStrip::clearMessage);
    connect(m_undoButton, &QPushButton::clicked, this, &StatusStrip::undo);
    connect(m_summary, &QToolButton::clicked, this, &StatusStrip::summaryPressed);
}

void StatusStrip::setSummary(const QString &summary, bool pressed)
{
    m_summary->setText(summary);
    m_summary->setAccessibleDescription(summary);
    m_summary->setChecked(pressed);
    m_summary->setToolTip(pressed ? tr("Show all sessions") : tr("Show what needs attention"));
}

void StatusStrip::setServer(const ServerFacts &facts, const QDateTime &silentSince, bool recording)
{
    m_facts = facts;
    m_silentSince = silentSince;
    m_recording = recording;
    renewServer();
}

void StatusStrip::say(const QString &sentence)
{
    clearMessage();
    m_message->setText(sentence);
    m_message->setToolTip(literalToolTip(sentence));
    m_message->setAccessibleDescription(sentence);
    m_clear.start(messageTime);
}

void StatusStrip::offerUndo(const QString &sentence, std::function<void()> undo)
{
    say(sentence);
    m_undo = std::move(undo);
    m_undoButton->show();
    m_clear.start(undoTime);
    Q_EMIT undoOffered(true);
}

void StatusStrip::undo()
{
    const auto undoing = std::exchange(m_undo, {});
    clearMessage();
    if (undoing)
        undoing();
}

QWidget *StatusStrip::summaryButton() const
{
    return m_summary;
}

void StatusStrip::addServerAction(QAction *action)
{
    m_server->menu()->addAction(action);
}

void StatusStrip::changeEvent(QEvent *event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        renewServer();
}

void StatusStrip::clearMessage()
{
    m_clear.stop();
    m_message->clear();
    m_message->setToolTip({});
    m_message->setAccessibleDescription({});
    m_undo = {};
    m_undoButton->hide();
    Q_EMIT undoOffered(false);
}

void StatusStrip::renewServer()
{
    const bool answers = m_facts.state == ServerFacts::State::Online;
    const bool asked = m_facts.state != ServerFacts::State::Unknown;
    const QString state = serverStateText(m_facts, m_silentSince);
    const ColourRole role = answers ? ColourRole::Positive : asked ? ColourRole::Caution : ColourRole::Muted;
    m_server->setIcon(glyphIcon(answers || !asked ? u"server"_s : u"server-off"_s, role, palette()));
    m_server->setText(m_recording ? state : tr("▲ not recorded  %1").arg(state));
    m_server->setAccessibleDescription(m_server->text());
}
