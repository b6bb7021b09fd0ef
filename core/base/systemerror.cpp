// SPDX-License-Identifier: GPL-3.0-or-later
#include "systemerror.h"

#include <cerrno>
#include <cstring>

QString systemWords(int number)
{
    char buffer[256] = {};
    return QString::fromLocal8Bit(::strerror_r(number, buffer, sizeof buffer));
}

Error fileError(const QString &message, const QString &path, int number, const QString &hint)
{
    return {.kind = Error::Kind::FileSystem,
            .message = message.arg(path, systemWords(number)),
            .hint = hint,
            .details = {{QLatin1String("errno"), number}}};
}
