// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QObject>
#include <QProcess>
#include <QUrl>

/// The demo server in a process of its own, which ends with this one however that ends.
class DemoProcess : public QObject
{
    Q_OBJECT
public:
    explicit DemoProcess(QString program, QObject *parent = nullptr);
    ~DemoProcess() override;

    /// Once is enough: it answers with the address again while it runs.
    void start();

Q_SIGNALS:
    void ready(const QUrl &address);
    void failed(const Error &error);

private:
    void onOutput();
    void fail(const QString &why);

    QString m_program;
    QProcess m_process;
    QUrl m_address;
};
