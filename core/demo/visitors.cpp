// SPDX-License-Identifier: GPL-3.0-or-later
#include "visitors.h"

#include <QRandomGenerator>

#include <array>

namespace demo
{

Counts &Counts::operator+=(const Counts &other)
{
    waitingGens += other.waitingGens;
    loadingModels += other.loadingModels;
    waitingBackends += other.waitingBackends;
    liveGens += other.liveGens;
    return *this;
}

Visitors::Visitors(std::shared_ptr<DemoMemory> memory, bool persists)
    : m_memory(std::move(memory))
    , m_persists(persists)
{
}

Visitor &Visitors::enter(const QString &user)
{
    std::array<quint32, 5> random{};
    QRandomGenerator::system()->generate(random.begin(), random.end());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    const QString id = QString::fromLatin1(bytes.toHex());
    if (m_persists)
        m_memory->sessions[id] = user;
    return m_visitors[id] = Visitor{.id = id, .user = user};
}

Visitor *Visitors::find(const QString &id)
{
    const auto found = m_visitors.find(id);
    if (found != m_visitors.end())
        return &found->second;
    const auto remembered = m_memory->sessions.find(id);
    return remembered == m_memory->sessions.end()
        ? nullptr
        : &(m_visitors[id] = Visitor{.id = id, .user = remembered->second});
}

Counts Visitors::total() const
{
    Counts sum;
    for (const auto &[id, visitor] : m_visitors)
        sum += visitor.counts;
    return sum;
}

int Visitors::nextRequestId(const QString &user)
{
    constexpr int first = 1001;
    return first + m_requests[user]++;
}

} // namespace demo
