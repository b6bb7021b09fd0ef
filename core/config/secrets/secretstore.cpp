// SPDX-License-Identifier: GPL-3.0-or-later
#include "secretstore.h"

#include "modules.h"
#include "serveraddress.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SecretStore)
};

constexpr auto missingMark = "no_keychain"_L1;

/// Asked for without a bus, some libraries would start one, or a dialog.
bool hasSessionBus(const QProcessEnvironment &environment)
{
    const QString runtime = environment.value(u"XDG_RUNTIME_DIR"_s);
    return !environment.value(u"DBUS_SESSION_BUS_ADDRESS"_s).isEmpty()
        || (!runtime.isEmpty() && QFileInfo::exists(runtime + "/bus"_L1));
}

template <typename Take> void answerLater(QObject *context, const Take &take, const Error &error)
{
    QMetaObject::invokeMethod(
        context, [take, error] { take(error); }, Qt::QueuedConnection);
}

class LazySecretStore final : public SecretStore
{
public:
    LazySecretStore(QString programFolder, bool hasBus)
        : m_programFolder(std::move(programFolder))
        , m_hasBus(hasBus)
    {
    }

    void read(const SecretName &name, QObject *context, const TakeSecret &take) override
    {
        const Result<SecretStore *> store = loaded();
        store ? (*store)->read(name, context, take) : answerLater(context, take, store.error());
    }

    void write(const SecretName &name, const QByteArray &secret, QObject *context,
               const TakeOutcome &take) override
    {
        const Result<SecretStore *> store = loaded();
        store ? (*store)->write(name, secret, context, take) : answerLater(context, take, store.error());
    }

    void remove(const SecretName &name, QObject *context, const TakeOutcome &take) override
    {
        const Result<SecretStore *> store = loaded();
        store ? (*store)->remove(name, context, take) : answerLater(context, take, store.error());
    }

private:
    Result<SecretStore *> loaded()
    {
        if (m_store)
            return m_store.get();
        if (!m_hasBus)
            return missing(Text::tr("there is no session bus"));
        const auto create = loadModule(m_programFolder, u"keychain"_s, createSecretStoreSymbol);
        if (!create)
            return missing(create.error().message);
        m_store.reset(reinterpret_cast<CreateSecretStore *>(*create)());
        return m_store.get();
    }

    QString m_programFolder;
    bool m_hasBus;
    std::unique_ptr<SecretStore> m_store;
};

} // namespace

QString SecretName::text() const
{
    return originOf(server) + (kind == Kind::SwarmToken ? " swarm-token"_L1 : " authorization"_L1);
}

Error SecretStore::missing(const QString &why)
{
    return {.kind = Error::Kind::Failed,
            .message = Text::tr("No keychain can be used here: %1.").arg(why),
            .hint = Text::tr("Without one, secrets can be kept in the configuration file."),
            .details = {{missingMark, true}}};
}

bool SecretStore::isMissing(const Error &error)
{
    return error.details.contains(missingMark);
}

std::unique_ptr<SecretStore> openSecretStore(QString programFolder, const QProcessEnvironment &environment)
{
    return std::make_unique<LazySecretStore>(std::move(programFolder), hasSessionBus(environment));
}
