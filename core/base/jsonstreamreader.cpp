// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonstreamreader.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <vector>

namespace
{

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// -1 where it is none.
constexpr int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The four digits behind "\u"; -1 where they are not there.
int codeUnit(QByteArrayView text, qsizetype at)
{
    if (at + 4 > text.size())
        return -1;
    int code = 0;
    for (qsizetype i = at; i < at + 4; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

/// What stands behind the backslash for one character; 0 where that is none of them.
char16_t escaped(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return char16_t(c);
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    default:
        return 0;
    }
}

/// Which bytes of a string stand for themselves, and are nothing to look at.
constexpr auto isOrdinary = [] {
    std::array<bool, 256> ordinary{};
    for (size_t c = 0x20; c < 0x80; ++c)
        ordinary[c] = c != '"' && c != '\\';
    return ordinary;
}();

/// The first byte from `at` on that is not ordinary, or the end. Eight at a time: most of a file is strings.
qsizetype endOfOrdinary(QByteArrayView text, qsizetype at)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 tops = 0x8080808080808080;
    while (std::endian::native == std::endian::little && at + 8 <= text.size()) {
        quint64 bytes = 0;
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        const quint64 quotes = bytes ^ (ones * '"');
        const quint64 backslashes = bytes ^ (ones * '\\');
        // A byte's top bit: it is set already, or a borrow sets it. The lowest one is exact; what lies above
        // may have been borrowed from.
        const quint64 others
            = (bytes | (bytes - ones * 0x20) | (quotes - ones) | (backslashes - ones)) & tops;
        if (others != 0)
            return at + std::countr_zero(others) / 8;
        at += 8;
    }
    while (at < text.size() && isOrdinary[uchar(text[at])])
        ++at;
    return at;
}

/// Where the string that begins at `at` (behind its quote) ends; -1 where it is not valid to its end.
/// `firstOther`: its first byte that is not ordinary.
qsizetype endOfText(QByteArrayView text, qsizetype at, qsizetype firstOther, bool &hasEscapes, bool &isAscii)
{
    for (qsizetype i = firstOther; i < text.size(); i = endOfOrdinary(text, i + 1)) {
        const char c = text[i];
        if (c == '"')
            return isAscii || text.sliced(at, i - at).isValidUtf8() ? i : -1;
        if (uchar(c) < 0x20)
            return -1;
        isAscii = isAscii && uchar(c) < 0x80;
        if (c != '\\')
            continue;
        hasEscapes = true;
        ++i;
        const bool isCode = i < text.size() && text[i] == 'u';
        if (i == text.size() || (isCode ? codeUnit(text, i + 1) < 0 : escaped(text[i]) == 0))
            return -1;
        i += isCode ? 4 : 0;
    }
    return -1;
}

/// A mark at the beginning is a character of the text, which QString::fromUtf8() would take away.
QString fromUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    constexpr QByteArrayView mark("\xEF\xBB\xBF");
    return bytes.startsWith(mark) ? QString(decoder(bytes)) : QString::fromUtf8(bytes);
}

QString whole(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            ++i;
        else
            text[i] = QChar::ReplacementCharacter;
    }
    return text;
}

} // namespace

QString JsonText::decoded(qsizetype most) const
{
    QByteArrayView wanted = raw.first(std::min(most, raw.size()));
    if (!hasEscapes)
        return isAscii ? QString::fromLatin1(wanted) : fromUtf8(wanted);
    QString text;
    while (!wanted.isEmpty()) {
        const auto backslash = wanted.indexOf('\\');
        text += fromUtf8(backslash < 0 ? wanted : wanted.first(backslash));
        wanted = backslash < 0 ? QByteArrayView() : wanted.sliced(backslash);
        if (wanted.size() < 2)
            break; // cut off here
        const bool isCode = wanted[1] == 'u';
        if (isCode && wanted.size() < 6)
            break;
        text += isCode ? QChar(char16_t(codeUnit(wanted, 2))) : QChar(escaped(wanted[1]));
        wanted = wanted.sliced(isCode ? 6 : 2);
    }
    return whole(text);
}

JsonStreamReader::Kind JsonStreamReader::kind()
{
    skipSpace();
    if (m_failed || m_at >= m_text.size())
        return Kind::Nothing;
    switch (const char c = m_text[m_at]; c) {
    case 'n':
        return Kind::Null;
    case 't':
    case 'f':
        return Kind::Bool;
    case '"':
        return Kind::Text;
    case '[':
        return Kind::Array;
    case '{':
        return Kind::Object;
    default:
        return c == '-' || isDigit(c) ? Kind::Number : Kind::Nothing;
    }
}

JsonText JsonStreamReader::readText()
{
    if (!takeOne('"')) {
        fail();
        return {};
    }
    JsonText text;
    qsizetype end = endOfOrdinary(m_text, m_at);
    if (end == m_text.size() || m_text[end] != '"')
        end = endOfText(m_text, m_at, end, text.hasEscapes, text.isAscii);
    if (end < 0) {
        fail();
        return {};
    }
    text.raw = m_text.sliced(m_at, end - m_at);
    m_at = end + 1;
    return text;
}

