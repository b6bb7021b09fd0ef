// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturecopy.h"

#include <QIODevice>

#include <algorithm>

PictureCopy::PictureCopy(QIODevice &from, QIODevice &to)
    : m_from(from)
    , m_to(to)
{
}

void PictureCopy::callDamaged()
{
    if (isFine())
        m_trouble = Trouble::Damaged;
}

qint64 PictureCopy::position() const
{
    return m_from.pos();
}

qint64 PictureCopy::size() const
{
    return m_from.size();
}

qint64 PictureCopy::written() const
{
    return m_to.pos();
}

bool PictureCopy::has(qint64 size)
{
    if (size < 0 || size > m_from.size() - m_from.pos())
        callDamaged();
    return isFine();
}

QByteArray PictureCopy::take(qint64 size)
{
    return has(size) ? m_from.read(size) : QByteArray();
}

QByteArray PictureCopy::peek(qint64 size)
{
    return isFine() ? m_from.peek(size) : QByteArray();
}

void PictureCopy::skip(qint64 size)
{
    if (has(size))
        m_from.seek(m_from.pos() + size);
}

void PictureCopy::copy(qint64 size)
{
    constexpr qint64 piece = 256LL * 1024;
    for (qint64 left = has(size) ? size : 0; left > 0 && isFine();) {
        const QByteArray bytes = m_from.read(std::min(left, piece));
        if (bytes.isEmpty())
            return callDamaged();
        write(bytes);
        left -= bytes.size();
    }
}

void PictureCopy::write(const QByteArray &bytes)
{
    if (isFine() && m_to.write(bytes) != bytes.size())
        m_trouble = Trouble::NotWritten;
}

void PictureCopy::rewrite(qint64 at, const QByteArray &bytes)
{
    const qint64 end = m_to.pos();
    if (isFine() && (!m_to.seek(at) || m_to.write(bytes) != bytes.size() || !m_to.seek(end)))
        m_trouble = Trouble::NotWritten;
}
