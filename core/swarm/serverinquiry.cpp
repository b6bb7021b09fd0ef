// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverinquiry.h"

#include "swarmprotocol.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int justNow = 2; // seconds since a backend that works one image after the other was last free

// "0.9.8.2" of "0.9.8.2.GIT-062407c7" or "0.9.8.2.DEV1".
QString plainVersion(const QString &version)
{
    static const QRegularExpression number(u"^\\d+(\\.\\d+)*"_s);
    const QString found = number.match(version).captured();
    return found.isEmpty() ? version : found;
}

ServerFacts::State stateFor(const Error &error)
{
    return error.kind == Error::Kind::NotAuthorised ? ServerFacts::State::Unauthorised
                                                    : ServerFacts::State::Offline;
}

std::optional<Error> errorOf(const Result<QJsonObject> &reply)
{
    return reply ? std::nullopt : std::optional(reply.error());
}

// Servers that do not tell their counts: the backends that worked a moment ago. Nothing where none did, which
// tells nothing.
std::optional<ServerCounts> estimatedCounts(const QJsonObject &backends)
{
    ServerCounts counts;
    for (const auto &value : backends) {
        const QJsonObject backend = value.toObject();
        const bool used = backend["time_since_used"_L1].toString() != "Never"_L1;
        if (used && backend["status"_L1].toString() == "running"_L1
            && backend["seconds_since_used"_L1].toInt(justNow + 1) <= justNow)
            ++counts.liveGens;
    }
    return counts.allZero() ? std::nullopt : std::optional(counts);
}

} // namespace

class ServerInquiry::Private
{
public:
    Private(ServerInquiry &inquiry, SwarmClient &swarm, std::chrono::milliseconds most, Parts asked)
        : q(inquiry)
        , client(swarm)
        , limit(most)
        , parts(asked)
    {
    }

    void begin()
    {
        facts.server
            = client.address().url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
        clock.start();
        if (!client.inquirySession())
            return askSession();
        const ServerSession known = *client.inquirySession();
        const SwarmCall *call
            = client.post(u"GetCurrentStatus", {{u"session_id"_s, known.id}}, timeLeft(), &q);
        QObject::connect(call, &SwarmCall::finished, &q, [this, known](const Result<QJsonObject> &reply) {
            if (reply)
                return takeSession(known);
            client.setInquirySession({}); // forgotten by the server, or another one may be there next time
            isRenewed = reply.error().details.contains("error_id"_L1); // the server itself said so
            isRenewed ? askSession() : takeProblem(reply.error());
        });
    }

private:
    struct Part {
        QString route;
        QJsonObject body;
        void (Private::*take)(const Result<QJsonObject> &);
    };

    [[nodiscard]] std::chrono::milliseconds timeLeft() const
    {
        return std::max(limit - std::chrono::milliseconds(clock.elapsed()), 100ms);
    }

    void askSession()
    {
        const SwarmCall *call = client.post(u"GetNewSession", {}, timeLeft(), &q);
        QObject::connect(call, &SwarmCall::finished, &q, [this](const Result<QJsonObject> &reply) {
            const Result<ServerSession> session = SwarmProtocol::parseNewSession(reply, facts.server);
            if (!session)
                return takeProblem(session.error());
            client.setInquirySession(*session);
            takeSession(*session);
        });
    }

    void takeProblem(const Error &error)
    {
        facts.state = stateFor(error);
        facts.error = error;
        finish();
    }

    void takeSession(const ServerSession &session)
    {
        facts.state = ServerFacts::State::Online;
        facts.responseTime = std::chrono::milliseconds(clock.elapsed());
        facts.version = plainVersion(session.version);
        serverSession = session.id;
        ask({u"ListBackends"_s, {{u"nonreal"_s, false}, {u"full_data"_s, true}}, &Private::takeBackends});
        if (parts == Parts::All)
            ask({u"ListModels"_s, SwarmProtocol::listModelsBody(), &Private::takeModels});
        if (parts == Parts::All)
            ask({u"GetServerResourceInfo"_s, {}, &Private::takeResources});
        ask({u"GetGlobalStatus"_s, {}, &Private::takeCounts});
    }

