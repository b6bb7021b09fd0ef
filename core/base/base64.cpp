// SPDX-License-Identifier: GPL-3.0-or-later
#include "base64.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace
{

constexpr quint32 wrong = 1U << 31; // stays seen when the values of four characters are joined

using Values = std::array<quint32, 256>;

// What a character adds to the 24 bits of its group of four.
constexpr Values valuesAt(int place)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Values values{};
    values.fill(wrong);
    for (quint32 i = 0; i < alphabet.size(); ++i)
        values[quint8(alphabet[i])] = i << (18 - 6 * place);
    return values;
}

constexpr std::array<Values, 4> values{valuesAt(0), valuesAt(1), valuesAt(2), valuesAt(3)};

quint32 joined(const char *four)
{
    return values[0][quint8(four[0])] | values[1][quint8(four[1])] | values[2][quint8(four[2])]
        | values[3][quint8(four[3])];
}

} // namespace

std::optional<QByteArray> decodedBase64(QByteArrayView text)
{
    if (text.size() % 4 == 0 && text.endsWith('='))
        text.chop(text.endsWith("==") ? 2 : 1);
    const qsizetype groups = text.size() / 4;
    const qsizetype rest = text.size() % 4;
    if (rest == 1)
        return std::nullopt;
    QByteArray bytes(groups * 3 + std::max<qsizetype>(rest - 1, 0), Qt::Uninitialized);
    const char *from = text.data();
    char *to = bytes.data();
    quint32 seen = 0;
    for (qsizetype i = 0; i < groups; ++i, from += 4, to += 3) {
        const quint32 bits = joined(from);
        seen |= bits;
        to[0] = char(bits >> 16);
        to[1] = char(bits >> 8);
        to[2] = char(bits);
    }
    if (rest > 0) {
        const char last[4] = {from[0], from[1], rest == 3 ? from[2] : 'A', 'A'};
        const quint32 bits = joined(last);
        seen |= bits;
        to[0] = char(bits >> 16);
        if (rest == 3)
            to[1] = char(bits >> 8);
    }
    return (seen & wrong) == 0 ? std::optional(bytes) : std::nullopt;
}
