// SPDX-License-Identifier: GPL-3.0-or-later
#include "oncebuffer.h"

#include <algorithm>

OnceBuffer::OnceBuffer(QByteArray bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OnceBuffer::bytesAvailable() const
{
    return m_bytes.size() - m_read + QIODevice::bytesAvailable();
}

qint64 OnceBuffer::readData(char *data, qint64 most)
{
    const qint64 size = std::min<qint64>(most, m_bytes.size() - m_read);
    if (size == 0)
        return most > 0 ? -1 : 0;
    std::copy_n(m_bytes.constData() + m_read, size, data);
    m_read += size;
    return size;
}
