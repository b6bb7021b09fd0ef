// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectlist.h"

#include "glyphs.h"
#include "projectdelegate.h"

#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace
{

bool isOffered(const QModelIndex &index)
{
    return index.data(ProjectModel::KindRole).toInt() == int(ProjectModel::Kind::Offered);
}

} // namespace

ProjectList::ProjectList(ProjectModel &projects, QWidget *parent)
    : QWidget(parent)
    , m_projects(projects)
    , m_view(new QListView)
    , m_add(new QToolButton)
{
    m_view->setObjectName(u"projects"_s);
    m_view->setAccessibleName(tr("Projects"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setItemDelegate(new ProjectDelegate(m_view));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    // Connected before the view's own answer, which would choose the neighbour.
    connect(&projects, &QAbstractItemModel::rowsAboutToBeRemoved, this, &ProjectList::leaveRemoved);
    m_view->setModel(&projects);
    m_view->viewport()->installEventFilter(this);
    m_view->installEventFilter(this);
    m_add->setObjectName(u"addProjectFolder"_s);
    m_add->setAccessibleName(tr("Add project folder"));
    m_add->setText(tr("Add project folder…"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setAutoRaise(true);
    m_add->setFocusPolicy(Qt::StrongFocus);
    m_add->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_add->setMinimumHeight(32);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_add);
    connect(m_add, &QToolButton::clicked, this, &ProjectList::pickFolderWished);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ProjectList::openMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProjectList::choose);
    // The mark stays with the project in sight while an offered one has the focus.
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_view->selectionModel()->hasSelection() && isOffered(m_view->currentIndex()))
            m_view->selectionModel()->select(m_projects.indexOf(m_chosen), QItemSelectionModel::Select);
    });
    m_view->setCurrentIndex(projects.index(0));
    renewIcon();
}

void ProjectList::choose(const QModelIndex &index)
{
    if (isOffered(index))
        return;
    m_chosen = index.data(ProjectModel::PathRole).toString();
    Q_EMIT chosen(m_chosen);
}

void ProjectList::setCurrentFolder(const QString &folder)
{
    const QModelIndex index = m_projects.indexOf(folder);
    m_view->setCurrentIndex(index.isValid() ? index : m_projects.index(0));
}

QWidget *ProjectList::addButton() const
{
    return m_add;
}

void ProjectList::setEmpty(bool empty)
{
    m_view->viewport()->setVisible(!empty);
}

bool ProjectList::eventFilter(QObject *watched, QEvent *event)
{
    const bool handled = watched == m_view->viewport() ? onMouse(event)
        : watched == m_view && event->type() == QEvent::KeyPress
        ? onKey(static_cast<QKeyEvent *>(event)->key())
        : false;
    return handled || QWidget::eventFilter(watched, event);
}

bool ProjectList::onMouse(QEvent *event)
{
    const QEvent::Type type = event->type();
    const bool press = type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick;
    if (!press && type != QEvent::MouseButtonRelease)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const QModelIndex index = m_view->indexAt(mouse->pos());
    if (!isOffered(index))
        return false;
    if (press) { // the view would take the mark from the project in sight
        m_view->setFocus(Qt::MouseFocusReason);
        m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        return true;
    }
    QStyleOptionViewItem option;
    option.initFrom(m_view);
    option.rect = m_view->visualRect(index);
    if (mouse->button() == Qt::LeftButton
        && ProjectDelegate::watchButton(option, index).contains(mouse->pos()))
        watchAt(index);
    return true;
}

bool ProjectList::onKey(int key)
{
    const QModelIndex index = m_view->currentIndex();
    if (!isOffered(index) || (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Space))
        return false;
    watchAt(index);
    return true;
}

void ProjectList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        renewIcon();
}

void ProjectList::openMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    const QString folder = index.data(ProjectModel::PathRole).toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, auto wish) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, folder, wish] {
            Q_EMIT(this->*wish)(folder);
        });
    };
    if (isOffered(index)) {
        add(tr("Watch"), &ProjectList::watchWished);
        add(tr("Copy path"), &ProjectList::copyPathWished);
    } else if (!folder.isEmpty()) {
        add(tr("Open folder"), &ProjectList::openWished);
        add(tr("Generate here"), &ProjectList::generateWished);
        add(tr("Copy path"), &ProjectList::copyPathWished);
        menu->addSeparator();
        add(tr("Remove from list"), &ProjectList::removeWished);
        menu->actions().first()->setEnabled(!index.data(ProjectModel::GoneRole).toBool());
    } else {
        connect(menu->addAction(tr("Add project folder…")), &QAction::triggered, this,
                &ProjectList::pickFolderWished);
    }
    connect(menu, &QMenu::aboutToHide, this, [this] { Q_EMIT menuOpen(false); });
    Q_EMIT menuOpen(true);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void ProjectList::leaveRemoved(const QModelIndex &, int first, int last)
{
    const int current = m_view->currentIndex().row();
    if (current < first || current > last)
        return;
    const int inSight = m_projects.indexOf(m_chosen).row();
    const bool stays = inSight >= 0 && (inSight < first || inSight > last);
    m_view->setCurrentIndex(m_projects.index(stays ? inSight : 0));
}

void ProjectList::watchAt(const QModelIndex &index)
{
    Q_EMIT watchWished(index.data(ProjectModel::PathRole).toString());
}

void ProjectList::renewIcon()
{
    m_add->setIcon(glyphIcon(u"action-folder-add"_s, palette()));
}
