// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstrunpage.h"

#include "glyphs.h"

#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace
{

QString homely(const QString &folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + u'/') ? u'~' + folder.mid(home.size()) : QDir::toNativeSeparators(folder);
}

} // namespace

FirstRunPage::FirstRunPage(ProjectModel &projects, QWidget *parent)
    : EmptyPage(u"action-folder-add"_s, parent)
    , m_projects(projects)
    , m_offers(new QWidget)
{
    setWords(
        tr("Choose a project folder"),
        tr("A project is any folder in which you generate pictures. Asset Generator watches it and shows "
           "everything that runs there, whoever started it. You can also drop a folder here."));
    connect(addButton(tr("Add project folder…")), &QPushButton::clicked, this,
            &FirstRunPage::pickFolderWished);
    connect(addButton(tr("Try with the demo server")), &QPushButton::clicked, this,
            &FirstRunPage::demoWished);
    new QGridLayout(m_offers);
    addBelow(m_offers);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&projects, changed, this, &FirstRunPage::renewOffers);
    connect(&projects, &QAbstractItemModel::dataChanged, this, &FirstRunPage::renewOffers);
    renewOffers();
}

void FirstRunPage::renewOffers()
{
    const QList<OfferedProject> offers = m_projects.offered();
    if (offers == m_shown)
        return;
    m_shown = offers;
    auto *grid = static_cast<QGridLayout *>(m_offers->layout());
    while (const std::unique_ptr<QLayoutItem> item{grid->takeAt(0)})
        item->widget()->deleteLater();
    grid->setContentsMargins(0, 12, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    int row = 0;
    for (const OfferedProject &offer : offers) {
        if (row == 0)
            grid->addWidget(new QLabel(tr("Running now:")), row++, 0, 1, 4);
        auto *glyph = new QLabel;
        glyph->setPixmap(glyphIcon(u"action-folder"_s, palette()).pixmap(QSize(16, 16), devicePixelRatioF()));
        auto *path = new QLabel(fontMetrics().elidedText(homely(offer.path), Qt::ElideMiddle, 220));
        path->setToolTip(offer.path);
        auto *watch = new QPushButton(tr("Watch"));
        watch->setAccessibleName(tr("Watch %1").arg(m_projects.nameOf(offer.path)));
        connect(watch, &QPushButton::clicked, this,
                [this, folder = offer.path] { Q_EMIT watchWished(folder); });
        grid->addWidget(glyph, row, 0);
        grid->addWidget(path, row, 1);
        grid->addWidget(
            new QLabel(offer.sessions == 1 ? tr("1 session") : tr("%n sessions", nullptr, offer.sessions)),
            row, 2);
        grid->addWidget(watch, row, 3);
        ++row;
    }
    m_offers->setVisible(!offers.isEmpty());
}
