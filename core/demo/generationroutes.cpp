// SPDX-License-Identifier: GPL-3.0-or-later
#include "arguments.h"
#include "generation.h"
#include "parameterid.h"
#include "routes.h"
#include "serverwords.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

/// What an HTTP client is told of a generation, all at once at its end.
class Gathering : public QObject
{
public:
    /// `broken` is what is answered instead of all results.
    Gathering(Generation &generation, std::optional<HttpReply> broken, Answer answer)
        : QObject(&generation)
        , m_broken(std::move(broken))
        , m_answer(std::move(answer))
    {
        connect(&generation, &Generation::said, this, &Gathering::take);
        connect(&generation, &Generation::ended, this, &Gathering::finish);
    }

private:
    void take(const QJsonObject &message)
    {
        if (message.contains("image"_L1))
            m_images.append(message["image"_L1]);
        else if (message.contains("error"_L1) && m_error.isEmpty())
            m_error = message["error"_L1].toString();
    }

    void finish()
    {
        if (m_broken)
            m_answer(*m_broken);
        else if (!m_error.isEmpty())
            m_answer(HttpReply::json(ServerWords::error(m_error)));
        else
            m_answer(HttpReply::json({{"images"_L1, m_images}}));
    }

    std::optional<HttpReply> m_broken;
    Answer m_answer;
    QJsonArray m_images;
    QString m_error;
};

void generate(World &world, const Call &call, const Answer &answer)
{
    Arguments arguments(call.body);
    (void)arguments.number(u"images"_s);
    if (!arguments.refusal().isEmpty())
        return answer(HttpReply::json(ServerWords::error(arguments.refusal())));
    const OrderReading reading = orderOf(world, call.body, *call.visitor);
    auto *generation = new Generation(world, *call.visitor, reading, 0); // its world owns it
    std::optional<HttpReply> broken;
    if (reading.outcome == OrderReading::Outcome::Broken)
        broken = refusalOf(world, "internal_error", "An internal error occurred");
    new Gathering(*generation, std::move(broken), answer); // and it this
    generation->start();
}

} // namespace

OrderReading orderOf(const World &world, const QJsonObject &request, const Visitor &visitor)
{
    for (const QString &key : request.keys()) {
        const QString id = parameterId(key);
        for (const Parameter &parameter : world.parameters) {
            if (parameter.id() != id || world.accounts.may(visitor.user, parameter.permission))
                continue;
            OrderReading reading{.outcome = OrderReading::Outcome::Refused};
            reading.refusal = u"You do not have permission to use parameter %1."_s.arg(parameter.name);
            return reading;
        }
    }
    OrderReading reading = readOrder(request, world.shelf, world.parameters, world.failures);
    if (reading.order.failures.has(Failures::Kind::Silent))
        reading.outcome = OrderReading::Outcome::Broken;
    return reading;
}

void interrupt(World &world, const Visitor &visitor, bool othersToo)
{
    const QList<Generation *> running = world.generations;
    // from the last on, so that no place is made for one that is to end as well
    std::for_each(running.rbegin(), running.rend(), [&](Generation *one) {
        const Visitor &whose = one->visitor();
        if (&whose == &visitor || (othersToo && whose.user == visitor.user))
            one->interrupt();
    });
}

void addGenerationRoutes(Routes &routes, World &world)
{
    World *all = &world;
    const QString permission = u"basic_image_generation"_s;
    routes[u"generatetext2image"_s]
        = {.handle = [all](const Call &call, const Answer &answer) { generate(*all, call, answer); },
           .permission = permission};
    routes[u"generatetext2imagews"_s] = {.isSocket = true, .permission = permission};
    routes[u"interruptall"_s].permission = permission;
    routes[u"interruptall"_s].handle = [all](const Call &call, const Answer &answer) {
        Arguments arguments(call.body);
        const bool others = arguments.flag(u"other_sessions"_s, false);
        if (!arguments.refusal().isEmpty())
            return answer(HttpReply::json(ServerWords::error(arguments.refusal())));
        interrupt(*all, *call.visitor, others);
        answer(HttpReply::json({{"success"_L1, true}}));
    };
}

} // namespace demo
