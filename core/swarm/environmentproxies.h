// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QCoreApplication>
#include <QNetworkProxyFactory>
#include <QProcessEnvironment>
#include <QUrl>

/// The proxies that the environment names (http_proxy, https_proxy, all_proxy, no_proxy, in small or capital
/// letters), read as curl reads them. Qt on Linux reads some of these, or asks a library that may fetch a
/// script and block; this reads all, and nothing else. Loopback never goes through a proxy.
class EnvironmentProxies : public QNetworkProxyFactory
{
    Q_DECLARE_TR_FUNCTIONS(EnvironmentProxies)
public:
    explicit EnvironmentProxies(const QProcessEnvironment &environment);

    /// The way to a server: NoProxy is the straight one. A Usage error, which names the variable and not its
    /// value, where that is no proxy that we can speak to.
    [[nodiscard]] Result<QNetworkProxy> proxyFor(const QUrl &server) const;

    /// The same for every connection of the process. What cannot be understood leads nowhere: a request must
    /// not go straight where its user wants a proxy.
    [[nodiscard]] QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

private:
    struct Variable {
        QString name = {};
        QString value = {};
    };
    [[nodiscard]] Variable variable(const QString &name) const;
    [[nodiscard]] bool isExempt(const QUrl &server) const;

    QProcessEnvironment m_environment;
};

/// The value of Proxy-Authorization for a plain request that a proxy with name and password hands on; empty
/// where there is no such proxy. A tunnel is signed in to by Qt, and must not get this: it would go through.
[[nodiscard]] QByteArray proxyAuthorization(const QUrl &server);

/// "proxy:3128", for sentences: without name and password. Empty for the straight way.
[[nodiscard]] QString proxyName(const QNetworkProxy &proxy);
