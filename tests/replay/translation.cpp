// SPDX-License-Identifier: GPL-3.0-or-later
#include "translation.h"

#include "recordedaccounts.h"
#include "recordedanswer.h"
#include "recordedsessions.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString tokenUser(const QByteArray &token)
{
    return QString::fromUtf8(QByteArray::fromHex(token.split('.').first()));
}

// "stub-step=500" is in milliseconds, and all goes faster here.
QByteArray withPace(const QByteArray &text, double pace)
{
    static const QRegularExpression step(u"demo-step=(\\d{1,9})"_s);
    QString result = QString::fromUtf8(text);
    const QRegularExpressionMatch match = step.match(result);
    if (!match.hasMatch())
        return text;
    const int faster = std::max(1, int(match.captured(1).toInt() / pace));
    return result.replace(match.capturedStart(), match.capturedLength(), u"demo-step=%1"_s.arg(faster))
        .toUtf8();
}

// Small pictures say the same and take less time.
QByteArray withSmallPictures(QByteArray text)
{
    for (const QByteArray &space : {QByteArray(" "), QByteArray()})
        text.replace("\"width\":" + space + "512," + space + "\"height\":" + space + "512",
                     "\"width\":" + space + "64," + space + "\"height\":" + space + "64");
    return text;
}

} // namespace

QByteArray swarmTokenIn(const QByteArray &header)
{
    const QByteArray key = "swarm_token=";
    const qsizetype at = header.indexOf(key);
    return at < 0 ? QByteArray() : header.sliced(at + key.size()).split(';').first().trimmed();
}

Translation::Translation(DemoScene &scene, const Transcript &transcript, double pace)
    : m_pace(pace)
{
    makeSessions(scene, transcript);
    makeTokens(scene, transcript);
    takePasswords(transcript);
}

void Translation::makeSessions(DemoScene &scene, const Transcript &transcript)
{
    for (const EarlierSession &earlier : earlierSessions(transcript)) {
        scene.with([&](demo::DemoServer &server) {
            m_words[earlier.id.toLatin1()] = server.makeSession(earlier.user).toLatin1();
        });
    }
}

// Tokens that nobody was given in the recording, and that let somebody in all the same.
void Translation::makeTokens(DemoScene &scene, const Transcript &transcript)
{
    for (const Transcript::Http &call : transcript.calls) {
        const QByteArray token = swarmTokenIn(call.requestHeader("Cookie"));
        if (token.count('.') != 2 || m_words.contains(token) || !RecordedAnswer(call).error.isEmpty())
            continue;
        scene.with([&](demo::DemoServer &server) {
            if (const QByteArray here = server.makeToken(tokenUser(token)); !here.isEmpty())
                m_words[token] = here;
        });
    }
}

// A password that was right, and that the recording does not tell in plain text.
void Translation::takePasswords(const Transcript &transcript)
{
    const QList<DemoAccount> accounts = recordedAccounts(transcript);
    for (const Transcript::Http &call : transcript.calls) {
        const QJsonObject question = call.question();
        const QString sent = question["password"_L1].toString();
        if (call.route() != "login" || !RecordedAnswer(call).isGood || sent.startsWith("__swarmdoprehash"_L1))
            continue;
        const QString user = question["username"_L1].toString();
        const auto account = std::ranges::find(accounts, user, &DemoAccount::name);
        if (account != accounts.end())
            m_words[sent.toUtf8()] = hashedPassword(user, account->password);
    }
}

QByteArray Translation::operator()(QByteArray recorded) const
{
    // in two goes, because what stands for one thing there may stand for another one here
    const QList<QByteArray> words = m_words.keys();
    const auto mark = [](qsizetype i) { return '\x01' + QByteArray::number(i) + '\x02'; };
    for (qsizetype i = 0; i < words.size(); ++i)
        recorded.replace(words[i], mark(i));
    for (qsizetype i = 0; i < words.size() && recorded.contains('\x01'); ++i)
        recorded.replace(mark(i), m_words[words[i]]);
    recorded.replace("stub", "demo").replace("STUB", "DEMO").replace("Stub", "Demo");
    return withSmallPictures(withPace(recorded, m_pace));
}

QString Translation::session(const QString &recorded) const
{
    return QString::fromLatin1(m_words.value(recorded.toLatin1()));
}

void Translation::learn(const QJsonObject &recorded, const QJsonObject &here)
{
    for (const QLatin1String key : {"session_id"_L1, "token"_L1}) {
        const QByteArray before = recorded[key].toString().toLatin1();
        const QByteArray now = here[key].toString().toLatin1();
        if (!before.isEmpty() && !now.isEmpty())
            m_words[before] = now;
    }
}

void Translation::learnToken(const QByteArray &recorded, const QByteArray &here)
{
    if (!recorded.isEmpty() && !here.isEmpty())
        m_words[recorded] = here;
}

// The names carry the minute and a number: "2026-11-23/0209001".
void Translation::learnPaths(const QStringList &recorded, const QStringList &here)
{
    static const QRegularExpression stem(u"(\\d{4}-\\d\\d-\\d\\d/\\d{7})-"_s);
    for (qsizetype i = 0; i < std::min(recorded.size(), here.size()); ++i) {
        const auto one = stem.match(recorded[i]);
        const auto other = stem.match(here[i]);
        if (one.hasMatch() && other.hasMatch())
            m_words[one.captured(1).toLatin1()] = other.captured(1).toLatin1();
    }
}
