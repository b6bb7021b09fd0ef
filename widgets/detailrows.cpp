// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailrows.h"

#include "foldedtext.h"
#include "glyphs.h"
#include "sessioncells.h"
#include "statusreport.h"
#include "wrappedtext.h"

#include <QEvent>
#include <QGridLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace
{

/// Ids, numbers and paths stay left to right in every language.
QString isolated(const QString &text)
{
    return text.isEmpty() ? text : QChar(0x2066) + text + QChar(0x2069);
}

QString plain(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &part : array)
            parts << plain(part);
        return parts.join(", "_L1);
    }
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return value.toVariant().toString();
}

QString sizeText(const QJsonObject &parameters)
{
    const QString width = plain(parameters["width"_L1]);
    const QString height = plain(parameters["height"_L1]);
    return width.isEmpty() || height.isEmpty() ? QString() : DetailRows::tr("%1 × %2").arg(width, height);
}

QString allParameters(const QJsonObject &parameters)
{
    QStringList lines;
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        lines << it.key() + ": "_L1 + plain(it.value());
    return lines.join(u'\n');
}

QString ownerText(const ShownSession &shown)
{
    const auto &owner = shown.session.session.owner;
    return owner ? DetailRows::tr("%1, process %2 on %3").arg(owner->user).arg(owner->pid).arg(owner->host)
                 : shown.owner;
}

} // namespace

DetailRows::DetailRows(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_project(new QLabel)
    , m_all(new FoldedText(tr("All parameters")))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    addText(Prompt, tr("Prompt"));
    m_texts[Prompt]->setAccessibleName(tr("Prompt text"));
    m_texts[Prompt]->setObjectName(u"promptText"_s);
    addText(Negative, tr("Negative"));
    addText(Model, tr("Model"));
    addText(Loras, tr("LoRAs"));
    addText(Size, tr("Size"));
    addText(Seed, tr("Seed"));
    addText(Steps, tr("Steps"));
    addText(Cfg, tr("CFG"));
    addText(OwnerField, tr("Owner"));
    addText(Server, tr("Server"));
    m_project->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_project->setWordWrap(true);
    connect(m_project, &QLabel::linkActivated, this, &DetailRows::projectWished);
    addRow(Project, tr("Project"), m_project);
    addText(Started, tr("Started"));
    addText(Id, tr("ID"));
    m_grid->addWidget(m_all, m_grid->rowCount(), 0, 1, 2);
}

void DetailRows::setSession(const ShownSession &shown)
{
    const FollowedSession &session = shown.session;
    const QJsonObject asked = shown.isReadable() ? session.ticket->parameters : QJsonObject();
    set(Prompt, session.prompt());
    set(Negative, plain(asked["negativeprompt"_L1]));
    set(Model, plain(asked["model"_L1]));
    set(Loras, plain(asked["loras"_L1]));
    set(Size, sizeText(asked));
    set(Seed, isolated(plain(asked["seed"_L1])));
    set(Steps, plain(asked["steps"_L1]));
    set(Cfg, plain(asked["cfgscale"_L1]));
    set(OwnerField, ownerText(shown));
    set(Server, isolated(serverName(session.session.server)));
    setProject(shown);
    set(Started, timeText(session.session.startTime, shown.now));
    const QString &id = shown.id();
    set(Id, isolated(isForeign(id) ? shortId(id) : id));
    m_all->setWords(allParameters(asked));
}

void DetailRows::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_copy)
        m_copy->setIcon(glyphIcon(u"action-copy"_s, palette()));
}

void DetailRows::addRow(Field field, const QString &label, QWidget *value)
{
    auto *name = new QLabel(label);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setAlignment(Qt::AlignTrailing | Qt::AlignTop);
    const int row = m_grid->rowCount();
    m_grid->addWidget(name, row, 0, Qt::AlignTop);
    m_grid->addWidget(value, row, 1);
    m_rows[field] = {name, value};
}

void DetailRows::addText(Field field, const QString &label)
{
    auto *text = new WrappedText;
    const bool isCopied = field == Prompt || field == Seed || field == Server || field == Id;
    text->setFocusPolicy(isCopied ? Qt::StrongFocus : Qt::ClickFocus);
    text->setAccessibleName(tr("%1 of the session", "accessible name of a value").arg(label));
    m_texts[field] = text;
    if (field != Prompt) {
        addRow(field, label, text);
        return;
    }
    m_copy = new QToolButton;
    m_copy->setIcon(glyphIcon(u"action-copy"_s, palette()));
    m_copy->setAutoRaise(true);
    m_copy->setFixedSize(24, 24);
    m_copy->setAccessibleName(tr("Copy prompt"));
    m_copy->setToolTip(tr("Copy prompt"));
    connect(m_copy, &QToolButton::clicked, this, &DetailRows::copyPromptWished);
    auto *both = new QWidget;
    auto *layout = new QHBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(text, 1, Qt::AlignTop);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    addRow(field, label, both);
}

void DetailRows::set(Field field, const QString &value)
{
    m_texts[field]->setWords(value);
    showRow(field, !value.isEmpty());
}

void DetailRows::showRow(Field field, bool shown)
{
    for (QWidget *part : m_rows[field])
        part->setVisible(shown);
}

void DetailRows::setProject(const ShownSession &shown)
{
    const QString &folder = shown.session.project;
    m_project->setText("<a href=\"folder\">"_L1 + folderName(folder).toHtmlEscaped() + "</a>"_L1);
    m_project->setToolTip(literalToolTip(folder));
    showRow(Project, !folder.isEmpty());
}
