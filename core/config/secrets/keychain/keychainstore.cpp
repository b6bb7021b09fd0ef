// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychainstore.h"

#include <QTimer>

#include <qt6keychain/keychain.h>

#include <chrono>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto patience = 5s; ///< for a dialog that wants the keychain's password
const QString service = u"asset-generator"_s;

Error locked(const QString &message)
{
    return {.kind = Error::Kind::Locked,
            .message = message,
            .hint = KeychainStore::tr("Unlock it and try again, or give the secret in another way.")};
}

} // namespace

Result<> KeychainStore::outcome(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return locked(tr("The keychain was not unlocked."));
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return missing(tr("the desktop offers none"));
    default:
        break;
    }
    // Of a service that is not there QtKeychain tells no more than of any other trouble.
    return missing(job.errorString().isEmpty() ? tr("it does not answer") : job.errorString().simplified());
}

void KeychainStore::run(QKeychain::Job *job, QObject *context, const TakeJob &take)
{
    auto *clock = new QTimer(context);
    clock->setSingleShot(true);
    const auto end = [clock, take, isOver = std::make_shared<bool>(false)](const Result<> &result) {
        if (std::exchange(*isOver, true))
            return;
        clock->deleteLater();
        take(result);
    };
    QObject::connect(job, &QKeychain::Job::finished, clock,
                     [end](const QKeychain::Job *done) { end(outcome(*done)); });
    QObject::connect(clock, &QTimer::timeout, clock,
                     [end] { end(locked(tr("The keychain was not unlocked within 5 s."))); });
    clock->start(patience);
    job->setInsecureFallback(false);
    QMetaObject::invokeMethod(
        job, [job] { job->start(); }, Qt::QueuedConnection);
}

void KeychainStore::read(const SecretName &name, QObject *context, const TakeSecret &take)
{
    auto *job = new QKeychain::ReadPasswordJob(service);
    job->setKey(name.text());
    run(job, context, [job, take](const Result<> &result) {
        if (!result)
            return take(result.error());
        take(job->error() == QKeychain::NoError ? job->binaryData() : QByteArray());
    });
}

void KeychainStore::write(const SecretName &name, const QByteArray &secret, QObject *context,
                          const TakeOutcome &take)
{
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setKey(name.text());
    job->setTextData(QString::fromUtf8(secret));
    run(job, context, take);
}

void KeychainStore::remove(const SecretName &name, QObject *context, const TakeOutcome &take)
{
    auto *job = new QKeychain::DeletePasswordJob(service);
    job->setKey(name.text());
    run(job, context, take);
}
