// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychainsource.h"

#include <QList>
#include <QObject>

#include <utility>

using Kind = SecretName::Kind;

struct KeychainSource::Search {
    QUrl server;
    QObject *context;
    Take take;
    QList<Kind> wanted;
    Credentials found = {};
};

KeychainSource::KeychainSource(SecretStore &store, Tell tell)
    : m_store(store)
    , m_tell(std::move(tell))
{
}

void KeychainSource::find(const ServerAddress &address, QObject *context, const Take &take)
{
    const auto search = std::make_shared<Search>(
        Search{.server = address.url, .context = context, .take = take, .wanted = {}});
    if (address.swarmToken.isEmpty())
        search->wanted.append(Kind::SwarmToken);
    if (address.authorization.isEmpty())
        search->wanted.append(Kind::Authorization);
    if (search->wanted.isEmpty())
        QMetaObject::invokeMethod(
            context, [take] { take({}); }, Qt::QueuedConnection);
    else
        goOn(search);
}

/// One after the other: a locked keychain is waited for once, not once for each kind.
void KeychainSource::goOn(const std::shared_ptr<Search> &search)
{
    if (search->wanted.isEmpty())
        return search->take(search->found);
    const Kind kind = search->wanted.takeFirst();
    m_store.read({.server = search->server, .kind = kind}, search->context,
                 [this, search, kind](const Result<QByteArray> &secret) {
                     if (!secret) {
                         if (!SecretStore::isMissing(secret.error()))
                             m_tell(secret.error());
                         search->wanted.clear();
                     } else if (kind == Kind::SwarmToken) {
                         search->found.swarmToken = *secret;
                     } else {
                         search->found.authorization = *secret;
                     }
                     goOn(search);
                 });
}
