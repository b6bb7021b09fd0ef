// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

/// Whether a text is of ASCII's printable characters alone, so that it can stand in any terminal or menu as
/// it is. It looks at every character, which goes faster than to stop at the first one that is not.
[[nodiscard]] inline bool isPrintableAscii(QStringView text)
{
    bool others = false;
    for (const QChar c : text)
        others |= char16_t(c.unicode() - u' ') > u'~' - u' ';
    return !others;
}
