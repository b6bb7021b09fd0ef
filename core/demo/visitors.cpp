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

Visitor &Visitors::enter(const QString &user)
{
    std::array<quint32, 5> random{};
    QRandomGenerator::system()->generate(random.begin(), random.end());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    const QString id = QString::fromLatin1(bytes.toHex());
    return m_visitors[id] = Visitor{.id = id, .user = user};
}

Visitor *Visitors::find(const QString &id)
{
    const auto found = m_visitors.find(id);
    return found == m_visitors.end() ? nullptr : &found->second;
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
