// SPDX-License-Identifier: GPL-3.0-or-later
#include "furthersettings.h"

#include "sessioncells.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace
{

QStringList settingsOf(const GenerationRequest &request)
{
    QStringList settings;
    const auto note = [&settings](bool isSet, const QString &words) {
        if (isSet)
            settings << words;
    };
    QStringList loras;
    for (const LoraChoice &lora : request.loras)
        loras << lora.name;
    note(!request.negativePrompt.isEmpty(),
         FurtherSettings::tr("Negative prompt: %1").arg(request.negativePrompt));
    note(!loras.isEmpty(), FurtherSettings::tr("LoRAs: %1").arg(loras.join(u", "_s)));
    note(request.seed.has_value(), FurtherSettings::tr("Seed: %1").arg(request.seed.value_or(0)));
    note(request.steps.has_value(), FurtherSettings::tr("Steps: %1").arg(request.steps.value_or(0)));
    note(request.cfgScale.has_value(),
         FurtherSettings::tr("CFG scale: %1").arg(request.cfgScale.value_or(0)));
    note(!request.sampler.isEmpty(), FurtherSettings::tr("Sampler: %1").arg(request.sampler));
    note(!request.scheduler.isEmpty(), FurtherSettings::tr("Scheduler: %1").arg(request.scheduler));
    for (auto other = request.others.begin(); other != request.others.end(); ++other)
        settings << u"%1: %2"_s.arg(other.key(), other.value().toVariant().toString());
    return settings;
}

} // namespace

FurtherSettings::FurtherSettings(QWidget *parent)
    : QWidget(parent)
    , m_line(new QLabel)
{
    m_line->setWordWrap(true);
    m_line->setObjectName(u"furtherSettings"_s);
    auto *button = new QPushButton(tr("Reset"));
    button->setAccessibleName(tr("Reset further settings"));
    button->setObjectName(u"resetFurtherSettings"_s);
    button->setMinimumHeight(28);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_line, 1);
    layout->addWidget(button);
    connect(button, &QPushButton::clicked, this, &FurtherSettings::reset);
    hide();
}

void FurtherSettings::setRequest(const GenerationRequest &request)
{
    const GenerationRequest none;
    m_request = request;
    m_request.prompt = none.prompt;
    m_request.model = none.model;
    m_request.width = none.width;
    m_request.height = none.height;
    m_request.images = none.images;
    const QStringList settings = settingsOf(m_request);
    const int count = int(settings.size());
    m_line->setText(count == 1 ? tr("And 1 further setting") : tr("And %n further settings", nullptr, count));
    m_line->setToolTip(literalToolTip(settings.join(u'\n')));
    m_line->setAccessibleDescription(settings.join(u'\n'));
    setVisible(count > 0);
}

void FurtherSettings::reset()
{
    setRequest({});
}
