// SPDX-License-Identifier: GPL-3.0-or-later
#include "linereader.h"

#include <array>
#include <cerrno>
#include <utility>

#include <unistd.h>

namespace
{

constexpr qsizetype longestLine = 64 * 1024;

} // namespace

LineReader::LineReader(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_notifier(descriptor, QSocketNotifier::Read)
{
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, &LineReader::take);
}

LineReader::~LineReader()
{
    showAgain();
}

bool LineReader::isTerminal() const
{
    return ::isatty(m_descriptor) == 1;
}

void LineReader::read(Echo echo)
{
    if (echo == Echo::Hidden)
        hide();
    QMetaObject::invokeMethod(this, &LineReader::look, Qt::QueuedConnection);
}

/// A line that has come already is taken first.
void LineReader::look()
{
    const qsizetype end = m_bytes.indexOf('\n');
    if (end < 0 && !m_isOver && m_bytes.size() <= longestLine)
        return m_notifier.setEnabled(true);
    if (end < 0 && (m_bytes.isEmpty() || m_bytes.size() > longestLine))
        return settle(std::nullopt);
    QByteArray line = end < 0 ? std::exchange(m_bytes, {}) : m_bytes.left(end);
    m_bytes.remove(0, end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    settle(QString::fromUtf8(line));
}

void LineReader::take()
{
    std::array<char, 4096> buffer{};
    const ssize_t size = ::read(m_descriptor, buffer.data(), buffer.size());
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size > 0)
        m_bytes.append(buffer.data(), size);
    else
        m_isOver = true;
    m_notifier.setEnabled(false);
    look();
}

void LineReader::settle(const std::optional<QString> &line)
{
    showAgain();
    Q_EMIT got(line);
}

/// The line end is shown all the same, so that what follows stands in a line of its own.
void LineReader::hide()
{
    termios settings{};
    if (m_before || !isTerminal() || ::tcgetattr(m_descriptor, &settings) != 0)
        return;
    m_before = settings;
    settings.c_lflag &= ~tcflag_t(ECHO);
    settings.c_lflag |= ECHONL;
    ::tcsetattr(m_descriptor, TCSAFLUSH, &settings);
}

void LineReader::showAgain()
{
    if (m_before)
        ::tcsetattr(m_descriptor, TCSANOW, &*m_before);
    m_before.reset();
}
