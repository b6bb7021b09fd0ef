// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

/// A string of JSON as it stands between its quotes, checked but not decoded.
struct JsonText {
    QByteArrayView raw = {}; ///< valid UTF-8, without control characters, with valid escapes only
    bool hasEscapes = false;
    bool isAscii = true; ///< as it stands; escapes may stand for anything

    /// Decodes no more than the first `most` bytes of `raw`. Half a surrogate pair becomes U+FFFD.
    [[nodiscard]] QString decoded(qsizetype most) const;
    /// The whole one, where it needs no decoding: only its bytes count.
    [[nodiscard]] std::optional<QLatin1String> plain() const
    {
        return hasEscapes || !isAscii ? std::nullopt : std::optional<QLatin1String>(raw);
    }
};

/// Reads JSON (RFC 8259, strictly) from front to back without building anything of it, as QXmlStreamReader
/// does for XML. For text that may be damaged: what was read before the damage stands. And for text that is
/// copied: position() tells which bytes a value takes. Needs no memory but one bit a level.
///
/// Each read…() and skip() takes one whole value, and fails for good where it does not stand there. The text
/// must outlive the reader and what it gave.
class JsonStreamReader
{
public:
    explicit JsonStreamReader(QByteArrayView text)
        : m_text(text)
    {
    }

    enum class Kind { Nothing, Null, Bool, Number, Text, Array, Object };
    /// Of the value that comes next, by its first character. Nothing: at the end, or none begins so.
    [[nodiscard]] Kind kind();

    /// Calls `member(const JsonText &key)` for each member; it takes the value, or tells by false that it
    /// could not.
    template <typename Member> [[nodiscard]] bool readObject(Member member);
    [[nodiscard]] JsonText readText();
    [[nodiscard]] double readNumber(); ///< ±infinity where a double cannot hold it
    /// Whole numbers exactly; others, and larger ones, as the nearest that a qint64 holds.
    [[nodiscard]] qint64 readInteger();
    [[nodiscard]] bool readBool();
    /// Takes any value. Returns how deep it is nested: 0 for a plain one.
    qsizetype skip();

    /// Takes `bytes` if the text goes on with them after white space: what was read before need not be read
    /// again.
    [[nodiscard]] bool take(QByteArrayView bytes);
    /// The rest is white space.
    [[nodiscard]] bool atEnd();

    [[nodiscard]] bool hasFailed() const { return m_failed; }
    /// Where the next value begins, behind white space; where it failed.
    [[nodiscard]] qsizetype position();
    /// Where what was taken last ends.
    [[nodiscard]] qsizetype end() const { return m_at; }

private:
    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }
    [[nodiscard]] bool takeOne(char character)
    {
        skipSpace();
        const bool isThere = !m_failed && m_at < m_text.size() && m_text[m_at] == character;
        m_at += isThere;
        return isThere;
    }
    [[nodiscard]] static constexpr bool isSpace(char c)
    {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
    [[nodiscard]] bool beginObject();
    /// After a member: true where another one follows.
    [[nodiscard]] bool nextMember();
    [[nodiscard]] JsonText readKey();
    [[nodiscard]] QByteArrayView number();
    [[nodiscard]] bool takeSmallNumber(qint64 &value);
    bool literal(QByteArrayView word);
    void scalar();
    bool fail();

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_failed = false;
};

template <typename Member> bool JsonStreamReader::readObject(Member member)
{
    if (!beginObject())
        return false;
    if (takeOne('}'))
        return true;
    do {
        const JsonText key = readKey();
        if (m_failed || !member(key) || m_failed)
            return fail();
    } while (nextMember());
    return !m_failed;
}