    void ask(const Part &part)
    {
        QJsonObject body = part.body;
        body[u"session_id"_s] = serverSession;
        ++open;
        const SwarmCall *call = client.post(part.route, body, timeLeft(), &q);
        const auto taken = [this, part, asked = serverSession](const Result<QJsonObject> &reply) {
            (this->*part.take)(reply);
            if (!reply && SwarmProtocol::isInvalidSession(reply.error()))
                askAgain(part, asked);
            close();
        };
        QObject::connect(call, &SwarmCall::finished, &q, taken);
    }

    // At once: what another part keeps the server busy with is no reason to tell less of this one.
    void askAgain(const Part &part, const QString &refusedSession)
    {
        if (refusedSession != serverSession)
            return ask(part);
        forgotten << part;
        if (!std::exchange(isRenewed, true))
            renewSession();
    }

    void renewSession()
    {
        client.setInquirySession({});
        ++open;
        const SwarmCall *call = client.post(u"GetNewSession", {}, timeLeft(), &q);
        QObject::connect(call, &SwarmCall::finished, &q, [this](const Result<QJsonObject> &reply) {
            if (const auto session = SwarmProtocol::parseNewSession(reply, facts.server)) {
                client.setInquirySession(*session);
                serverSession = session->id;
                for (const Part &part : std::exchange(forgotten, {}))
                    ask(part);
            } // else it did answer, if not to all
            close();
        });
    }

    void close()
    {
        if (--open == 0)
            finish();
    }

    void takeBackends(const Result<QJsonObject> &reply)
    {
        facts.backendsError = errorOf(reply);
        if (!reply)
            return;
        facts.backends = SwarmProtocol::parseBackends(*reply);
        estimate = estimatedCounts(*reply);
    }

    void takeModels(const Result<QJsonObject> &reply)
    {
        facts.modelsError = errorOf(reply);
        if (!reply)
            return;
        const QList<ServerModel> models = SwarmProtocol::parseModels(*reply);
        facts.models = int(models.size());
        facts.modelsLoaded = int(std::ranges::count_if(models, &ServerModel::loaded));
    }

    void takeResources(const Result<QJsonObject> &reply)
    {
        if (!reply)
            return;
        for (const QString &part : {u"cpu"_s, u"system_ram"_s, u"gpus"_s}) {
            if (const QJsonValue told = reply->value(part); told.isObject())
                facts.systemInfo[part] = told;
        }
    }

    void takeCounts(const Result<QJsonObject> &reply)
    {
        facts.countsError = errorOf(reply);
        if (!reply || !(*reply)["status"_L1].isObject())
            return;
        facts.counts = SwarmProtocol::parseCounts(*reply);
        facts.backendStatus = (*reply)["backend_status"_L1].toObject()["status"_L1].toString();
    }

    void finish()
    {
        if (!facts.counts && estimate) {
            facts.counts = estimate;
            facts.countsEstimated = true;
        }
        Q_EMIT q.finished(facts);
        q.deleteLater();
    }

    ServerInquiry &q;
    SwarmClient &client;
    std::chrono::milliseconds limit;
    Parts parts;
    QElapsedTimer clock;
    ServerFacts facts;
    QString serverSession;
    std::optional<ServerCounts> estimate;
    int open = 0;
    QList<Part> forgotten; ///< refused because the server knows the session no more; they wait for a new one
    bool isRenewed = false; ///< once is enough
};

ServerInquiry::ServerInquiry(SwarmClient &client, std::chrono::milliseconds limit, QObject *parent,
                             Parts parts)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client, limit, parts))
{
    d->begin();
}

ServerInquiry::~ServerInquiry() = default;
