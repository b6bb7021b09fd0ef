// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturequeue.h"

#include "picturesaver.h"
#include "usedparameters.h"

using namespace Qt::StringLiterals;

PictureQueue::PictureQueue(SwarmClient &client, SavingPlan plan, GenerationRequest request, WallClock now,
                           QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_plan(std::move(plan))
    , m_request(std::move(request))
    , m_now(std::move(now))
{
}

PictureQueue::~PictureQueue() = default;

void PictureQueue::add(const JobImage &image)
{
    m_waiting.push_back(image);
    if (!m_saver)
        saveNext();
}

void PictureQueue::drop()
{
    const std::optional<QString> path = m_saver ? m_saver->abandon() : std::nullopt;
    const int index = m_waiting.empty() ? 0 : m_waiting.front().index;
    m_saver.reset();
    m_waiting.clear();
    if (path)
        Q_EMIT saved(index, *path);
}

void PictureQueue::saveNext()
{
    if (m_waiting.empty()) {
        Q_EMIT drained();
        return;
    }
    const JobImage &image = m_waiting.front();
    const QJsonObject used = usedParameters(m_request, image.index, image.metadata).values;
    const qint64 counted = m_request.seed ? *m_request.seed + image.index : -1;
    PictureFacts facts{.index = image.index,
                       .savedAt = m_now().toLocalTime(),
                       .seed = used.contains("seed"_L1) ? used.value("seed"_L1).toInteger(counted) : counted,
                       .model = m_request.model,
                       .width = used.value("width"_L1).toInt(m_request.width),
                       .height = used.value("height"_L1).toInt(m_request.height),
                       .prompt = m_request.prompt,
                       .serverPath = image.path};
    m_saver = std::make_unique<PictureSaver>(m_client, m_plan, std::move(facts), m_protected);
    connect(m_saver.get(), &PictureSaver::finished, this, &PictureQueue::onSaved);
    m_saver->start(image.content);
}

void PictureQueue::onSaved(const Result<QString> &path)
{
    const int index = m_waiting.front().index;
    const bool wasTold = !m_waiting.front().metadata.isEmpty();
    const QString metadata = m_saver->metadata();
    m_waiting.pop_front();
    if (path)
        m_protected << *path;
    m_saver.release()->deleteLater(); // it is this signal's sender
    if (!wasTold && !metadata.isEmpty())
        Q_EMIT described(index, metadata);
    Q_EMIT saved(index, path);
    if (!m_saver) // else a listener has added one
        saveNext();
}
