// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsfile.h"

#include "systemerror.h"

#include <QCoreApplication>
#include <QFile>

#include <yaml-cpp/yaml.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 sizeCap = 1024 * 1024;

struct SettingsFile {
    Q_DECLARE_TR_FUNCTIONS(SettingsFile)
};

Error unreadable(const QString &path, const QString &why)
{
    return {.kind = Error::Kind::Usage,
            .message = SettingsFile::tr("The settings file %1 cannot be read: %2.").arg(path, why),
            .hint = SettingsFile::tr("Repair it, or name another one with --config.")};
}

Error notUnderstood(const QString &path, int line, const QString &why)
{
    return {.kind = Error::Kind::Usage,
            .message = SettingsFile::tr("The settings file %1 cannot be understood, line %2: %3.")
                           .arg(path)
                           .arg(line)
                           .arg(why),
            .hint = SettingsFile::tr("Repair it, or name another one with --config.")};
}

QString textOf(const YAML::Node &node)
{
    return QString::fromStdString(node.Scalar());
}

WrittenSetting settingOf(const QString &key, const YAML::Node &keyNode, const YAML::Node &value)
{
    WrittenSetting setting{.key = key, .isList = value.IsSequence(), .isStructure = value.IsMap()};
    setting.line = keyNode.Mark().line + 1;
    if (value.IsScalar())
        setting.values.append(textOf(value));
    if (!value.IsSequence())
        return setting;
    for (const YAML::Node &item : value) {
        if (item.IsScalar())
            setting.values.append(textOf(item));
        else
            setting.isStructure = true;
    }
    return setting;
}

/// Goes down into `generate:` only, so that no file can make this take long.
void collect(const YAML::Node &map, const QString &prefix, QList<WrittenSetting> &settings)
{
    for (const auto &pair : map) {
        if (!pair.first.IsScalar() || pair.second.IsNull())
            continue; // a key without a value sets nothing
        const QString key = prefix + textOf(pair.first).toLower();
        if (key == "generate"_L1 && pair.second.IsMap())
            collect(pair.second, u"generate."_s, settings);
        else
            settings.append(settingOf(key, pair.first, pair.second));
    }
}

} // namespace

/// Opened without blocking: a pipe of that name must not hang the program.
Result<std::optional<QByteArray>> readSettingsText(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return std::optional<QByteArray>();
        return unreadable(path, systemWords(errno));
    }
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return unreadable(path, file.errorString());
    }
    struct stat facts {
    };
    if (::fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode))
        return unreadable(path, SettingsFile::tr("it is not a regular file"));
    if (facts.st_size > sizeCap)
        return unreadable(path, SettingsFile::tr("it is larger than 1 MiB"));
    return std::optional(file.read(sizeCap));
}

Result<QList<WrittenSetting>> parseSettings(const QByteArray &text, const QString &path)
{
    try {
        const YAML::Node root = YAML::Load(text.toStdString());
        QList<WrittenSetting> settings;
        if (root.IsMap())
            collect(root, {}, settings);
        else if (!root.IsNull())
            return notUnderstood(path, root.Mark().line + 1,
                                 SettingsFile::tr("settings are written as “key: value”"));
        return settings;
    } catch (const YAML::Exception &problem) {
        return notUnderstood(path, problem.mark.line + 1, QString::fromStdString(problem.msg));
    }
}

Result<std::optional<QList<WrittenSetting>>> readSettingsFile(const QString &path)
{
    const Result<std::optional<QByteArray>> bytes = readSettingsText(path);
    if (!bytes)
        return bytes.error();
    if (!*bytes)
        return std::optional<QList<WrittenSetting>>();
    const Result<QList<WrittenSetting>> settings = parseSettings(**bytes, path);
    if (!settings)
        return settings.error();
    return std::optional(*settings);
}
