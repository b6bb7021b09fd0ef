// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

#include <array>
#include <charconv>

/// A number's digits, to be put into a text without a string of their own: `Digits(7).text() % u'%'`. The
/// text lives as long as this does.
class Digits
{
public:
    explicit Digits(qint64 number)
        : m_size(std::to_chars(m_text.begin(), m_text.end(), number).ptr - m_text.begin())
    {
    }
    [[nodiscard]] QLatin1String text() const { return QLatin1String(m_text.data(), m_size); }

private:
    std::array<char, 20> m_text; // set up to m_size
    qsizetype m_size;
};