double JsonStreamReader::readNumber()
{
    const QByteArrayView digits = number();
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc::result_out_of_range)
        return value;
    // Too near to zero, or too far from it.
    const qsizetype exponent = std::max(digits.indexOf('e'), digits.indexOf('E'));
    const qsizetype point = digits.indexOf('.');
    const bool isTiny = exponent >= 0 ? digits[exponent + 1] == '-' : point >= 0 && point <= 2;
    constexpr double huge = std::numeric_limits<double>::infinity();
    return isTiny ? 0 : digits.startsWith('-') ? -huge : huge;
}

qint64 JsonStreamReader::readInteger()
{
    skipSpace();
    const qsizetype begin = m_at;
    qint64 whole = 0;
    if (takeSmallNumber(whole))
        return whole;
    const QByteArrayView digits = number();
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    if (read.ec == std::errc() && read.ptr == digits.data() + digits.size())
        return whole;
    if (m_failed)
        return 0;
    m_at = begin;
    constexpr double most = 9223372036854774784.0; // the largest double that fits
    return qint64(std::clamp(readNumber(), -most, most));
}

/// Of up to 18 digits and nothing else, as nearly all of them are.
bool JsonStreamReader::takeSmallNumber(qint64 &value)
{
    qsizetype end = m_at;
    qint64 read = 0;
    for (; end < m_text.size() && isDigit(m_text[end]) && end - m_at < 18; ++end)
        read = read * 10 + (m_text[end] - '0');
    const char next = end < m_text.size() ? m_text[end] : '\0';
    const bool startsWithZero = end > m_at + 1 && m_text[m_at] == '0';
    if (m_failed || end == m_at || startsWithZero || isDigit(next) || next == '.' || (next | 0x20) == 'e')
        return false;
    value = read;
    m_at = end;
    return true;
}

bool JsonStreamReader::readBool()
{
    const bool isTrue = kind() == Kind::Bool && m_text[m_at] == 't';
    return literal(isTrue ? "true" : "false") && isTrue;
}

qsizetype JsonStreamReader::skip()
{
    std::vector<bool> open; // of each level: is it an object
    qsizetype deepest = 0;
    do {
        const Kind next = kind();
        const bool isObject = next == Kind::Object;
        if (isObject || next == Kind::Array) {
            ++m_at;
            open.push_back(isObject);
            deepest = std::max(deepest, qsizetype(open.size()));
            if (!takeOne(isObject ? '}' : ']')) {
                if (isObject) [[maybe_unused]]
                    const JsonText key = readKey();
                continue;
            }
            open.pop_back();
        } else {
            scalar();
        }
        // A value has ended; so may what it was the last of.
        while (!m_failed && !open.empty() && !takeOne(',')) {
            if (!takeOne(open.back() ? '}' : ']'))
                fail();
            else
                open.pop_back();
        }
        if (!m_failed && !open.empty() && open.back()) [[maybe_unused]]
            const JsonText key = readKey();
    } while (!m_failed && !open.empty());
    return deepest;
}

bool JsonStreamReader::take(QByteArrayView bytes)
{
    skipSpace();
    if (bytes.isEmpty() || !m_text.sliced(m_at).startsWith(bytes))
        return false;
    m_at += bytes.size();
    return true;
}

bool JsonStreamReader::atEnd()
{
    skipSpace();
    return m_at == m_text.size();
}

qsizetype JsonStreamReader::position()
{
    if (!m_failed)
        skipSpace();
    return m_at;
}

bool JsonStreamReader::beginObject()
{
    return takeOne('{') || fail();
}

bool JsonStreamReader::nextMember()
{
    if (takeOne(','))
        return true;
    if (!takeOne('}'))
        fail();
    return false;
}

JsonText JsonStreamReader::readKey()
{
    const JsonText key = readText();
    if (!takeOne(':'))
        fail();
    return key;
}

QByteArrayView JsonStreamReader::number()
{
    skipSpace();
    const qsizetype begin = m_at;
    const auto here = [this] { return m_at < m_text.size() ? m_text[m_at] : '\0'; };
    const auto digits = [&] {
        const qsizetype first = m_at;
        while (isDigit(here()))
            ++m_at;
        return m_at > first;
    };
    m_at += here() == '-';
    const bool startsWithZero = here() == '0';
    const qsizetype whole = m_at;
    bool valid = !m_failed && digits() && (!startsWithZero || m_at == whole + 1);
    if (valid && here() == '.') {
        ++m_at;
        valid = digits();
    }
    if (valid && (here() | 0x20) == 'e') {
        ++m_at;
        m_at += here() == '+' || here() == '-';
        valid = digits();
    }
    if (!valid) {
        fail();
        return {};
    }
    return m_text.sliced(begin, m_at - begin);
}

bool JsonStreamReader::literal(QByteArrayView word)
{
    return take(word) || fail();
}

void JsonStreamReader::scalar()
{
    const Kind next = kind();
    if (next == Kind::Null)
        literal("null");
    else if (next == Kind::Bool)
        literal(m_text[m_at] == 't' ? "true" : "false");
    else if (next == Kind::Number) [[maybe_unused]]
        const QByteArrayView digits = number();
    else [[maybe_unused]]
        const JsonText text = readText(); // which fails where there is none
}

/// Always false, so that it can end a chain of conditions.
bool JsonStreamReader::fail()
{
    m_failed = true;
    return false;
}
