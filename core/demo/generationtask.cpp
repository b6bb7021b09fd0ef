// SPDX-License-Identifier: GPL-3.0-or-later
#include "generationtask.h"

#include "generation.h"
#include "serverwords.h"

using namespace Qt::StringLiterals;

namespace demo
{

GenerationTask::GenerationTask(Generation &generation, int number, qint64 seed)
    : m_generation(generation)
    , m_number(number)
    , m_seed(seed)
{
}

GenerationTask::~GenerationTask()
{
    if (m_state == State::Waiting || m_state == State::Live)
        m_generation.m_world.workshop.withdraw(*this);
}

const PictureOrder &GenerationTask::order() const
{
    return m_generation.order();
}

const QString &GenerationTask::sessionId() const
{
    return m_generation.visitor().id;
}

void GenerationTask::queue()
{
    m_state = State::Waiting;
    m_clock.start();
    ++m_generation.m_visitor.counts.waitingBackends;
    m_generation.sayStatus();
    m_generation.m_world.workshop.queue(*this);
}

void GenerationTask::loading()
{
    m_loads = true;
    ++m_generation.m_visitor.counts.loadingModels;
    m_generation.sayStatus();
}

void GenerationTask::leaveLine()
{
    --m_generation.m_visitor.counts.waitingBackends;
    if (std::exchange(m_loads, false))
        --m_generation.m_visitor.counts.loadingModels;
    m_generation.sayStatus();
}

void GenerationTask::live()
{
    leaveLine();
    m_state = State::Live;
    m_beganMs = m_clock.elapsed();
    if (!order().model.isEmpty())
        m_generation.m_world.shelf.markUsed(order().model);
    ++m_generation.m_visitor.counts.liveGens;
    m_generation.sayStatus();
}

void GenerationTask::leaveSlot()
{
    --m_generation.m_visitor.counts.liveGens;
    --m_generation.m_visitor.counts.waitingGens;
    --m_generation.m_claimed;
    m_generation.sayStatus();
}

void GenerationTask::progressed(int place, double overall, double current, const QByteArray &preview)
{
    const bool first = !std::exchange(m_shown, true);
    if (order().failures.has(Failures::Kind::NoProgress))
        return;
    const QString date = m_generation.m_world.now().toString(u"yyyy-MM-dd"_s);
    m_generation.say(ServerWords::progress(
        {.index = m_generation.m_firstIndex + m_number * order().batchSize + place,
         .asNumber = place > 0,
         .request = m_generation.m_requestId,
         .overall = overall,
         .current = current,
         .preview = preview,
         .metadata
         = first ? ServerWords::previewMetadata(order(), {.seed = m_seed, .date = date}) : QString()}));
}

void GenerationTask::backendSaid(const QByteArray &message)
{
    m_generation.say({{"raw_backend_data"_L1,
                       QJsonObject{{"type"_L1, "comfy_websocket"_L1},
                                   {"data"_L1, QString::fromLatin1(message.toBase64())}}}});
}

QByteArray GenerationTask::metadata(Picture kind, int place)
{
    return ServerWords::metadata(order(),
                                 {.seed = m_seed + (kind == Picture::Real ? place : 0),
                                  .preparedMs = m_beganMs,
                                  .generatedMs = m_clock.elapsed() - m_beganMs,
                                  .date = m_generation.m_world.now().toString(u"yyyy-MM-dd"_s),
                                  .version = m_generation.m_world.era.version(),
                                  .intermediate = kind == Picture::Intermediate})
        .toLatin1();
}

int GenerationTask::indexOf(Picture kind, int place)
{
    constexpr int firstIntermediate = -11;
    switch (kind) {
    case Picture::Real:
        return m_generation.m_firstIndex + m_number * order().batchSize + place;
    case Picture::Intermediate:
        return firstIntermediate - m_generation.m_intermediates++;
    case Picture::Extra: // one index is skipped
        return m_generation.m_firstIndex + order().images * order().batchSize + 1 + m_generation.m_extras++;
    }
    Q_UNREACHABLE();
}

void GenerationTask::drawn(Picture kind, int place, const QByteArray &file, const QByteArray &metadata)
{
    const bool unsaved = kind == Picture::Intermediate ? order().doNotSaveIntermediates : order().doNotSave;
    const QString image = m_generation.placed({.file = file,
                                               .metadata = metadata,
                                               .type = mimeTypeOf(order().format),
                                               .size = order().size,
                                               .mood = moodOf(order().prompt, m_seed, kind, place)},
                                              !unsaved);
    if (order().forwardSwarmData) {
        const QJsonArray used = QJsonArray::fromStringList(order().parameters.keys());
        m_generation.say({{"raw_swarm_data"_L1, QJsonObject{{"params_used"_L1, used}}}});
    }
    m_generation.say({{"image"_L1, image},
                      {"batch_index"_L1, QString::number(indexOf(kind, place))},
                      {"request_id"_L1, QString::number(m_generation.m_requestId)},
                      {"metadata"_L1, QString::fromLatin1(metadata)}});
    if (kind == Picture::Real)
        m_generation.m_finished.push_back(moodOf(order().prompt, m_seed, kind, place));
}

void GenerationTask::ended(const QString &error)
{
    const bool failed = !error.isEmpty();
    if (failed && !order().continueAfterErrors)
        m_generation.say(ServerWords::error(error));
    if (m_state == State::Live)
        leaveSlot();
    else
        leaveLine();
    m_state = State::Over;
    m_generation.taskEnded(failed);
}

void GenerationTask::interrupt()
{
    if (m_state == State::Waiting)
        return drop();
    if (m_state != State::Live || !m_generation.m_world.workshop.canInterrupt(*this))
        return;
    m_state = State::Over;
    m_generation.m_world.workshop.withdraw(*this);
    m_generation.say(ServerWords::error(u"Generation session interrupted."_s));
    leaveSlot();
    m_generation.taskEnded(false);
}

void GenerationTask::drop()
{
    if (m_state != State::Waiting)
        return;
    m_state = State::Over;
    m_generation.m_world.workshop.withdraw(*this);
    leaveLine();
    m_generation.taskEnded(false);
}

} // namespace demo
