// SPDX-License-Identifier: GPL-3.0-or-later
#include "sizechoice.h"

#include "flowlayout.h"
#include "glyphs.h"
#include "sizepresets.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QSpinBox *sideBox(const QString &name, const QString &id)
{
    auto *box = new QSpinBox;
    box->setRange(64, 16384); // what the server takes
    box->setSingleStep(64);
    box->setAccessibleName(name);
    box->setObjectName(id);
    box->setMinimumHeight(28);
    return box;
}

} // namespace

SizeChoice::SizeChoice(QWidget *parent)
    : QWidget(parent)
    , m_preset(new QComboBox)
    , m_width(sideBox(tr("Width"), u"width"_s))
    , m_height(sideBox(tr("Height"), u"height"_s))
    , m_swap(new QToolButton)
{
    m_preset->setAccessibleName(tr("Size preset"));
    m_preset->setObjectName(u"sizePreset"_s);
    m_preset->setMinimumHeight(28);
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_swap->setAccessibleName(tr("Swap width and height"));
    m_swap->setToolTip(tr("Swap width and height"));
    m_swap->setObjectName(u"swapWidthAndHeight"_s);
    m_swap->setFixedSize(28, 28);
    m_swap->setFocusPolicy(Qt::StrongFocus);
    m_swap->setIcon(glyphIcon(u"action-swap"_s, palette()));
    fillPresets();
    m_width->setValue(m_standard.width());
    m_height->setValue(m_standard.height());
    setFocusProxy(m_preset);
    auto *layout = new FlowLayout(6, this); // a line each where both are too much for one
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_preset);
    layout->addWidget(makeSides());
    connect(m_preset, &QComboBox::activated, this, [this] {
        m_keeps = false;
        applyPreset();
    });
    for (QSpinBox *box : {m_width, m_height}) {
        connect(box, &QSpinBox::valueChanged, this, &SizeChoice::findPreset);
        connect(box, &QSpinBox::valueChanged, this, &SizeChoice::changed);
    }
    connect(m_swap, &QToolButton::clicked, this, [this] { showSize(value().transposed()); });
}

QWidget *SizeChoice::makeSides()
{
    auto *sides = new QWidget;
    auto *layout = new QHBoxLayout(sides);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_width);
    layout->addWidget(new QLabel(u"×"_s));
    layout->addWidget(m_height);
    layout->addWidget(m_swap);
    return sides;
}

QSize SizeChoice::value() const
{
    return {m_width->value(), m_height->value()};
}

void SizeChoice::setValue(const QSize &size)
{
    m_keeps = !m_hasStandard;
    showSize(size);
}

void SizeChoice::showSize(const QSize &size)
{
    m_width->setValue(size.width());
    m_height->setValue(size.height());
    findPreset();
}

void SizeChoice::setStandard(const QSize &standard)
{
    if (standard.isEmpty())
        return;
    const bool keeps = std::exchange(m_keeps, false);
    if (std::exchange(m_hasStandard, true) && standard == m_standard)
        return;
    m_standard = standard;
    if (keeps || isCustom())
        findPreset(); // the same numbers may have a name now
    else
        applyPreset();
}

void SizeChoice::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_swap->setIcon(glyphIcon(u"action-swap"_s, palette()));
}

bool SizeChoice::isCustom() const
{
    return m_preset->currentIndex() == m_preset->count() - 1;
}

void SizeChoice::fillPresets()
{
    m_preset->addItem(tr("Model's own"));
    for (const SizePreset &preset : sizePresets())
        m_preset->addItem(presetName(preset));
    m_preset->addItem(tr("Custom"));
}

void SizeChoice::applyPreset()
{
    if (isCustom())
        return;
    const int chosen = m_preset->currentIndex();
    const QSize size = chosen == 0 ? m_standard : sizeOf(sizePresets()[size_t(chosen) - 1], m_standard);
    const QSignalBlocker quiet(m_preset);
    showSize(size);
    m_preset->setCurrentIndex(chosen);
}

void SizeChoice::findPreset()
{
    const auto presets = sizePresets();
    const auto fits = [this](const SizePreset &preset) { return sizeOf(preset, m_standard) == value(); };
    const auto match = std::ranges::find_if(presets, fits);
    const int custom = m_preset->count() - 1;
    const int named = match == presets.end() ? custom : int(match - presets.begin()) + 1;
    m_preset->setCurrentIndex(value() == m_standard ? 0 : named);
}
