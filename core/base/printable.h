// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

/// Whether a character steers a terminal, or the direction of what stands around it, instead of standing for
/// itself: control characters of both kinds, separators of lines, overrides of direction.
[[nodiscard]] inline bool isSteering(QChar c)
{
    const char16_t code = c.unicode();
    return c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator
        || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/// Whether a text is of ASCII's printable characters alone, so that it can stand in any terminal or menu as
/// it is. It looks at every character, which goes faster than to stop at the first one that is not.
[[nodiscard]] inline bool isPrintableAscii(QStringView text)
{
    bool others = false;
    for (const QChar c : text)
        others |= char16_t(c.unicode() - u' ') > u'~' - u' ';
    return !others;
}
