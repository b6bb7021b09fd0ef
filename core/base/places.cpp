// SPDX-License-Identifier: GPL-3.0-or-later
#include "places.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

/// A folder named by the environment; relative ones are to be ignored (XDG base directory specification).
QString named(const QProcessEnvironment &environment, const QString &variable, const QString &fallback)
{
    const QString value = environment.value(variable);
    const QString base = QDir::isAbsolutePath(value) ? value : fallback;
    return base.isEmpty() ? QString() : QDir::cleanPath(base + "/asset-generator"_L1);
}

} // namespace

Places Places::of(const QProcessEnvironment &environment)
{
    const QString home = environment.value(u"HOME"_s, QDir::homePath());
    return {.configuration = named(environment, u"XDG_CONFIG_HOME"_s, home + "/.config"_L1),
            .state = named(environment, u"XDG_STATE_HOME"_s, home + "/.local/state"_L1),
            .runtime = named(environment, u"XDG_RUNTIME_DIR"_s, {}),
            .home = home};
}

bool makePrivateFolder(const QString &path)
{
    if (path.isEmpty() || !QDir().mkpath(QFileInfo(path).path()))
        return false;
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) == 0)
        return true;
    struct stat facts {
    };
    return ::lstat(name.constData(), &facts) == 0 && S_ISDIR(facts.st_mode) && facts.st_uid == ::geteuid()
        && ((facts.st_mode & 077) == 0 || ::chmod(name.constData(), 0700) == 0);
}
