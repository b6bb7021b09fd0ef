// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirefeeder.h"

#include "descriptor.h"
#include "samplepng.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QtEndian>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

using namespace Qt::StringLiterals;

namespace
{

/// A frame of a server: what is the same in all messages of a job is kept once.
struct Frame {
    QByteArray begin;
    QByteArray middle;
    QByteArray end;
};

QByteArray frameHead(qsizetype size)
{
    QByteArray head("\x81", 1);
    if (size < 126)
        return head + char(size);
    if (size < 65536) {
        head.append(char(126)).resize(4);
        qToBigEndian(quint16(size), head.data() + 2);
    } else {
        head.append(char(127)).resize(10);
        qToBigEndian(quint64(size), head.data() + 2);
    }
    return head;
}

Frame frame(const QByteArray &begin, const QByteArray &middle = {}, const QByteArray &end = {})
{
    return {frameHead(begin.size() + middle.size() + end.size()) + begin, middle, end};
}

std::vector<Frame> progressFrames(qsizetype size, int count)
{
    constexpr int images = 4;
    constexpr qsizetype around = 140; // what stands beside the preview
    QByteArray picture("\xff\xd8\xff\xe0");
    for (quint32 state = 1; picture.size() < (size - around) / 4 * 3; state = state * 1664525 + 1013904223)
        picture += char(state >> 24);
    const QByteArray preview = picture.toBase64();
    std::vector<Frame> frames;
    for (int i = 0; i < count; ++i) {
        const QByteArray index = QByteArray::number(i * images / count);
        const QByteArray overall = QByteArray::number((i + 1.0) / count, 'f', 8);
        frames.push_back(frame("{\"gen_progress\":{\"batch_index\":\"" + index
                                   + "\",\"request_id\":\"1001\",\"preview\":\"data:image/jpeg;base64,",
                               preview,
                               "\",\"overall_percent\":" + overall + ",\"current_percent\":0.125}}"));
    }
    for (int i = 0; i < images; ++i)
        frames.push_back(frame("{\"image\":\"View/local/raw/a.png\",\"batch_index\":\""
                               + QByteArray::number(i) + "\",\"request_id\":\"1001\",\"metadata\":null}"));
    return frames;
}

std::vector<Frame> pictureFrame(qsizetype size)
{
    return {frame("{\"image\":\"data:image/png;base64,", samplePng(size).toBase64(),
                  "\",\"batch_index\":\"0\",\"request_id\":\"1001\",\"metadata\":null}")};
}

bool sendAll(int socket, const Frame &frame)
{
    iovec parts[3];
    int count = 0;
    for (const QByteArray *bytes : {&frame.begin, &frame.middle, &frame.end})
        parts[count++] = {const_cast<char *>(bytes->constData()), size_t(bytes->size())};
    for (iovec *part = parts; count > 0;) {
        ssize_t sent = ::writev(socket, part, count);
        if (sent < 0)
            return false;
        for (; count > 0 && size_t(sent) >= part->iov_len; ++part, --count)
            sent -= ssize_t(part->iov_len);
        if (count > 0) {
            part->iov_base = static_cast<char *>(part->iov_base) + sent;
            part->iov_len -= size_t(sent);
        }
    }
    return true;
}

/// One connection: requests with a body that comes with them, or one job.
class Guest
{
public:
    Guest(int socket, const std::vector<Frame> &frames)
        : m_socket(socket)
        , m_frames(frames)
    {
    }

    void serve()
    {
        while (hear()) {
            const qsizetype end = m_heard.indexOf("\r\n\r\n");
            if (end < 0)
                continue;
            if (const qsizetype key = m_heard.indexOf("Sec-WebSocket-Key: "); key >= 0)
                return feed(m_heard.sliced(key + 19, m_heard.indexOf('\r', key) - key - 19));
            const qsizetype length = m_heard.toLower().indexOf("content-length: ");
            const qsizetype size
                = length < 0 ? 0 : std::atol(m_heard.constData() + length + sizeof "content-length:");
            if (m_heard.size() < end + 4 + size)
                continue;
            m_heard.clear();
            const QByteArray body
                = "{\"session_id\":\"s\",\"user_id\":\"local\",\"version\":\"0.9.8.2\",\"server_id\":\"g\"}";
            if (!say("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
                     + body))
                return;
        }
    }

private:
    bool hear()
    {
        char some[4096];
        const ssize_t size = ::recv(m_socket.get(), some, sizeof some, 0);
        m_heard.append(some, std::max<ssize_t>(size, 0));
        return size > 0;
    }

    bool say(const QByteArray &bytes) { return sendAll(m_socket.get(), {bytes, {}, {}}); }

    void feed(const QByteArray &key)
    {
        const QByteArray accept = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                           QCryptographicHash::Sha1);
        m_heard.clear();
        if (!say("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                 "Sec-WebSocket-Accept: "
                 + accept.toBase64() + "\r\n\r\n")
            || !hear()) // the request itself does not matter
            return;
        for (const Frame &frame : m_frames)
            if (!sendAll(m_socket.get(), frame))
                return;
        if (say(frame("{\"socket_intention\":\"close\"}").begin))
            while (hear()) { }
    }

    Descriptor m_socket;
    const std::vector<Frame> &m_frames;
    QByteArray m_heard;
};

} // namespace

WireFeeder::WireFeeder(Feed feed, qsizetype size, int count)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(),
                    {u"--feeder"_s, feed == Feed::Progress ? u"progress"_s : u"picture"_s,
                     QString::number(size), QString::number(count)});
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead())
            qFatal("there is no feeder: %s", qPrintable(m_process.errorString()));
    m_port = QString::fromLatin1(m_process.readLine().trimmed());
}

WireFeeder::~WireFeeder()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished();
}

int runWireFeeder(const QStringList &arguments)
{
    const qsizetype size = arguments.value(1).toLongLong();
    ::signal(SIGPIPE, SIG_IGN); // who has heard enough hangs up
    const std::vector<Frame> frames = arguments.value(0) == "progress"_L1
        ? progressFrames(size, arguments.value(2).toInt())
        : pictureFrame(size);
    const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{
        .sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    auto *any = reinterpret_cast<sockaddr *>(&address);
    socklen_t length = sizeof address;
    if (::bind(listener.get(), any, length) != 0 || ::listen(listener.get(), 8) != 0
        || ::getsockname(listener.get(), any, &length) != 0)
        qFatal("there is no port on the loopback");
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    std::thread([&] {
        while (std::getchar() != EOF) { }
        std::_Exit(0); // whoever is being served does not want it any more
    }).detach();
    for (;;) {
        const int socket = ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
        const int atOnce = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &atOnce, sizeof atOnce);
        std::thread([&frames, socket] { Guest(socket, frames).serve(); }).detach();
    }
}
