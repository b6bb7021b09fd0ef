// SPDX-License-Identifier: GPL-3.0-or-later
#include "privatefile.h"

#include "descriptor.h"
#include "systemerror.h"
#include "writeall.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace
{

/// 0, or an errno.
int replace(const QByteArray &name, const QByteArray &temporary, const QByteArray &bytes)
{
    const Descriptor file(
        ::open(temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file)
        return errno;
    if (writeAll(file.get(), bytes) && ::rename(temporary.constData(), name.constData()) == 0)
        return 0;
    const int reason = errno;
    ::unlink(temporary.constData());
    return reason;
}

} // namespace

Result<> replacePrivateFile(const QString &path, const QByteArray &bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const QByteArray ending = ".new-" + QByteArray::number(QRandomGenerator::global()->generate(), 16);
    const int reason = replace(name, name + ending, bytes);
    if (reason == 0)
        return {};
    return fileError(QCoreApplication::translate("PrivateFile", "Cannot write “%1”: %2."), path, reason,
                     QCoreApplication::translate("PrivateFile", "Check the folder's owner and free space."));
}

std::optional<QByteArray> readPrivateFile(const QString &path, qint64 most)
{
    const Descriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat facts {
    };
    if (!file || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid()
        || facts.st_size > most)
        return std::nullopt;
    QFile reader;
    if (!reader.open(file.get(), QFile::ReadOnly))
        return std::nullopt;
    return reader.read(most);
}

QString privateLeftovers()
{
    return u"*.new-*"_s;
}
