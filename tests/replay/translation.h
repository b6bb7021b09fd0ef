// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoscene.h"
#include "transcript.h"

#include <QHash>

/// Makes of what the recorded client sent what it would have to send here: sessions, tokens, names of
/// pictures and the words of the stand-in backend are other ones. Learns from the answers.
class Translation
{
public:
    /// Makes the sessions and tokens that the recorded client had from before. `pace`: how many times faster.
    Translation(DemoScene &scene, const Transcript &transcript, double pace);

    [[nodiscard]] QByteArray operator()(QByteArray recorded) const;

    /// What the same answer told there and here.
    void learn(const QJsonObject &recorded, const QJsonObject &here);
    void learnPaths(const QStringList &recorded, const QStringList &here);
    void learnToken(const QByteArray &recorded, const QByteArray &here);

    /// A session here for one of the recording.
    [[nodiscard]] QString session(const QString &recorded) const;

private:
    void makeSessions(DemoScene &scene, const Transcript &transcript);
    void makeTokens(DemoScene &scene, const Transcript &transcript);
    void takePasswords(const Transcript &transcript);

    QHash<QByteArray, QByteArray> m_words; ///< recorded → here
    double m_pace;
};

/// The token in a Set-Cookie or Cookie header; empty where there is none.
[[nodiscard]] QByteArray swarmTokenIn(const QByteArray &header);
