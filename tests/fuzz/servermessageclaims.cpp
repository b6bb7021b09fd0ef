// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include "imagefetch.h"
#include "jobledger.h"
#include "messagereader.h"
#include "swarmprotocol.h"
#include "usedparameters.h"

#include <QBuffer>
#include <QJsonDocument>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace
{

const QUrl server(u"http://studio:7801/under"_s);

/// What was asked for; the bytes' first one tells.
GenerationRequest askedBy(char byte)
{
    GenerationRequest request{.prompt = u"a fox"_s, .images = 1 + (quint8(byte) & 0x07)};
    request.others[u"batchsize"_s] = 1 + (quint8(byte) >> 3 & 0x03);
    return request;
}

/// A job as its messages come in.
class Job
{
public:
    explicit Job(const GenerationRequest &request)
        : m_ledger(request)
        , m_asked(imagesAsked(request))
    {
    }

    QString take(const QByteArray &frame)
    {
        const Result<SwarmEvent> event = SwarmProtocol::parseFrame(frame);
        if (!event && QJsonDocument::fromJson(frame).isObject())
            return u"what is a JSON object is understood"_s;
        if (!event)
            return {};
        return std::visit([this](const auto &e) { return takeEvent(e); }, *event);
    }

    [[nodiscard]] QString brokenEnd() const
    {
        for (const bool cancelled : {false, true}) {
            const JobResult result = m_ledger.result(cancelled);
            const bool isWhole = result.images.size() == m_asked;
            if (isWhole != m_ledger.isComplete() || result.images.size() > m_asked)
                return u"a job is complete with all its images"_s;
            if (!isWhole && !cancelled && !result.error)
                return u"what is missing has a reason"_s;
            if (isWhole && (result.error || result.cancelled))
                return u"what is complete has no error"_s;
            if (result.error && result.error->message.isEmpty())
                return u"an error has a sentence"_s;
        }
        return {};
    }

private:
    QString takeEvent(const ProgressEvent &event)
    {
        if (event.overall && !(*event.overall >= 0 && *event.overall <= 1))
            return u"progress is a fraction"_s;
        const std::optional<int> index = m_ledger.take(event);
        if (index && !isAsked(*index))
            return u"a preview is of an image that was asked for"_s;
        return brokenProgress();
    }
    QString takeEvent(const ImageEvent &event)
    {
        const std::optional<JobImage> image = m_ledger.take(event);
        if (!image)
            return {};
        if (!isAsked(image->index))
            return u"an image is one that was asked for"_s;
        if (m_discarded.empty() && !m_images.insert(image->index).second)
            return u"each image comes once"_s;
        if (!image->content.isEmpty() && image->path != "data:"_L1)
            return u"a picture comes in the message, or has a path"_s;
        return brokenProgress();
    }
    QString takeEvent(const StatusEvent &event)
    {
        const ServerCounts &counts = event.counts;
        if (std::min({counts.waitingGens, counts.loadingModels, counts.waitingBackends, counts.liveGens}) < 0)
            return u"no count is negative"_s;
        m_ledger.take(event);
        m_ledger.takeWaiting(counts.waitingGens);
        return brokenProgress();
    }
    QString takeEvent(const DiscardEvent &event)
    {
        m_discarded << event.batchIndices;
        m_ledger.take(event);
        return brokenProgress();
    }
    QString takeEvent(const ErrorEvent &event)
    {
        const Error error = SwarmProtocol::refusal(event.text, event.id, server);
        if (error.message.isEmpty() || error.message.contains(u'\n') || error.message.size() > 2000)
            return u"an error is a short sentence"_s;
        m_ledger.take(error);
        return {};
    }
    template <typename Event> QString takeEvent(const Event &) { return {}; }

    [[nodiscard]] bool isAsked(int index) const { return index >= 0 && index < m_asked; }
    QString brokenProgress()
    {
        const JobProgress now = m_ledger.progress();
        const JobProgress before = std::exchange(m_shown, now);
        if (!(now.overall >= before.overall && now.overall <= 1))
            return u"progress never falls, and ends at 1"_s;
        if (now.imagesDone < before.imagesDone || now.imagesDone > m_asked)
            return u"images are done once, and no more than were asked for"_s;
        return {};
    }

    JobLedger m_ledger;
    int m_asked;
    JobProgress m_shown;
    std::set<int> m_images;
    QStringList m_discarded;
};

QString brokenConversation(const QByteArray &bytes)
{
    Job job(askedBy(bytes.isEmpty() ? '\0' : bytes[0]));
    for (const QByteArray &frame : bytes.mid(1).split('\n'))
        if (const QString broken = job.take(frame); !broken.isEmpty())
            return broken;
    return job.brokenEnd();
}

QString brokenReply(const QByteArray &body)
{
    for (const int status : {200, 302, 400, 401, 502}) {
        const Result<QJsonObject> reply = SwarmProtocol::parseReply(status, body, server);
        if (!reply && (reply.error().message.isEmpty() || reply.error().message.size() > 2000))
            return u"a refusal is a short sentence"_s;
        if (!reply)
            continue;
        if (status != 200)
            return u"only a good status is a good answer"_s;
        if (const auto session = SwarmProtocol::parseNewSession(*reply, server);
            session && session->id.isEmpty())
            return u"a session has an id"_s;
        for (const ServerModel &model : SwarmProtocol::parseModels(*reply))
            if (model.name.isEmpty() || model.standardWidth < 0 || model.standardHeight < 0)
                return u"a model has a name, and no size below nothing"_s;
        for (const ServerBackend &backend : SwarmProtocol::parseBackends(*reply))
            if (backend.maxUsages < 0)
                return u"a backend is used by some or none"_s;
        if (SwarmProtocol::parseImages(*reply).contains(QString()))
            return u"an image has a path"_s;
        std::ignore = usedParameters({}, 0, QString::fromUtf8(body));
    }
    return {};
}

QString brokenAddress(const QByteArray &bytes)
{
    const QUrl url = SwarmProtocol::imageUrl(server, QString::fromUtf8(bytes));
    if (url.isEmpty() || !url.isValid())
        return u"a path makes an address"_s;
    if (url.authority() != server.authority() || url.scheme() != server.scheme() || url.hasQuery()
        || url.hasFragment())
        return u"a path leads to no other server"_s;
    if (!url.adjusted(QUrl::NormalizePathSegments).path(QUrl::FullyEncoded).startsWith(server.path()))
        return u"a path stays below the server's own"_s;
    return {};
}

QList<QByteArray> messagesIn(const QByteArray &bytes, qsizetype piece)
{
    MessageReader reader({.object = 4000, .junk = 1000});
    QList<QByteArray> messages;
    QBuffer line;
    QByteArray rest = bytes;
    while (!rest.isEmpty()) {
        QByteArray some = rest.first(std::min(piece, rest.size()));
        rest.remove(0, some.size());
        line.setBuffer(&some);
        line.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        while (const auto message = reader.next(line))
            messages << char('0' + int(message->kind)) + message->bytes;
        line.close();
    }
    return messages << QByteArray::number(int(reader.state()));
}

QString brokenFrames(const QByteArray &bytes)
{
    const QList<QByteArray> messages = messagesIn(bytes, bytes.size());
    qsizetype size = 0;
    for (const QByteArray &message : messages)
        size += message.size() - 1;
    if (size > bytes.size())
        return u"no message has more bytes than came"_s;
    if (messagesIn(bytes, 1) != messages)
        return u"frames are the same in pieces"_s;
    return {};
}

QString brokenDataUrl(const QByteArray &bytes)
{
    const QByteArray decoded = SwarmProtocol::decodeDataUrl("data:image/png;base64," + bytes);
    if (!decoded.isEmpty() && decoded != QByteArray::fromBase64(bytes))
        return u"base64 is what Qt takes it for"_s;
    return {};
}

} // namespace

QString brokenServerMessageClaim(const QByteArray &bytes)
{
    for (const auto claim : {brokenConversation, brokenReply, brokenAddress, brokenFrames, brokenDataUrl})
        if (const QString broken = claim(bytes); !broken.isEmpty())
            return broken;
    return {};
}
