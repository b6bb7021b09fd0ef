// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverwords.h"

#include "sessioncells.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace
{

struct ServerWords {
    Q_DECLARE_TR_FUNCTIONS(ServerWords)
};

QString onlineWord(const QString &backends)
{
    if (backends == "empty"_L1 || backends == "all_disabled"_L1)
        return ServerWords::tr("no backends");
    if (backends == "errored"_L1)
        return ServerWords::tr("backends failed");
    if (backends == "loading"_L1)
        return ServerWords::tr("starting");
    if (backends == "idle"_L1)
        return ServerWords::tr("asleep");
    return ServerWords::tr("ready");
}

QString stateWord(const ServerFacts &facts, const QDateTime &since)
{
    switch (facts.state) {
    case ServerFacts::State::Unknown:
        return ServerWords::tr("not asked yet");
    case ServerFacts::State::Online:
        return onlineWord(facts.backendStatus);
    case ServerFacts::State::Offline:
        return since.isValid() ? ServerWords::tr("no answer since %1")
                                     .arg(QLocale().toString(since.toLocalTime().time(), u"HH:mm"_s))
                               : ServerWords::tr("no answer");
    case ServerFacts::State::Unauthorised:
        return ServerWords::tr("not authorised");
    }
    Q_UNREACHABLE();
}

} // namespace

QString serverStateText(const ServerFacts &facts, const QDateTime &since)
{
    if (facts.server.isEmpty())
        return ServerWords::tr("No server");
    return ServerWords::tr("%1 – %2").arg(addressText(facts.server), stateWord(facts, since));
}

QString serverProblemText(const ServerFacts &facts)
{
    if (facts.state == ServerFacts::State::Offline)
        return ServerWords::tr(
                   "The server %1 does not answer. Sessions are still shown from the project folders.")
            .arg(addressText(facts.server));
    if (facts.state == ServerFacts::State::Unauthorised)
        return facts.error ? facts.error->sentence()
                           : ServerWords::tr("The server %1 wants a sign-in.").arg(addressText(facts.server));
    return {};
}

QString addressText(const QUrl &server)
{
    return serverName(server.toString());
}
