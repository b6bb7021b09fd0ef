// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QUrl>

class QNetworkReply;

/// TLS: whom we trust, and the words for why we do not. No error of a certificate is ever passed over.
namespace SecureTransport
{

/// The system's certificates and these.
[[nodiscard]] QSslConfiguration trusting(const QList<QSslCertificate> &authorities);

/// Keeps with a reply what was wrong with the server's certificate, for failure().
void note(QNetworkReply &reply, const QList<QSslError> &errors);

/// Why no secure line to the server came about: expired, unknown issuer, another host, or no TLS at all.
[[nodiscard]] Error failure(const QNetworkReply &reply, const QUrl &server);

/// The same from the errors alone; `words` are said where there are none.
[[nodiscard]] Error failure(const QList<QSslError> &errors, const QString &words, const QUrl &server);

/// Fails where this Qt cannot speak TLS. Loads its TLS library: ask only for https.
[[nodiscard]] Result<> check(const QUrl &server);

} // namespace SecureTransport
