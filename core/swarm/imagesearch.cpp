// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagesearch.h"

#include "swarmprotocol.h"
#include "usedparameters.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>

using namespace Qt::StringLiterals;

namespace
{

constexpr int deepest = 5; // folders of the server's own naming, such as raw/2026/08/21

// The server writes down what was sent, and besides only these and what macros and presets set.
bool isOfTheServer(const QString &key)
{
    static const QStringList keys{u"prompt"_s, u"negativeprompt"_s, u"seed"_s, u"images"_s,
                                  u"swarm_version"_s};
    return keys.contains(key);
}

// What was sent and is told in the metadata must be the same; the server leaves out what it did not use, but
// never a LoRA.
bool isSameRequest(const GenerationRequest &request, const QJsonObject &used)
{
    const QJsonObject sent = toParameters(request);
    const bool mayHoldMore = request.prompt.contains(u'<') || request.negativePrompt.contains(u'<')
        || request.others.contains("presets"_L1);
    for (auto one = sent.begin(); one != sent.end(); ++one) {
        const bool isTold = used.contains(one.key());
        const bool isFile = request.inputs.contains(one.key());
        if (!isTold && one.key() == "loras"_L1)
            return false;
        if (isTold && !isFile && !isOfTheServer(one.key()) && !mayHoldMore
            && !isSameValue(*one, used[one.key()]))
            return false;
    }
    const QStringList told = used.keys();
    return mayHoldMore || std::ranges::all_of(told, [&sent](const QString &key) {
               return isOfTheServer(key) || sent.contains(key);
           });
}

} // namespace

ImageSearch::ImageSearch(SwarmClient &client, GenerationRequest request, const QDateTime &sent,
                         QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_isOneSeed(m_request.others["noseedincrement"_L1].toVariant().toBool())
    , m_earliest(sent.toUTC().date().addDays(-1)) // the server's own date may lag behind
{
    const SwarmCall *call = client.post(u"GetNewSession", {}, callLimit, this);
    connect(call, &SwarmCall::finished, this, &ImageSearch::list);
}

void ImageSearch::list(const Result<QJsonObject> &sessionReply)
{
    const Result<ServerSession> session
        = SwarmProtocol::parseNewSession(sessionReply, m_client.address().url);
    if (session)
        m_serverId = session->serverId;
    if (!session)
        return end({}, session.error());
    if (m_request.seed.value_or(-1) < 0) // the server drew a seed that is not known here
        return end({});
    const QJsonObject body{
        {u"session_id"_s, session->id}, {u"path"_s, u""_s}, {u"depth"_s, deepest}, {u"sortBy"_s, u"Date"_s}};
    const SwarmCall *call = m_client.postPatiently(u"ListImages", body, this);
    connect(call, &SwarmCall::finished, this, [this, owner = *session](const Result<QJsonObject> &listing) {
        if (listing)
            pick(*listing, owner);
        else
            end({}, listing.error());
    });
}

void ImageSearch::pick(const QJsonObject &listing, const ServerSession &session)
{
    const QString root = session.outputAppendUser ? u"View/%1/"_s.arg(session.userId) : u"Output/"_s;
    std::map<int, JobImage> found;
    for (const auto &entry : listing["files"_L1].toArray()) { // the newest first
        const QString metadata = entry["metadata"_L1].toString();
        if (std::optional<int> index = indexOf(metadata)) {
            while (m_isOneSeed && found.contains(*index) && *index + 1 < imagesAsked(m_request))
                ++*index; // which of them it is cannot be told, and does not matter
            const QString path = root + entry["src"_L1].toString();
            found.emplace(*index, JobImage{.index = *index, .path = path, .metadata = metadata});
        }
    }
    QList<JobImage> images;
    for (const auto &[index, image] : found)
        images << image;
    end(images);
}

// The place among the request's images; none where it is a picture of another request.
std::optional<int> ImageSearch::indexOf(const QString &metadata) const
{
    const QJsonObject all = QJsonDocument::fromJson(metadata.toUtf8()).object();
    const QJsonObject used = all["sui_image_params"_L1].toObject();
    const QJsonObject extra = all["sui_extra_data"_L1].toObject();
    const QDate made = QDate::fromString(extra["date"_L1].toString(), Qt::ISODate);
    const bool samePrompt = used["prompt"_L1].toString() == m_request.prompt
        || extra["original_prompt"_L1].toString() == m_request.prompt;
    if (!samePrompt || (made.isValid() && made < m_earliest) || !isSameRequest(m_request, used))
        return std::nullopt;
    bool isNumber = false;
    const qint64 seed = used["seed"_L1].toVariant().toLongLong(&isNumber);
    const qint64 index = seed - *m_request.seed;
    if (!isNumber || index < 0 || index >= imagesAsked(m_request))
        return std::nullopt;
    return int(index);
}

void ImageSearch::end(const QList<JobImage> &images, const std::optional<Error> &problem)
{
    Q_EMIT finished(images, m_serverId, problem);
    deleteLater();
}
