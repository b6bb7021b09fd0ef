// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiondetails.h"

#include "detailrows.h"
#include "errorblock.h"
#include "flowlayout.h"
#include "picturetiles.h"
#include "previewview.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace
{

constexpr int tallestPreview = 320;

} // namespace

SessionDetails::SessionDetails(QWidget *parent)
    : QScrollArea(parent)
    , m_back(new QPushButton(tr("Back to sessions")))
    , m_view(new PreviewView(tallestPreview))
    , m_line(new QLabel)
    , m_error(new ErrorBlock)
    , m_imagesLine(new QLabel)
    , m_tiles(new PictureTiles)
    , m_private(new QLabel(tr("Preview and prompt are private to the person who started it.")))
    , m_rows(new DetailRows)
    , m_cancel(new QPushButton(tr("Cancel session")))
    , m_open(new QPushButton(tr("Open folder")))
{
    setObjectName(u"sessionDetails"_s);
    setAccessibleName(tr("Session details"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_view->setObjectName(u"preview"_s);
    m_view->setAccessibleName(tr("Preview"));
    m_line->setWordWrap(true);
    m_private->setWordWrap(true);
    m_back->setMinimumHeight(28);
    m_back->hide();
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    layout->addWidget(m_back, 0, Qt::AlignLeading);
    layout->addWidget(m_view);
    layout->addWidget(m_line);
    layout->addWidget(m_error);
    layout->addWidget(makeTiles());
    layout->addWidget(m_private);
    layout->addWidget(m_rows);
    layout->addWidget(makeButtons());
    layout->addStretch(1);
    setWidget(content);
    connectWishes();
    showNothing();
}

QWidget *SessionDetails::makeTiles()
{
    auto *box = new QWidget;
    m_tiles->setObjectName(u"imagesSoFar"_s);
    m_tiles->setAccessibleName(tr("Images so far"));
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_imagesLine);
    layout->addWidget(m_tiles);
    return box;
}

QWidget *SessionDetails::makeButtons()
{
    auto *box = new QWidget;
    auto *layout = new FlowLayout(8, box);
    m_cancel->setAccessibleName(tr("Cancel this session"));
    m_open->setAccessibleName(tr("Open this folder"));
    for (QPushButton *button : {m_cancel, m_open}) {
        button->setMinimumHeight(28);
        layout->addWidget(button);
    }
    return box;
}

void SessionDetails::connectWishes()
{
    connect(m_back, &QPushButton::clicked, this, &SessionDetails::backWished);
    connect(m_cancel, &QPushButton::clicked, this, &SessionDetails::cancelWished);
    connect(m_open, &QPushButton::clicked, this, &SessionDetails::openFolderWished);
    connect(m_error, &ErrorBlock::cancelWished, this, &SessionDetails::cancelWished);
    connect(m_error, &ErrorBlock::useSettingsWished, this, &SessionDetails::useSettingsWished);
    connect(m_error, &ErrorBlock::copyWished, this, &SessionDetails::copyErrorWished);
    connect(m_error, &ErrorBlock::dismissWished, this, &SessionDetails::dismissWished);
    connect(m_rows, &DetailRows::copyPromptWished, this, &SessionDetails::copyPromptWished);
    connect(m_rows, &DetailRows::projectWished, this, &SessionDetails::openFolderWished);
    connect(m_tiles, &PictureTiles::openWished, this, &SessionDetails::openFileWished);
}

void SessionDetails::setSession(const ShownSession &shown)
{
    if (shown.id() != m_shown.id()) {
        m_preview = {};
        m_lastPicture = {};
        m_tiles->setPictures({});
        verticalScrollBar()->setValue(0);
    }
    m_shown = shown;
    const bool live = shown.session.isLive();
    const QString images = imagesText(shown.session);
    m_line->setText(stateLine(shown));
    m_line->show();
    m_error->setSession(shown);
    m_imagesLine->setText((live ? tr("Images so far: %1") : tr("Images: %1")).arg(images));
    const QStringList pictures = picturesOf(shown.session);
    m_tiles->setExpected(pictures, live ? shown.session.session.images : 0, percentText(shown.session));
    m_tiles->parentWidget()->setVisible(!images.isEmpty() && (live || !pictures.isEmpty()));
    m_tiles->setVisible(!pictures.isEmpty() || shown.isReadable());
    m_private->setVisible(!shown.isReadable() && live);
    m_rows->setSession(shown);
    m_rows->setVisible(true);
    m_cancel->setVisible(live && shown.session.liveness != Liveness::Orphan);
    m_cancel->setText(tr("Cancel session"));
    m_open->setVisible(true);
    showPreview();
}

void SessionDetails::showSeveral(const QString &counts, int cancellable)
{
    showNothing();
    m_line->setText(counts.toHtmlEscaped());
    m_line->show();
    m_cancel->setVisible(cancellable > 0);
    m_cancel->setText(tr("Cancel %n sessions…", nullptr, cancellable));
}

void SessionDetails::showNothing()
{
    m_shown = {};
    m_preview = {};
    m_lastPicture = {};
    for (QWidget *part :
         {static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_line), static_cast<QWidget *>(m_error),
          m_tiles->parentWidget(), static_cast<QWidget *>(m_private), static_cast<QWidget *>(m_rows),
          static_cast<QWidget *>(m_cancel), static_cast<QWidget *>(m_open)})
        part->hide();
}

void SessionDetails::setPreview(const QImage &image)
{
    m_preview = image;
    showPreview();
}

void SessionDetails::setPreviewsAvailable(bool available)
{
    m_previewsAvailable = available;
    showPreview();
}

void SessionDetails::setPictures(const QList<Picture> &pictures)
{
    m_tiles->setPictures(pictures);
    m_lastPicture = pictures.isEmpty() ? QImage() : pictures.last().image;
    showPreview();
}

void SessionDetails::setBackButton(bool shown)
{
    m_back->setVisible(shown);
}

QWidget *SessionDetails::firstStop() const
{
    QWidget *stop = m_back;
    do {
        if (stop->isVisible() && stop->isEnabled() && (stop->focusPolicy() & Qt::TabFocus))
            return stop;
        stop = stop->nextInFocusChain();
    } while (isAncestorOf(stop) && stop != m_back);
    return nullptr;
}

void SessionDetails::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_back->isVisibleTo(this))
        Q_EMIT backWished();
    else
        QScrollArea::keyPressEvent(event);
}

void SessionDetails::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_view->setTallest(
        std::clamp(viewport()->height() * 3 / 5, 96, tallestPreview)); // what it is about stays in sight
}

void SessionDetails::showPreview()
{
    const bool live = !m_shown.isNone() && m_shown.session.isLive();
    const QImage image = live && !m_preview.isNull() ? m_preview : m_lastPicture;
    m_view->setImage(image);
    m_view->setSentence(live && m_shown.isReadable() && !m_previewsAvailable
                            ? tr("There is no live preview: this login has no private runtime folder.")
                            : QString());
    m_view->setVisible(!image.isNull() || !m_view->sentence().isEmpty());
}
