// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktoporder.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

Result<DesktopOrder> DesktopOrder::parse(const QStringList &arguments, const QString &workingFolder)
{
    QCommandLineParser parser;
    const QStringList settings{u"api-url"_s, u"api-key"_s, u"auth-header"_s, u"swarm-token"_s, u"ca-file"_s};
    for (const QString &key : settings)
        parser.addOption({key, QString(), u"value"_s});
    parser.addOption(QCommandLineOption(u"hidden"_s));
    parser.addOption({u"config"_s, QString(), u"file"_s});
    parser.addOption({u"api-key-file"_s, QString(), u"file"_s});
    if (!parser.parse(arguments))
        return Error{.kind = Error::Kind::Usage,
                     .message = parser.errorText(),
                     .hint = tr("The window takes [--hidden] [--api-url URL] [--config FILE] [FOLDER…]; see "
                                "asset-generator --help for the commands of the terminal.")};
    DesktopOrder order{.hidden = parser.isSet(u"hidden"_s),
                       .configFile = parser.value(u"config"_s),
                       .apiKeyFile = parser.value(u"api-key-file"_s)};
    for (const QString &key : settings) {
        if (parser.isSet(key))
            order.commandLine[key] = parser.value(key);
    }
    for (const QString &folder : parser.positionalArguments())
        order.folders << QDir::cleanPath(QDir(workingFolder).absoluteFilePath(folder));
    return order;
}

std::optional<Error> folderProblem(const QString &folder)
{
    const QFileInfo facts(folder);
    Error problem{.kind = Error::Kind::Usage};
    if (!facts.exists()) {
        problem.message = DesktopOrder::tr("There is no folder %1.").arg(folder);
        problem.hint = DesktopOrder::tr("Check its name, or choose it with “Add project folder”.");
    } else if (!facts.isDir()) {
        problem.message = DesktopOrder::tr("%1 is a file, not a project folder.").arg(folder);
        problem.hint = DesktopOrder::tr("Name the folder that it lies in.");
    } else if (!facts.isReadable() || !facts.isExecutable()) {
        problem.message = DesktopOrder::tr("The folder %1 cannot be read.").arg(folder);
        problem.hint = DesktopOrder::tr("Check its rights.");
    } else {
        return std::nullopt;
    }
    return problem;
}
