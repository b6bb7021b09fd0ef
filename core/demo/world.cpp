// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace demo
{

World::World(const Failures &failing, const Tempo &pace, int backends, quint32 seed,
             std::function<QDateTime()> clock)
    : failures(failing)
    , tempo(pace)
    , now(std::move(clock))
    , serverId(QUuid::createUuid().toString(QUuid::WithoutBraces))
    , random(seed)
    , workshop(failing.has(Failures::Kind::NoBackends) ? 0 : backends, tempo, nullptr)
    , parameters(knownParameters(shelf.names(u"Stable-Diffusion"_s), shelf.names(u"VAE"_s),
                                 shelf.names(u"LoRA"_s), workshop.ids()))
{
}

} // namespace demo
