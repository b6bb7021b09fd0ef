// SPDX-License-Identifier: GPL-3.0-or-later
#include "generation.h"

#include "generationtask.h"
#include "minigrid.h"
#include "serverwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

Generation::Generation(World &world, Visitor &visitor, OrderReading reading, int firstIndex)
    : QObject(&world.guests)
    , m_world(world)
    , m_visitor(visitor)
    , m_reading(std::move(reading))
    , m_firstIndex(firstIndex)
{
    m_launch.setSingleShot(true);
    m_launch.setTimerType(Qt::PreciseTimer);
    connect(&m_launch, &QTimer::timeout, this, &Generation::afterLaunch);
    connect(&m_keepAlive, &QTimer::timeout, this, [this] { say(ServerWords::keepAlive()); });
}

Generation::~Generation()
{
    m_world.generations.removeOne(this);
}

int Generation::nextIndex() const
{
    return m_firstIndex + (order().imagesGiven ? order().images * order().batchSize : 0);
}

void Generation::start()
{
    m_world.generations.append(this);
    m_clock.start();
    m_claimed = order().imagesGiven ? std::max(0, order().images) : 0;
    m_visitor.counts.waitingGens += m_claimed;
    sayStatus();
    if (m_reading.outcome != OrderReading::Outcome::Good)
        return refuse();
    m_requestId = m_world.visitors.nextRequestId(m_visitor.user);
    if (!order().doNotSave)
        m_stem = m_world.names.nextStem(m_world.now());
    m_seed = order().seed >= 0 ? order().seed : qint64(m_world.random.bounded(0x7fffffffU));
    launch();
}

void Generation::refuse()
{
    if (m_reading.outcome == OrderReading::Outcome::Refused)
        say(ServerWords::error(m_reading.refusal));
    flush();
    end();
}

void Generation::launch()
{
    if (m_claimed == 0 && !order().imagesGiven) { // the real server counts such a request only now
        m_claimed = 1;
        ++m_visitor.counts.waitingGens;
    }
    const int number = int(m_tasks.size());
    const qint64 seed = m_seed + (order().sameSeed ? 0 : qint64(number) * order().batchSize);
    m_tasks.push_back(std::make_unique<GenerationTask>(*this, number, seed));
    m_launch.start(m_world.tempo.launch);
    m_tasks.back()->queue();
}

void Generation::afterLaunch()
{
    if (m_over)
        return;
    if (mayLaunch())
        return launch();
    flush();
    if (allLaunched())
        m_keepAlive.start(m_world.tempo.keepAlive);
    review();
}

bool Generation::mayLaunch() const
{
    return !allLaunched() && underWay() < mostUnderWay();
}

bool Generation::allLaunched() const
{
    return m_stopped || int(m_tasks.size()) >= order().images;
}

int Generation::underWay() const
{
    return int(std::ranges::count_if(m_tasks, [](const auto &task) { return !task->isOver(); }));
}

int Generation::mostUnderWay() const
{
    constexpr int limitOfRole = 32;
    return std::clamp(2 * m_world.workshop.backends().slotCount(), 1, limitOfRole) + 1;
}

void Generation::interrupt()
{
    if (m_over)
        return;
    m_stopped = true;
    // from the last on, so that no place is made for one that is to end as well
    std::for_each(m_tasks.rbegin(), m_tasks.rend(), [](const auto &task) { task->interrupt(); });
    taskEnded(false);
}

void Generation::taskEnded(bool failed)
{
    m_news = true;
    if (failed && !order().continueAfterErrors)
        m_stopped = true;
    // once for tasks that end together, and after whatever they still have to say
    if (!std::exchange(m_reviewing, true))
        QMetaObject::invokeMethod(this, &Generation::afterTasks, Qt::QueuedConnection);
}

void Generation::afterTasks()
{
    if (m_stopped) {
        for (const auto &task : m_tasks)
            task->drop();
    }
    m_reviewing = false;
    if (m_over || m_launch.isActive())
        return; // in the silence of launching nothing is said; afterLaunch() comes back to it
    if (mayLaunch())
        launch();
    else
        review();
}

void Generation::review()
{
    if (!allLaunched() || !std::exchange(m_news, false))
        return;
    say(ServerWords::keepAlive());
    m_keepAlive.start(m_world.tempo.keepAlive);
    if (underWay() > 0)
        return;
    sayGrid();
    say(ServerWords::noDiscards());
    end();
}

void Generation::end()
{
    m_over = true;
    m_launch.stop();
    m_keepAlive.stop();
    m_visitor.counts.waitingGens -= std::exchange(m_claimed, 0);
    QMetaObject::invokeMethod(
        this,
        [this] {
            Q_EMIT ended();
            deleteLater();
        },
        Qt::QueuedConnection);
}

void Generation::say(const QJsonObject &content)
{
    const QJsonObject message = m_world.era.shaped(content);
    if (message.isEmpty())
        return;
    if (m_holds)
        m_held.append(message);
    else
        Q_EMIT said(message);
}

void Generation::sayStatus()
{
    say(ServerWords::status(m_visitor.counts, m_world.workshop));
}

void Generation::flush()
{
    m_holds = false;
    for (const QJsonObject &message : std::exchange(m_held, {}))
        Q_EMIT said(message);
}

QString Generation::placed(const StoredImage &image, bool kept)
{
    if (!kept)
        return QString::fromLatin1("data:" + image.type + ";base64," + image.file.toBase64());
    const QString model = order().model.isEmpty() ? u"unknown"_s : bareName(order().model);
    const QString path = ImageNames::path(m_stem, order().prompt, model, extensionOf(order().format));
    const QString folder = m_world.folderOf(m_visitor.user);
    const QString name = m_world.images.add(folder + path, image);
    return m_world.userInPaths() ? "View/"_L1 + name : "Output/"_L1 + name.mid(folder.size());
}

void Generation::sayGrid()
{
    const int count = int(m_finished.size());
    if (count < 2 || count > m_world.miniGridOf(m_visitor.user))
        return;
    const QString metadata = ServerWords::gridMetadata(order(),
                                                       {.seed = m_seed,
                                                        .generatedMs = m_clock.elapsed(),
                                                        .date = m_world.now().toString(u"yyyy-MM-dd"_s),
                                                        .version = m_world.era.version()},
                                                       count);
    const QByteArray embedded = metadata.toLatin1();
    const MiniGrid grid{.format = order().format,
                        .picture = order().size,
                        .metadata = order().doNotSave ? QByteArray() : embedded};
    const QString image = placed({.file = grid.draw(m_finished),
                                  .metadata = embedded,
                                  .type = mimeTypeOf(order().format),
                                  .size = grid.size(count),
                                  .mood = m_finished.front()},
                                 !order().doNotSave);
    say({{"image"_L1, image},
         {"batch_index"_L1, "-1"_L1},
         {"request_id"_L1, QString::number(m_requestId)},
         {"metadata"_L1, metadata}});
}

} // namespace demo
