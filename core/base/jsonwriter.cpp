// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonwriter.h"

#include "digits.h"

#include <algorithm>
#include <utility>

namespace
{

constexpr qsizetype indentation = 4;

/// Of a valid text with its quotes, which begins here.
qsizetype textLength(QByteArrayView json)
{
    qsizetype end = 1;
    while (json[end] != '"')
        end += json[end] == '\\' ? 2 : 1;
    return end + 1;
}

template <typename Bytes> void putBreak(Bytes &out, int level)
{
    const qsizetype begin = out.size();
    out.resize(begin + 1 + indentation * level);
    out[begin] = '\n';
    std::fill(out.begin() + begin + 1, out.end(), ' ');
}

bool isSpecial(char c)
{
    return c == '"' || c == '\\' || uchar(c) < 0x20;
}

template <typename Bytes> void putEscaped(Bytes &out, char c)
{
    constexpr QByteArrayView digits("0123456789abcdef");
    if (c == '"' || c == '\\') {
        out.append('\\');
        out.append(c);
    } else {
        out.append("\\u00", 4);
        out.append(digits[c / 16]);
        out.append(digits[c % 16]);
    }
}

/// False where not all of it stands for itself; then what was written is of no use. No branches, so that it
/// goes fast.
bool putPlain(char *to, QStringView text)
{
    bool others = false;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        others |= (char16_t(code - u' ') > u'~' - u' ') | (code == u'"') | (code == u'\\');
        *to++ = char(code);
    }
    return !others;
}

template <typename Bytes> void putText(Bytes &out, QStringView text)
{
    out.append('"');
    const qsizetype begin = out.size();
    out.resize(begin + text.size());
    if (!putPlain(out.data() + begin, text)) {
        out.resize(begin);
        for (const char c : text.toUtf8()) {
            if (isSpecial(c))
                putEscaped(out, c);
            else
                out.append(c);
        }
    }
    out.append('"');
}

} // namespace

JsonWriter::JsonWriter(bool indented, int level)
    : m_indented(indented)
    , m_level(level)
{
    open();
}

void JsonWriter::open()
{
    m_out.append('{');
    ++m_level;
    m_isFirst = true;
}

void JsonWriter::breakLine()
{
    if (m_indented)
        putBreak(m_out, m_level);
}

void JsonWriter::begin(QByteArrayView name)
{
    if (!std::exchange(m_isFirst, false))
        m_out.append(',');
    breakLine();
    append(name);
    append(m_indented ? ": " : ":");
}

void JsonWriter::member(QByteArrayView name, QByteArrayView value)
{
    begin(name);
    append(value);
}

void JsonWriter::text(QByteArrayView name, QStringView value)
{
    begin(name);
    putText(m_out, value);
}

void JsonWriter::word(QByteArrayView name, QLatin1String value)
{
    begin(name);
    m_out.append('"');
    append(QByteArrayView(value));
    m_out.append('"');
}

void JsonWriter::number(QByteArrayView name, qint64 value)
{
    const Digits digits(value);
    member(name, QByteArrayView(digits.text()));
}

void JsonWriter::beginObject(QByteArrayView name)
{
    begin(name);
    open();
}

void JsonWriter::endObject()
{
    --m_level;
    if (!std::exchange(m_isFirst, false))
        breakLine();
    m_out.append('}');
}

QByteArray JsonWriter::toBytes()
{
    endObject();
    return QByteArray(m_out.data(), m_out.size());
}

QByteArray jsonText(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    putText(out, text);
    return out;
}

QByteArray laidOut(QByteArrayView json, bool indented, int level, qsizetype most)
{
    constexpr QByteArrayView spaces(" \n\r\t");
    QByteArray out;
    out.reserve(std::min(2 * json.size(), most));
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (out.size() > most)
            return {};
        const char c = json[i];
        const bool isClosing = c == '}' || c == ']';
        const bool isFirst = out.endsWith('{') || out.endsWith('[');
        level -= isClosing;
        if (spaces.contains(c))
            continue;
        if (c == ':' && indented) {
            out.append(": ");
            continue;
        }
        if (indented && (isClosing != isFirst || out.endsWith(',')))
            putBreak(out, level);
        const qsizetype length = c == '"' ? textLength(json.sliced(i)) : 1;
        out.append(json.sliced(i, length));
        i += length - 1;
        level += c == '{' || c == '[';
    }
    return out.size() > most ? QByteArray() : out;
}
