// SPDX-License-Identifier: GPL-3.0-or-later
#include "callask.h"

#include "recordedanswer.h"
#include "replycomparison.h"
#include "wholemessage.h"

#include <QDeadlineTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto patienceForStates = 5s;
constexpr int pauseBetween = 15; // ms

QByteArray chunkFramed(const QByteArray &body)
{
    return QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
}

QByteArray wireOf(const Transcript::Http &recorded, const Translation &translation)
{
    const QByteArray before = wholeBody(recorded);
    const QByteArray body = translation(before);
    QByteArray wire = recorded.method + ' ' + translation(recorded.target) + " HTTP/1.1\r\n";
    for (const auto &[name, value] : recorded.requestHeaders) {
        const bool fits = name.toLower() == "content-length" && value.toLongLong() == before.size();
        wire += name + ": " + (fits ? QByteArray::number(body.size()) : translation(value)) + "\r\n";
    }
    const bool isChunked = recorded.requestHeader("Transfer-Encoding").toLower() == "chunked";
    return wire + "\r\n" + (isChunked ? chunkFramed(body) : body);
}

// Nothing is left of a job when the recording says so; how far it is in between depends on the moment.
QString countsDifference(const QJsonObject &recorded, const QJsonObject &here, bool isCounted)
{
    const QJsonObject before = recorded["status"_L1].toObject();
    const QJsonObject now = here["status"_L1].toObject();
    const bool isIdle = before["waiting_gens"_L1].toInt() == 0 && before["loading_models"_L1].toInt() == 0;
    if (before == now || (!isIdle && !isCounted))
        return {};
    const auto shown = [](const QJsonObject &counts) {
        return u"%1 %2 %3 %4"_s.arg(counts["waiting_gens"_L1].toInt())
            .arg(counts["loading_models"_L1].toInt())
            .arg(counts["waiting_backends"_L1].toInt())
            .arg(counts["live_gens"_L1].toInt());
    };
    return u"counts %1 instead of %2"_s.arg(shown(now), shown(before));
}

} // namespace

CallAsk::CallAsk(const Transcript::Http &recorded, quint16 port, const Translation &translation)
    : m_recorded(recorded)
    , m_port(port)
    , m_wire(wireOf(recorded, translation))
{
    send();
}

void CallAsk::send()
{
    m_connection = std::make_unique<RawHttp>(m_port);
    m_connection->send(m_wire);
}

QString CallAsk::name() const
{
    const QString label = m_recorded.label.isEmpty() ? QString() : u" “%1”"_s.arg(m_recorded.label);
    return QString::fromLatin1(m_recorded.target) + label;
}

bool CallAsk::mayBeAskedAgain() const
{
    const QByteArray route = m_recorded.route();
    return route == "getcurrentstatus" || route == "getglobalstatus" || route == "listbackends";
}

QStringList CallAsk::settle(bool isCounted)
{
    QStringList found;
    const QDeadlineTimer deadline(patienceForStates);
    for (;;) {
        found = differences(isCounted);
        if (found.isEmpty() || !mayBeAskedAgain() || deadline.hasExpired())
            break;
        QTest::qWait(pauseBetween);
        send();
    }
    m_connection.reset();
    return found;
}

QStringList CallAsk::differences(bool isCounted)
{
    if (m_recorded.answeredAt < 0)
        return {};
    const RawReply reply = m_connection->next(m_recorded.method == "HEAD");
    m_answer = objectIn(reply);
    m_token = swarmTokenIn(reply.header("Set-Cookie"));
    QStringList found = replyDifferences(m_recorded, reply);
    if (const RecordedAnswer answer(m_recorded); answer.isGood && answer.object.contains("status"_L1))
        found << countsDifference(answer.object, m_answer, isCounted);
    found.removeAll(QString());
    return found;
}
