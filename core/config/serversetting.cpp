// SPDX-License-Identifier: GPL-3.0-or-later
#include "serversetting.h"

#include "securetransport.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr auto usualServer = "http://localhost:7801"_L1;
constexpr qint64 longestKey = 64 * 1024;
constexpr qint64 largestBundle = 16LL * 1024 * 1024;

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

/// As a header wants it; some copy the word along with the key.
QByteArray asBearer(const QByteArray &key)
{
    const bool isWhole = key.toLower().startsWith("bearer ");
    return key.isEmpty() ? key : "Bearer " + (isWhole ? key.sliced(7).trimmed() : key);
}

/// All certificates of a file, which must hold nothing that looks like one and is none.
Result<QList<QSslCertificate>> authoritiesIn(const QString &path)
{
    QFile file(path);
    Error problem{.kind = Error::Kind::Usage};
    if (!file.open(QFile::ReadOnly)) {
        problem.message = tr("The file with certificates %1 cannot be read.").arg(path);
        problem.hint = tr("Check its name and rights.");
        return problem;
    }
    const QByteArray text = file.read(largestBundle);
    const QList<QSslCertificate> authorities = QSslCertificate::fromData(text, QSsl::Pem);
    if (!authorities.isEmpty() && authorities.size() == text.count("-----BEGIN CERTIFICATE-----"))
        return authorities;
    problem.message = tr("The file %1 does not hold certificates in PEM form.").arg(path);
    problem.hint = tr("It begins with -----BEGIN CERTIFICATE-----. One in DER form becomes one of PEM with: "
                      "openssl x509 -inform der -in FILE");
    return problem;
}

/// What the way to the server needs: TLS and the certificates of the setting.
Result<> prepareWay(ServerAddress &address, const Settings &settings)
{
    if (address.url.scheme() != "https"_L1)
        return {};
    if (const Result<> secure = SecureTransport::check(address.url); !secure)
        return secure;
    const QString bundle = settings.value(u"ca-file"_s).value_or(QString());
    if (bundle.isEmpty())
        return {};
    const Result<QList<QSslCertificate>> authorities = authoritiesIn(bundle);
    if (!authorities)
        return authorities.error();
    address.authorities = *authorities;
    return {};
}

/// Three keys say the same: that of the source that counts most is taken, and of one source the whole header
/// before the file before the key.
Result<QByteArray> authorizationOf(const Settings &settings, const QString &apiKeyFile)
{
    const int key = settings.rankOf(u"api-key"_s);
    const int file = std::max(settings.rankOf(u"api-key-file"_s), apiKeyFile.isEmpty() ? 0 : 1);
    const int whole = settings.rankOf(u"auth-header"_s);
    const auto text = [&settings](const QString &name) { return settings.value(name).value_or(QString()); };
    Result<QByteArray> inFile = QByteArray();
    if (file > 0 && file >= std::max(key, whole)) // one that cannot be read is said, whatever is taken
        inFile = keyIn(apiKeyFile.isEmpty() ? text(u"api-key-file"_s) : apiKeyFile);
    if (!inFile)
        return inFile.error();
    if (whole > 0 && whole >= std::max(key, file))
        return text(u"auth-header"_s).toUtf8();
    if (!inFile->isEmpty())
        return asBearer(*inFile);
    return asBearer(text(u"api-key"_s).trimmed().toUtf8());
}

} // namespace

Result<ServerAddress> serverSetting(const Settings &settings, const QString &apiKeyFile)
{
    const Result<QUrl> url = serverUrlFrom(settings.value(u"api-url"_s).value_or(QString(usualServer)));
    if (!url)
        return url.error();
    ServerAddress address{.url = *url};
    if (const Result<> way = prepareWay(address, settings); !way)
        return way.error();
    const Result<QByteArray> authorization = authorizationOf(settings, apiKeyFile);
    if (!authorization)
        return authorization.error();
    address.authorization = *authorization;
    const std::optional<QString> token = settings.value(u"swarm-token"_s);
    if (token && (!settings.isOfFile(u"swarm-token"_s) || isServerOfFiles(settings, *url)))
        address.swarmToken = token->toUtf8();
    return address;
}

bool isServerOfFiles(const Settings &settings, const QUrl &server)
{
    const Result<QUrl> meant
        = serverUrlFrom(settings.valueInFiles(u"api-url"_s).value_or(QString(usualServer)));
    constexpr auto path = QUrl::RemovePath;
    return meant && meant->adjusted(path) == server.adjusted(path);
}
