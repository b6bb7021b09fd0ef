// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QIODevice;

/// A picture on its way from one device to another, a piece at a time: it may be larger than the memory. Both
/// may be the same file, opened twice, as long as no more is written than was taken. After the first trouble
/// nothing moves.
class PictureCopy
{
public:
    enum class Trouble { None, Damaged, NotWritten };

    /// Both are at their beginning, and can be sought in.
    PictureCopy(QIODevice &from, QIODevice &to);

    [[nodiscard]] Trouble trouble() const { return m_trouble; }
    [[nodiscard]] bool isFine() const { return m_trouble == Trouble::None; }
    /// The picture's structure is not what it should be.
    void callDamaged();

    [[nodiscard]] qint64 position() const; ///< of what is taken next
    [[nodiscard]] qint64 size() const; ///< of the whole
    [[nodiscard]] qint64 written() const;

    /// Exactly that many bytes; where there are fewer, none, and it is damaged.
    [[nodiscard]] QByteArray take(qint64 size);
    /// Up to that many, which stay to be taken.
    [[nodiscard]] QByteArray peek(qint64 size);
    void skip(qint64 size);
    void copy(qint64 size);
    void write(const QByteArray &bytes);
    /// Over what was written before.
    void rewrite(qint64 at, const QByteArray &bytes);

private:
    [[nodiscard]] bool has(qint64 size);
    QIODevice &m_from;
    QIODevice &m_to;
    Trouble m_trouble = Trouble::None;
};
