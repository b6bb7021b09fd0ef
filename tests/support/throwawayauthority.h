// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

/// A certificate authority of a test's own, made with the tool `openssl` and gone with the test.
class ThrowawayAuthority
{
public:
    explicit ThrowawayAuthority(const QString &name);

    /// The certificate that signs, as PEM.
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    /// For a server with a certificate for these names ("IP:127.0.0.1", "DNS:studio"), valid from and to so
    /// many days from now.
    [[nodiscard]] QSslConfiguration server(const QString &names, int fromDay = -1, int toDay = 30);

private:
    /// Runs `openssl`; the test dies where it cannot.
    void run(const QStringList &arguments) const;
    void write(const QString &name, const QByteArray &text) const;

    QTemporaryDir m_folder;
    int m_servers = 0;
};
