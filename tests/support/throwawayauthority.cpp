// SPDX-License-Identifier: GPL-3.0-or-later
#include "throwawayauthority.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace
{

QString moment(int day)
{
    return QDateTime::currentDateTimeUtc().addDays(day).toString(u"yyyyMMddHHmmss'Z'"_s);
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s cannot be read", qPrintable(path));
    return file.readAll();
}

} // namespace

ThrowawayAuthority::ThrowawayAuthority(const QString &name)
{
    write(u"index.txt"_s, {});
    write(u"ca.conf"_s,
          "[ca]\ndefault_ca = here\n[here]\ndatabase = index.txt\nnew_certs_dir = .\nrand_serial = yes\n"
          "default_md = sha256\npolicy = any\nunique_subject = no\ncopy_extensions = copy\n"
          "[any]\ncommonName = supplied\n");
    run({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
         u"-nodes"_s, u"-keyout"_s, u"ca.key"_s, u"-out"_s, u"ca.pem"_s, u"-days"_s, u"3650"_s, u"-subj"_s,
         "/CN="_L1 + name, u"-addext"_s, u"keyUsage=critical,keyCertSign"_s});
}

QSslConfiguration ThrowawayAuthority::server(const QString &names, int fromDay, int toDay)
{
    const QString server = u"server%1"_s.arg(++m_servers);
    run({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
         u"-keyout"_s, server + ".key"_L1, u"-out"_s, server + ".csr"_L1, u"-subj"_s,
         u"/CN=a server of a test"_s, u"-addext"_s, "subjectAltName="_L1 + names});
    run({u"ca"_s, u"-batch"_s, u"-config"_s, u"ca.conf"_s, u"-cert"_s, u"ca.pem"_s, u"-keyfile"_s,
         u"ca.key"_s, u"-startdate"_s, moment(fromDay), u"-enddate"_s, moment(toDay), u"-in"_s,
         server + ".csr"_L1, u"-out"_s, server + ".pem"_L1});
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(bytesOf(m_folder.filePath(server + ".pem"_L1))));
    configuration.setPrivateKey(QSslKey(bytesOf(m_folder.filePath(server + ".key"_L1)), QSsl::Ec));
    return configuration;
}

void ThrowawayAuthority::run(const QStringList &arguments) const
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(u"openssl"_s, arguments);
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        qFatal("openssl: %s", openssl.readAll().constData());
}

void ThrowawayAuthority::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written", qPrintable(file.fileName()));
}
