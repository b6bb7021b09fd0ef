// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonmembers.h"

#include "jsonstreamreader.h"

#include <algorithm>

namespace
{

constexpr int indentation = 4;

/// Of a valid text with its quotes, which begins here.
qsizetype textLength(QByteArrayView json)
{
    qsizetype end = 1;
    while (json[end] != '"')
        end += json[end] == '\\' ? 2 : 1;
    return end + 1;
}

void breakLine(QByteArray &out, int level)
{
    out.append('\n').append(qsizetype(indentation) * level, ' ');
}

bool isSpecial(char c)
{
    return c == '"' || c == '\\' || (c >= 0 && c < 0x20);
}

QByteArray escape(char c)
{
    if (c == '"' || c == '\\')
        return QByteArray("\\") + c;
    return "\\u00" + QByteArray(1, c).toHex();
}

} // namespace

std::optional<JsonMembers> JsonMembers::read(QByteArrayView object)
{
    JsonMembers members;
    JsonStreamReader reader(object);
    const bool isWhole = reader.readObject([&](const JsonText &key) {
        const qsizetype begin = reader.position();
        reader.skip();
        if (reader.hasFailed())
            return false;
        members.append(QByteArray(key.raw.data() - 1, key.raw.size() + 2),
                       object.sliced(begin, reader.end() - begin).toByteArray());
        return true;
    });
    return isWhole && reader.atEnd() ? std::optional(std::move(members)) : std::nullopt;
}

void JsonMembers::append(QByteArray name, QByteArray value)
{
    if (m_members.empty())
        m_members.reserve(16); // an entry of ours has 11
    m_members.push_back({.name = std::move(name), .value = std::move(value)});
}

std::optional<QByteArray> JsonMembers::value(QByteArrayView name) const
{
    const auto found = std::ranges::find_if(m_members, [name](const Member &m) { return m.name == name; });
    return found == m_members.end() ? std::nullopt : std::optional(found->value);
}

QByteArray JsonMembers::toBytes(bool indented, int level) const
{
    if (m_members.empty())
        return "{}";
    QByteArray out;
    out.reserve(1024);
    for (const Member &member : m_members) {
        out.append(out.isEmpty() ? '{' : ',');
        if (indented)
            breakLine(out, level + 1);
        out.append(member.name).append(indented ? ": " : ":").append(member.value);
    }
    if (indented)
        breakLine(out, level);
    return out.append('}');
}

QByteArray jsonText(const QString &text)
{
    const QByteArray plain = text.toUtf8();
    QByteArray out;
    out.reserve(plain.size() + 2);
    out.append('"');
    if (std::ranges::none_of(plain, isSpecial))
        out.append(plain);
    else
        for (const char c : plain)
            out.append(isSpecial(c) ? escape(c) : QByteArray(1, c));
    return out.append('"');
}

QByteArray laidOut(QByteArrayView json, bool indented, int level)
{
    constexpr QByteArrayView spaces(" \n\r\t");
    QByteArray out;
    out.reserve(2 * json.size());
    for (qsizetype i = 0; i < json.size(); ++i) {
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
            breakLine(out, level);
        const qsizetype length = c == '"' ? textLength(json.sliced(i)) : 1;
        out.append(json.sliced(i, length));
        i += length - 1;
        level += c == '{' || c == '[';
    }
    return out;
}
