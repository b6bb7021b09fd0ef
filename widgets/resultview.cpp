// SPDX-License-Identifier: GPL-3.0-or-later
#include "resultview.h"

#include "errorblock.h"
#include "picturetiles.h"
#include "previewview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

ResultView::ResultView(QWidget *parent)
    : QWidget(parent)
    , m_view(new PreviewView(0))
    , m_line(new QLabel)
    , m_cancel(new QPushButton(tr("Cancel session")))
    , m_error(new ErrorBlock)
    , m_tiles(new PictureTiles)
{
    m_view->setAccessibleName(tr("Result"));
    m_view->setObjectName(u"result"_s);
    m_view->setSentence(tr("What you generate here shows up in this place."));
    m_tiles->setAccessibleName(tr("Images of the result"));
    m_cancel->setAccessibleName(tr("Cancel the result's session"));
    m_cancel->setMinimumHeight(28);
    m_view->setMinimumHeight(120);
    m_line->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_line, 1);
    line->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_view, 1);
    layout->addLayout(line);
    layout->addWidget(m_error);
    layout->addWidget(m_tiles);
    m_line->hide();
    m_cancel->hide();
    m_tiles->hide();
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelWished(m_shown.id()); });
    connect(m_error, &ErrorBlock::copyWished, this, &ResultView::copyErrorWished);
    connect(m_error, &ErrorBlock::dismissWished, this, [this] { Q_EMIT dismissWished(m_shown.id()); });
    connect(m_error, &ErrorBlock::useSettingsWished, this,
            [this] { Q_EMIT useSettingsWished(m_shown.id()); });
    connect(m_error, &ErrorBlock::cancelWished, this, [this] { Q_EMIT cancelWished(m_shown.id()); });
    connect(m_tiles, &PictureTiles::openWished, this, &ResultView::openFileWished);
}

void ResultView::setSession(const ShownSession &shown)
{
    if (shown.id() != m_shown.id()) {
        m_preview = {};
        m_lastPicture = {};
        m_tiles->setPictures({});
    }
    m_shown = shown;
    const bool live = shown.session.isLive();
    const int asked = std::min(shown.session.session.images, 8); // one row: the picture is what counts here
    m_line->setText(stateLine(shown));
    m_line->setVisible(!shown.isNone());
    m_cancel->setVisible(!shown.isNone() && live);
    m_error->setSession(shown);
    const QStringList pictures = picturesOf(shown.session);
    m_tiles->setExpected(pictures, live ? asked : 0, percentText(shown.session));
    m_tiles->setVisible(!m_narrow && !shown.isNone() && (live || !pictures.isEmpty()));
    showPicture();
}

void ResultView::setNarrow(bool narrow)
{
    m_narrow = narrow;
    if (!m_shown.isNone())
        setSession(ShownSession(m_shown));
}

void ResultView::setPreview(const QImage &image)
{
    m_preview = image;
    showPicture();
}

void ResultView::setPictures(const QList<Picture> &pictures)
{
    m_tiles->setPictures(pictures);
    m_lastPicture = pictures.isEmpty() ? QImage() : pictures.last().image;
    showPicture();
}

void ResultView::showPicture()
{
    const bool live = !m_shown.isNone() && m_shown.session.isLive();
    m_view->setImage(live && !m_preview.isNull() ? m_preview : m_lastPicture);
    m_view->setSentence(m_shown.isNone() ? tr("What you generate here shows up in this place.")
                            : live       ? tr("The first preview is awaited.")
                                         : tr("No picture was made."));
}
