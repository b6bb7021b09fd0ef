// SPDX-License-Identifier: GPL-3.0-or-later
#include "serversetting.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestKey = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("ServerSetting", text);
}

Result<QByteArray> keyIn(const QString &path)
{
    QFile file(path);
    Error problem{.kind = Error::Kind::Usage};
    if (!file.open(QFile::ReadOnly)) {
        problem.message = tr("The key file %1 cannot be read.").arg(path);
        problem.hint = tr("Check its name and rights.");
        return problem;
    }
    const QByteArray key = file.read(longestKey).trimmed();
    if (!key.isEmpty() && !key.contains('\n'))
        return key;
    problem.message = tr("The key file %1 does not hold one line with a key.").arg(path);
    problem.hint = tr("Write the key into it, and nothing else.");
    return problem;
}

} // namespace

Result<ServerAddress> serverSetting(const Settings &settings, const QString &apiKeyFile)
{
    const QString typed = settings.value(u"api-url"_s).value_or(u"http://localhost:7801"_s);
    const Result<QUrl> url = serverUrlFrom(typed);
    if (!url)
        return url.error();
    ServerAddress address{.url = *url};
    QByteArray key = settings.value(u"api-key"_s).value_or(QString()).toUtf8();
    const QString keyFile
        = apiKeyFile.isEmpty() ? settings.value(u"api-key-file"_s).value_or(QString()) : apiKeyFile;
    if (!keyFile.isEmpty()) {
        const Result<QByteArray> read = keyIn(keyFile);
        if (!read)
            return read.error();
        key = *read;
    }
    if (!key.isEmpty())
        address.authorization = "Bearer " + key;
    if (const std::optional<QString> whole = settings.value(u"auth-header"_s))
        address.authorization = whole->toUtf8();
    if (const std::optional<QString> token = settings.value(u"swarm-token"_s))
        address.swarmToken = token->toUtf8();
    return address;
}
