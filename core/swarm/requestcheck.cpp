// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestcheck.h"

#include "modelinquiry.h"
#include "parameterid.h"
#include "parameterinquiry.h"
#include "sessioncall.h"
#include "swarmprotocol.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

// An account may generate without being permitted to see a list, and an old server may not have it.
bool isForbidden(const Error &error)
{
    const QString id = error.details["error_id"_L1].toString();
    return id == "bad_permissions"_L1 || id == "bad_route"_L1
        || (id.isEmpty() && error.kind == Error::Kind::Refused);
}

// Without the server's own list: those that every server has.
bool isUsuallyFile(const QString &parameter)
{
    return parameter == "initimage"_L1 || parameter == "maskimage"_L1;
}

QStringList titlesIn(const QJsonObject &userData)
{
    QStringList titles;
    for (const auto &preset : userData["presets"_L1].toArray())
        titles << preset["title"_L1].toString();
    return titles;
}

} // namespace

class RequestCheck::Private
{
public:
    Private(RequestCheck &check, SwarmClient &swarm, RequestWish wanted)
        : q(check)
        , client(swarm)
        , wish(std::move(wanted))
    {
        checked.request = wish.request;
    }

    void askParameters()
    {
        const auto *inquiry = new ParameterInquiry(client, &q);
        QObject::connect(inquiry, &ParameterInquiry::finished, &q, [this](const auto &parameters) {
            if (parameters)
                server = *parameters;
            else if (isForbidden(parameters.error()))
                checked.notes << tr(
                    "The server does not let its parameters be seen; they are sent unchecked.");
            else
                return end(parameters.error());
            askPresets();
        });
    }

private:
    void askPresets()
    {
        if (wish.presets.isEmpty())
            return takeTitles({});
        const auto *call = new SessionCall(client, u"GetMyUserData"_s, {}, &q);
        QObject::connect(call, &SessionCall::finished, &q, [this](const Result<QJsonObject> &reply) {
            if (reply)
                takeTitles(titlesIn(*reply));
            else
                end(reply.error());
        });
    }

    void takeTitles(const QStringList &titles)
    {
        QJsonArray presets;
        for (const QString &typed : wish.presets) {
            const Result<QString> title = exactPreset(titles, typed);
            if (!title)
                return end(title.error());
            presets << *title;
        }
        if (!presets.isEmpty())
            checked.request.others[u"presets"_s] = presets;
        if (wish.request.model.isEmpty() || !server)
            askModels();
        else
            conclude();
    }

    void askModels()
    {
        const auto *inquiry = new ModelInquiry(client, {}, &q);
        QObject::connect(inquiry, &ModelInquiry::finished, &q, [this](const auto &models) {
            if (models)
                takeModels(*models);
            else if (isForbidden(models.error()))
                conclude();
            else
                end(models.error());
        });
    }

    void takeModels(const QList<ServerModel> &models)
    {
        if (!wish.request.model.isEmpty()) { // and the parameters could not be seen
            const Result<ServerModel> model = findModel(models, wish.request.model);
            if (!model)
                return end(model.error());
            checked.request.model = model->name;
        } else if (!models.isEmpty()) {
            chooseFrom(models);
        }
        conclude();
    }

    // As the server's own page does: what is loaded costs no time, else the first of its list.
    void chooseFrom(const QList<ServerModel> &models)
    {
        const auto loaded = std::ranges::find_if(models, &ServerModel::loaded);
        const bool isLoaded = loaded != models.end();
        checked.request.model = isLoaded ? loaded->name : models.first().name;
        checked.notes << (isLoaded ? tr("Model: %1 (it is loaded on the server; choose with --model)")
                                         .arg(checked.request.model)
                                   : tr("Model: %1 (the first of %2; choose with --model)")
                                         .arg(checked.request.model)
                                         .arg(models.size()));
    }

    void takeOptional()
    {
        for (auto entry = wish.ifKnown.begin(); entry != wish.ifKnown.end(); ++entry) {
            if (!server || server->find(entry.key()))
                checked.request.others[entry.key()] = *entry;
            else
                checked.notes
                    << tr("The server has no parameter “%1”, so it has no effect.").arg(entry.key());
        }
    }

    void conclude()
    {
        takeOptional();
        if (!server)
            return endUnchecked();
        const Result<GenerationRequest> exact = exactRequest(checked.request, *server);
        if (!exact)
            return end(exact.error());
        noteChoices(*exact);
        if (exact->others.contains("aspectratio"_L1) && !exact->others.contains("sidelength"_L1))
            checked.notes << tr("The server looks at aspectratio only together with sidelength.");
        checked.request = *exact;
        for (const QString &parameter : checked.request.others.keys()) {
            const ServerParameter *listed = server->find(parameter);
            if (listed && listed->type == ServerParameter::Type::File)
                checked.files << parameter;
        }
        end(checked);
    }

    // Names alone are made exact, as the server itself would do it.
    void endUnchecked()
    {
        QJsonObject typed = toParameters(checked.request);
        QJsonObject exact;
        for (auto one = typed.begin(); one != typed.end(); ++one)
            exact[parameterId(one.key())] = *one;
        checked.request = requestFrom(exact);
        for (const QString &parameter : checked.request.others.keys()) {
            if (isUsuallyFile(parameter))
                checked.files << parameter;
        }
        end(checked);
    }

    // A choice that was written otherwise than the server calls it.
    void noteChoices(const GenerationRequest &exact)
    {
        const auto note = [this](const QString &parameter, const QString &typed, const QString &chosen) {
            const QString bare = QString(typed).remove(".safetensors"_L1);
            if (!typed.isEmpty() && !chosen.endsWith(bare, Qt::CaseInsensitive))
                checked.notes << tr("%1: %2 (for “%3”)").arg(parameter, chosen, typed);
        };
        const QJsonObject typed = toParameters(checked.request);
        const QJsonObject chosen = toParameters(exact);
        for (auto one = typed.begin(); one != typed.end(); ++one) {
            const ServerParameter *parameter = server->find(one.key());
            if (parameter && parameter->type == ServerParameter::Type::Dropdown)
                note(parameter->id, one->toVariant().toString(),
                     chosen[parameter->id].toVariant().toString());
        }
    }

    void end(const Result<CheckedRequest> &outcome)
    {
        Q_EMIT q.finished(outcome);
        q.deleteLater();
    }

    RequestCheck &q;
    SwarmClient &client;
    RequestWish wish;
    std::optional<ServerParameters> server; ///< none: not permitted to see
    CheckedRequest checked;
};

RequestCheck::RequestCheck(SwarmClient &client, RequestWish wish, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client, std::move(wish)))
{
    d->askParameters();
}

RequestCheck::~RequestCheck() = default;
