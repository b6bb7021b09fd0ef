// SPDX-License-Identifier: GPL-3.0-or-later
#include "banner.h"

#include "glyphs.h"
#include "paletteroles.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

bool isAboutServer(Notice::Kind kind)
{
    return kind == Notice::Kind::ServerOffline || kind == Notice::Kind::ServerUnauthorised;
}

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_glyph(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
    , m_close(new QToolButton)
{
    setAutoFillBackground(true);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setMinimumHeight(28);
    m_close->setText(u"×"_s);
    m_close->setAutoRaise(true);
    m_close->setFixedSize(24, 24);
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_close->setAccessibleName(tr("Close the notice"));
    m_close->setToolTip(tr("Close the notice"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_glyph);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    connect(m_action, &QPushButton::clicked, this, &Banner::act);
    connect(m_close, &QToolButton::clicked, this,
            [this] { set({.kind = m_shown.kind, .text = {}, .about = m_shown.about}); });
    hide();
}

void Banner::set(const Notice &notice)
{
    const auto same
        = [&](const Notice &known) { return known.kind == notice.kind && known.about == notice.about; };
    m_notices.removeIf(same);
    if (!notice.text.isEmpty())
        m_notices << notice;
    showWorst();
}

QString Banner::text() const
{
    return m_shown.text;
}

bool Banner::holds(Notice::Kind kind) const
{
    return std::ranges::find(m_notices, kind, &Notice::kind) != m_notices.end();
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        paintGround();
}

void Banner::showWorst()
{
    const auto worst = std::ranges::max_element(m_notices, {}, &Notice::kind);
    m_shown = worst == m_notices.end() ? Notice() : *worst;
    m_text->setText(m_shown.text);
    m_action->setText(isAboutServer(m_shown.kind) ? tr("Try again") : tr("Remove from list"));
    m_action->setVisible(isAboutServer(m_shown.kind) || m_shown.kind == Notice::Kind::FolderGone);
    setVisible(!m_shown.text.isEmpty());
    paintGround();
}

void Banner::paintGround()
{
    const QPalette from = parentWidget() ? parentWidget()->palette() : palette();
    const bool server = isAboutServer(m_shown.kind);
    QPalette ground = from;
    ground.setColor(QPalette::Window,
                    mixed(from.color(QPalette::Base), roleColour(ColourRole::Caution, from), 0.16));
    ground.setColor(QPalette::WindowText, from.color(QPalette::Text));
    if (ground != palette())
        setPalette(ground);
    m_glyph->setPixmap(glyphPixmap(server ? u"server-off"_s : u"state-orphan"_s, 16,
                                   roleColour(ColourRole::Caution, from), devicePixelRatioF()));
}

void Banner::act()
{
    if (isAboutServer(m_shown.kind))
        Q_EMIT tryAgainWished();
    else
        Q_EMIT removeProjectWished(m_shown.about);
}
