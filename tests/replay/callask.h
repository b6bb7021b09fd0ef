// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rawhttp.h"
#include "translation.h"

#include <memory>

/// One recorded HTTP request, sent again to a demo server as soon as it is made; the answer is looked at
/// later. Where the recorded client left without an answer, this one leaves too when it is settled.
class CallAsk
{
public:
    CallAsk(const Transcript::Http &recorded, quint16 port, const Translation &translation);

    [[nodiscard]] const Transcript::Http &recorded() const { return m_recorded; }
    [[nodiscard]] bool isSettled() const { return m_connection == nullptr; }
    /// How the answer differs from the recorded one, once it has come. States are asked for again until they
    /// are as recorded, for a while. `isCounted`: busy sessions must tell the same counts.
    [[nodiscard]] QStringList settle(bool isCounted);

    /// After settle().
    [[nodiscard]] const QJsonObject &answer() const { return m_answer; }
    [[nodiscard]] const QByteArray &token() const { return m_token; }
    [[nodiscard]] QString name() const;

private:
    void send();
    [[nodiscard]] bool mayBeAskedAgain() const;
    [[nodiscard]] QStringList differences(bool isCounted);

    const Transcript::Http &m_recorded;
    quint16 m_port;
    QByteArray m_wire; ///< the request
    std::unique_ptr<RawHttp> m_connection;
    QJsonObject m_answer;
    QByteArray m_token; ///< that the answer gave
};
