// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation.h"

#include "arguments.h"
#include "jsontext.h"
#include "serverwords.h"

#include <QJsonDocument>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

constexpr quint16 normalClose = 1000;

}

Conversation::Conversation(World &world, const ApiDoor &door, const QString &route, SocketLine *line)
    : QObject(line)
    , m_world(world)
    , m_door(door)
    , m_route(route)
    , m_line(line)
{
    connect(line, &SocketLine::said, this, &Conversation::hear);
    connect(line, &SocketLine::saidTooMuch, this, [this] { hear({}); });
    m_firstMessage.setSingleShot(true);
    connect(&m_firstMessage, &QTimer::timeout, line, &SocketLine::reset);
    m_firstMessage.start(world.tempo.firstMessage);
    m_linger.setSingleShot(true);
    m_linger.setTimerType(Qt::PreciseTimer);
    connect(&m_linger, &QTimer::timeout, this, &Conversation::linger);
}

void Conversation::hear(const QByteArray &message)
{
    if (m_deaf)
        return;
    if (m_visitor == nullptr)
        return hearFirst(message);
    const std::optional<QJsonObject> request = jsonObject(message);
    if (request && m_route == "generatetext2imagews"_L1 && m_world.era.has(Era::News::Intention))
        generate(*request);
    else
        m_deaf = true;
}

void Conversation::hearFirst(const QByteArray &message)
{
    m_firstMessage.stop();
    const std::optional<QJsonObject> request = jsonObject(message);
    if (const auto refusal = m_door.socketRefusal(m_route, request))
        return refuse(*refusal);
    m_visitor = m_world.visitors.find(plainText((*request)["session_id"_L1]));
    if (m_route == "selectmodelws"_L1)
        return selectModel(*request);
    Arguments arguments(*request);
    (void)arguments.number(u"images"_s);
    if (!arguments.refusal().isEmpty())
        return refuse({m_world.era.has(Era::News::SocketRefusals) ? ServerWords::error(arguments.refusal())
                                                                  : QJsonObject()});
    generate(*request);
}

void Conversation::refuse(const ApiDoor::SocketRefusal &refusal)
{
    m_deaf = true;
    if (!refusal.message.isEmpty())
        say(refusal.message);
    m_line->close(refusal.closeCode);
}

void Conversation::selectModel(const QJsonObject &message)
{
    m_deaf = true;
    const QPointer<Conversation> guard(this);
    const auto done = [guard](const QJsonObject &reply) {
        if (guard.isNull())
            return;
        guard->say(reply);
        guard->sayStatus();
        guard->m_line->close(normalClose);
    };
    const int before = m_visitor->counts.loadingModels;
    demo::selectModel(m_world, message, *m_visitor, done);
    if (m_visitor->counts.loadingModels > before)
        sayStatus();
}

void Conversation::generate(const QJsonObject &request)
{
    const OrderReading reading = orderOf(m_world, request, *m_visitor);
    auto *generation = new Generation(m_world, *m_visitor, reading, m_nextIndex); // its world owns it
    m_nextIndex = generation->nextIndex();
    ++m_running;
    m_news = true;
    m_failures = reading.order.failures;
    const auto mischief = std::make_shared<MessageMischief>(m_failures);
    connect(generation, &Generation::said, this,
            [this, mischief](const QJsonObject &message) { pass(message, *mischief); });
    connect(generation, &Generation::ended, this, &Conversation::generationEnded);
    generation->start();
}

void Conversation::pass(const QJsonObject &message, MessageMischief &mischief)
{
    if (breaksOff(message))
        return;
    for (const QByteArray &text : mischief.nonsense())
        m_line->sendText(text);
    for (const QJsonObject &one : mischief.spoiled(message))
        say(one);
}

bool Conversation::breaksOff(const QJsonObject &message)
{
    constexpr quint16 internalClose = 1011;
    if (message.contains("gen_progress"_L1))
        ++m_progressSeen;
    const std::optional<qint64> cut = m_failures.value(Failures::Kind::DropSocket);
    const std::optional<qint64> closed = m_failures.value(Failures::Kind::CloseError);
    if (cut && m_progressSeen > *cut)
        m_line->reset();
    else if (closed && m_progressSeen > *closed)
        m_line->close(internalClose);
    else
        return false;
    return true;
}

void Conversation::generationEnded()
{
    if (--m_running == 0 && !m_linger.isActive())
        announceEnd();
}

void Conversation::announceEnd()
{
    if (!m_world.era.has(Era::News::Intention))
        return finish();
    m_news = false;
    say(ServerWords::intention());
    m_linger.start(m_world.tempo.linger);
}

void Conversation::linger()
{
    if (m_running > 0)
        return; // generationEnded() announces the end again
    if (m_news)
        return announceEnd();
    finish();
}

void Conversation::finish()
{
    m_deaf = true;
    if (m_failures.has(Failures::Kind::NeverClose))
        return;
    sayStatus();
    m_line->close(normalClose);
}

void Conversation::say(const QJsonObject &message)
{
    const QByteArray text = QJsonDocument(message).toJson(QJsonDocument::Compact);
    if (m_failures.has(Failures::Kind::Fragments))
        m_line->sendInPieces(text);
    else
        m_line->sendText(text);
}

void Conversation::sayStatus()
{
    if (m_failures.has(Failures::Kind::NoStatus))
        return;
    say(ServerWords::status(m_visitor->counts, m_world.workshop));
}

} // namespace demo
