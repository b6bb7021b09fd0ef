// SPDX-License-Identifier: GPL-3.0-or-later
#include "securetransport.h"

#include "swarmprotocol.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SecureTransport)
};

constexpr auto noted = "certificateErrors";

struct Reason {
    QString words = {};
    QString hint = {};
};

QString day(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

QString issuer(const QSslCertificate &certificate)
{
    const QStringList names = certificate.issuerInfo(QSslCertificate::CommonName)
        + certificate.issuerInfo(QSslCertificate::Organization);
    return names.value(0, Text::tr("somebody without a name")).left(100);
}

QString namesIn(const QSslCertificate &certificate)
{
    constexpr qsizetype most = 5;
    QStringList names = certificate.subjectAlternativeNames().values()
        + certificate.subjectInfo(QSslCertificate::CommonName);
    names.removeDuplicates();
    names.sort();
    return names.mid(0, most).join(", "_L1).left(200);
}

Reason reasonOf(const QSslError &error)
{
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return {Text::tr("its certificate expired on %1").arg(day(certificate.expiryDate())),
                Text::tr("Ask who runs it to renew the certificate.")};
    case QSslError::CertificateNotYetValid:
        return {Text::tr("its certificate is not valid before %1").arg(day(certificate.effectiveDate())),
                Text::tr("Check the clock of this computer.")};
    case QSslError::HostNameMismatch:
        return {Text::tr("its certificate is for another host: %1").arg(namesIn(certificate)),
                Text::tr("Use the name that the certificate has, or ask for one with this name.")};
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
        return {
            Text::tr("its certificate comes from “%1”, whom this computer does not know")
                .arg(issuer(certificate)),
            Text::tr("If that is your own authority, name the file with its certificate: --ca-file FILE.")};
    default:
        return {error.errorString(), Text::tr("Ask who runs it to mend the certificate.")};
    }
}

Error insecure(const QUrl &server, const QString &why, const QString &hint)
{
    return {.kind = Error::Kind::Unreachable,
            .message = Text::tr("There is no secure line to the server %1: %2.")
                           .arg(SwarmProtocol::serverName(server), why),
            .hint = hint,
            .details = {{u"tls"_s, true}}};
}

} // namespace

namespace SecureTransport
{

QSslConfiguration trusting(const QList<QSslCertificate> &authorities)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Certificates of our own end the loading of the system's on demand: these are named, too.
    configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + authorities);
    return configuration;
}

void note(QNetworkReply &reply, const QList<QSslError> &errors)
{
    reply.setProperty(noted, QVariant::fromValue(errors));
}

Error failure(const QNetworkReply &reply, const QUrl &server)
{
    return failure(reply.property(noted).value<QList<QSslError>>(), reply.errorString(), server);
}

Error failure(const QList<QSslError> &errors, const QString &words, const QUrl &server)
{
    QStringList reasons;
    QString hint;
    for (const QSslError &error : errors) {
        const Reason reason = reasonOf(error);
        if (!reasons.contains(reason.words))
            reasons += reason.words;
        if (hint.isEmpty())
            hint = reason.hint;
    }
    if (!reasons.isEmpty())
        return insecure(server, reasons.join("; "_L1), hint);
    return insecure(server, Text::tr("what answers there does not speak TLS (%1)").arg(words),
                    Text::tr("Check the port. Nothing is sent without TLS unless the address says http://."));
}

Result<> check(const QUrl &server)
{
    if (QSslSocket::supportsSsl())
        return {};
    return insecure(server, Text::tr("Qt's part for TLS is missing or finds no OpenSSL"),
                    Text::tr("Install the packages libqt6network6 and libssl3 whole."));
}

} // namespace SecureTransport
