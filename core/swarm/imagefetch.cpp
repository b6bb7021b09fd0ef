// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefetch.h"

#include "laterptr.h"
#include "networkerror.h"
#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QNetworkReply>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto retryPause = 300ms; // a file may be written a moment after it was announced
constexpr qint64 headSize = 16; // enough to know every kind
constexpr qint64 largestSentence = 65536;

} // namespace

class ImageFetch::Private
{
    Q_DECLARE_TR_FUNCTIONS(ImageFetch)
public:
    Private(ImageFetch &fetch, SwarmClient &swarm, QString imagePath, QIODevice &device)
        : q(fetch)
        , client(swarm)
        , path(std::move(imagePath))
        , sink(device)
    {
    }

    void begin()
    {
        if (path.startsWith("data:"_L1))
            QTimer::singleShot(0, &q, [this] { takeDataUrl(); });
        else
            ask();
    }

    qint64 largest = largestFile;
    std::chrono::milliseconds longestSilence{30000};

private:
    void ask()
    {
        received = 0;
        reply.reset(client.getImage(path, longestSilence));
        QObject::connect(reply.get(), &QNetworkReply::readyRead, &q, [this] { takeBytes(); });
        QObject::connect(
            reply.get(), &QNetworkReply::finished, &q, [this] { takeEnd(); }, Qt::QueuedConnection);
    }

    void takeDataUrl()
    {
        const QByteArray bytes = SwarmProtocol::decodeDataUrl(path.toLatin1());
        head = bytes.first(std::min<qsizetype>(bytes.size(), headSize));
        if (mediaExtension(head).isEmpty())
            return settle(notMedia());
        if (sink.write(bytes) != bytes.size())
            return settle(notWritten());
        settle(mediaExtension(head));
    }

    [[nodiscard]] int status() const
    {
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    void takeBytes()
    {
        if (done)
            return;
        if (status() != 200) {
            if (reply->isRunning() && reply->bytesAvailable() >= largestSentence)
                reply->abort(); // enough has been said
            return;
        }
        if (announced() > largest)
            return settle(tooLarge());
        if (head.size() < headSize && !takeHead())
            return;
        const QByteArray bytes = reply->readAll();
        received += bytes.size();
        if (received > largest)
            settle(tooLarge());
        else if (sink.write(bytes) != bytes.size())
            settle(notWritten());
    }

    [[nodiscard]] qint64 announced() const { return reply->rawHeader("Content-Length").toLongLong(); }

    // True once enough has come to know that it is a picture.
    bool takeHead()
    {
        if (reply->bytesAvailable() < headSize && !reply->isFinished())
            return false;
        head = reply->peek(headSize);
        if (!mediaExtension(head).isEmpty())
            return true;
        settle(notMedia());
        return false;
    }

    void takeEnd()
    {
        if (done)
            return;
        if (status() == 404 && !std::exchange(retried, true)) {
            QTimer::singleShot(retryPause, &q, [this] { ask(); });
            return;
        }
        if (status() > 0 && status() != 200)
            return settle(refused());
        const bool isWhole = reply->error() == QNetworkReply::NoError
            && !isCutOff(*reply, received + reply->bytesAvailable());
        if (!isWhole) // what is missing may well have been a picture
            return settle(networkError(*reply, client.address().url));
        takeBytes(); // what came with the end
        if (done)
            return;
        settle(head.isEmpty() ? Result<QString>(notMedia()) : Result<QString>(mediaExtension(head)));
    }

    [[nodiscard]] Error refused() const
    {
        if (status() == 404) {
            return {.kind = Error::Kind::Failed,
                    .message = tr("The server does not have the picture “%1”.").arg(name()),
                    .hint = tr("It may have been deleted there."),
                    .details = {{"gone"_L1, true}}};
        }
        if (status() > 200 && status() < 300) // a part, or none, that nobody asked for
            return notMedia();
        const QByteArray said = reply->isOpen() ? reply->read(largestSentence) : QByteArray();
        const auto parsed = SwarmProtocol::parseReply(status(), said, client.address().url);
        return parsed ? notMedia() : parsed.error();
    }

    [[nodiscard]] Error notMedia() const
    {
        return {.kind = Error::Kind::BadReply,
                .message = tr("What the server sent for “%1” is not a picture.").arg(name()),
                .hint = tr("Look at the server's log.")};
    }

    [[nodiscard]] Error tooLarge() const
    {
        return {.kind = Error::Kind::BadReply,
                .message = tr("The picture “%1” is larger than %2 GiB.").arg(name()).arg(largest >> 30),
                .hint = tr("It is still on the server; get it from there.")};
    }

    [[nodiscard]] Error notWritten() const
    {
        return {.kind = Error::Kind::FileSystem,
                .message = tr("The picture “%1” could not be written: %2.").arg(name(), sink.errorString()),
                .hint = tr("It is still on the server; free some space and try again.")};
    }

    [[nodiscard]] QString name() const
    {
        return path.startsWith("data:"_L1) ? tr("the result") : path.section(u'/', -1);
    }

    void settle(const Result<QString> &outcome)
    {
        if (std::exchange(done, true))
            return;
        if (reply && reply->isRunning())
            reply->abort();
        QTimer::singleShot(0, &q, [this, outcome] { Q_EMIT q.finished(outcome); });
    }

    ImageFetch &q;
    SwarmClient &client;
    QString path;
    QIODevice &sink;
    LaterPtr<QNetworkReply> reply;
    QByteArray head;
    qint64 received = 0;
    bool retried = false;
    bool done = false;
};

ImageFetch::ImageFetch(SwarmClient &client, QString path, QIODevice &sink, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, client, std::move(path), sink))
{
}

ImageFetch::~ImageFetch() = default;

void ImageFetch::setLargest(qint64 bytes)
{
    d->largest = bytes;
}

void ImageFetch::setLongestSilence(std::chrono::milliseconds time)
{
    d->longestSilence = time;
}

void ImageFetch::start()
{
    d->begin();
}

bool isGone(const Error &fetching)
{
    return fetching.details["gone"_L1].toBool();
}
