// SPDX-License-Identifier: GPL-3.0-or-later
#include "writeall.h"

#include <cerrno>

#include <unistd.h>

bool writeAll(int descriptor, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t wrote = ::write(descriptor, bytes.constData() + done, size_t(bytes.size() - done));
        if (wrote < 0 && errno != EINTR)
            return false;
        done += wrote < 0 ? 0 : wrote;
    }
    return true;
}
