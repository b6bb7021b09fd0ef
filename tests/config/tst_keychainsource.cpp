// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychainsource.h"

#include <QTest>
#include <QTimer>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

class FakeSecretStore final : public SecretStore
{
public:
    std::map<QString, QByteArray> kept;
    std::optional<Error> problem;
    QStringList asked;

    void read(const SecretName &name, QObject *context, const TakeSecret &take) override
    {
        asked << name.text();
        const Result<QByteArray> answer = problem ? Result<QByteArray>(*problem) : kept[name.text()];
        QTimer::singleShot(0ms, context, [take, answer] { take(answer); });
    }
    void write(const SecretName &, const QByteArray &, QObject *, const TakeOutcome &) override { }
    void remove(const SecretName &, QObject *, const TakeOutcome &) override { }
};

} // namespace

class TestKeychainSource : public QObject
{
    Q_OBJECT
    FakeSecretStore m_store;
    QList<Error> m_told;

    Credentials find(const ServerAddress &address)
    {
        KeychainSource source(m_store, [this](const Error &error) { m_told << error; });
        std::optional<Credentials> found;
        source.find(address, this, [&](const Credentials &c) { found = c; });
        [&] { QVERIFY(!found); }(); // never from inside the call
        [&] { QTRY_VERIFY(found); }();
        return found.value_or(Credentials{});
    }

private Q_SLOTS:
    void init()
    {
        m_store = {};
        m_store.kept = {{u"http://studio:7801 swarm-token"_s, "a.b.c"},
                        {u"http://studio:7801 authorization"_s, "Bearer k"}};
        m_told.clear();
    }

    void bothKindsAreFound()
    {
        const Credentials found = find({.url = QUrl(u"http://studio:7801/swarm"_s)});
        QCOMPARE(found.swarmToken, "a.b.c");
        QCOMPARE(found.authorization, "Bearer k");
    }

    void whatAnotherSourceGaveIsNotLookedFor()
    {
        const QUrl studio(u"http://studio:7801"_s);
        QCOMPARE(find({.url = studio, .authorization = "Bearer mine"}).authorization, QByteArray());
        QCOMPARE(m_store.asked, QStringList{u"http://studio:7801 swarm-token"_s});
        QVERIFY(find({.url = studio, .authorization = "x", .swarmToken = "y"}).isEmpty());
        QCOMPARE(m_store.asked.size(), 1);
    }

    void anotherOriginHasOtherSecrets_data()
    {
        QTest::addColumn<QString>("server");
        for (const char *server :
             {"https://studio:7801", "http://studio:7802", "http://studio", "http://studio.example:7801"})
            QTest::newRow(server) << QString::fromLatin1(server);
    }
    void anotherOriginHasOtherSecrets()
    {
        QFETCH(QString, server);
        QVERIFY(find({.url = QUrl(server)}).isEmpty());
    }

    void aLockedKeychainIsWaitedForOnceAndSaid()
    {
        m_store.problem = Error{.kind = Error::Kind::Locked, .message = u"locked"_s};
        QVERIFY(find({.url = QUrl(u"http://studio:7801"_s)}).isEmpty());
        QCOMPARE(m_store.asked.size(), 1);
        QCOMPARE(m_told.size(), 1);
    }

    void thatThereIsNoneIsNotSaid()
    {
        m_store.problem = SecretStore::missing(u"there is no session bus"_s);
        QVERIFY(find({.url = QUrl(u"http://studio:7801"_s)}).isEmpty());
        QVERIFY(m_told.isEmpty());
    }

    void withoutABusNothingIsLoaded()
    {
        const auto store = openSecretStore(u"/nowhere/bin"_s, QProcessEnvironment());
        std::optional<Result<QByteArray>> answer;
        store->read({.server = QUrl(u"http://studio"_s)}, this,
                    [&](const Result<QByteArray> &r) { answer.emplace(r); });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QVERIFY(SecretStore::isMissing(answer->error()));
        QVERIFY(answer->error().message.contains("there is no session bus"_L1));
    }

    void withoutThatPartOfTheProgramThereIsNone()
    {
        QProcessEnvironment environment;
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nowhere"_s);
        const auto store = openSecretStore(u"/nowhere/bin"_s, environment);
        std::optional<Result<>> answer;
        store->remove({.server = QUrl(u"http://studio"_s)}, this,
                      [&](const Result<> &r) { answer.emplace(r); });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer && SecretStore::isMissing(answer->error()));
    }
};

QTEST_GUILESS_MAIN(TestKeychainSource)
#include "tst_keychainsource.moc"
