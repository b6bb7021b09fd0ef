// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "singleinstance.h"

#include <QLocalSocket>
#include <QTimer>

#include <chrono>

/// A second start's call to the first: hands over its folders. Where the first is at its end, waits for it
/// and takes its place. Emits finished() exactly once.
class CallToFirst : public QObject
{
    Q_OBJECT
public:
    enum class Answer {
        Taken, ///< the first does what was asked for
        PlaceIsOurs, ///< the first has ended
        None
    };
    Q_ENUM(Answer)

    /// `place` must outlive the call.
    CallToFirst(SingleInstance &place, const InstanceCall &call, QObject *parent = nullptr);

    /// Tries for so long: the first may just be starting, or be at its end, which takes it up to 6 s.
    void start(std::chrono::milliseconds patience = std::chrono::seconds(10));

Q_SIGNALS:
    void finished(CallToFirst::Answer answer);

private:
    void tryOnce();
    void onNobody();
    void settle(Answer answer);

    SingleInstance &m_place;
    QByteArray m_line;
    QLocalSocket m_socket;
    QTimer m_patience;
    QTimer m_again;
    bool m_settled = false;
};
