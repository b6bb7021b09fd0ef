// SPDX-License-Identifier: GPL-3.0-or-later
#include "serversetting.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestKey = 64 * 1024;

Result<QByteArray> keyIn(const QString &path)
{
    QFile file(path);
    const QByteArray key = file.open(QFile::ReadOnly) ? file.read(longestKey).trimmed() : QByteArray();
    if (!key.isEmpty() && !key.contains('\n'))
        return key;
    return Error{.kind = Error::Kind::Usage,
                 .message = QCoreApplication::translate("ServerSetting",
                                                        "The key file %1 does not hold one line with a key.")
                                .arg(path),
                 .hint = QCoreApplication::translate("ServerSetting", "Check its name and rights.")};
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
