// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

quint32 seedOf(const DemoOptions &options)
{
    const quint64 seed = options.seed != 0 ? options.seed : QRandomGenerator::system()->generate64();
    return quint32(seed ^ (seed >> 32));
}

QList<DemoBackend> backendsOf(const DemoOptions &options, const Failures &failures)
{
    if (failures.has(Failures::Kind::NoBackends))
        return {};
    return options.chosenBackends.isEmpty() ? QList<DemoBackend>(options.backends) : options.chosenBackends;
}

} // namespace

World::World(const DemoOptions &chosen, const Failures &failing, const Era &spoken, const Tempo &pace)
    : options(chosen)
    , failures(failing)
    , era(spoken)
    , tempo(pace)
    , now(chosen.clock ? chosen.clock : [] { return QDateTime::currentDateTime(); })
    , serverId(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , random(seedOf(chosen))
    , shelf(chosen.models)
    , memory(chosen.memory ? chosen.memory : std::make_shared<DemoMemory>())
    , accounts(chosen.accounts, *memory)
    , mischief(failures)
    , visitors(memory, chosen.persists)
    , images(memory->images)
    , workshop(backendsOf(chosen, failing), tempo)
    , parameters(knownParameters(shelf.names(u"Stable-Diffusion"_s), shelf.names(u"VAE"_s),
                                 shelf.names(u"LoRA"_s), workshop.backends().ids()))
{
    const auto isLater = [this](const Parameter &one) { return one.since && !era.has(*one.since); };
    erase_if(parameters, isLater);
}

bool World::userInPaths() const
{
    return options.userInPaths && era.has(Era::News::UserPaths);
}

QString World::folderOf(const QString &user) const
{
    return (userInPaths() ? user : u"local"_s) + u'/';
}

int World::miniGridOf(const QString &user) const
{
    const auto chosen = memory->miniGrids.find(user);
    return chosen == memory->miniGrids.end() ? options.miniGrid : chosen->second;
}

qint64 World::requestLimit() const
{
    return options.requestLimit > 0 ? options.requestLimit : era.requestLimit();
}

} // namespace demo
