// SPDX-License-Identifier: GPL-3.0-or-later
#include "serversetting.h"

#include "throwawayauthority.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestServerSetting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressAndSignIn_data();
    void addressAndSignIn();
    void aTokenOfAFileIsForTheServerOfTheFile_data();
    void aTokenOfAFileIsForTheServerOfTheFile();
    void theSourceThatCountsMostIsTaken_data();
    void theSourceThatCountsMostIsTaken();
    void keyFile_data();
    void keyFile();
    void aKeyFileThatIsNotThereIsSaid();
    void anAddressThatIsNone();
    void certificatesOfAFile_data();
    void certificatesOfAFile();

private:
    [[nodiscard]] static Settings settings(const std::map<QString, QString> &values)
    {
        return *Settings::load({.commandLine = values});
    }
};

void TestServerSetting::addressAndSignIn_data()
{
    using Values = std::map<QString, QString>;
    QTest::addColumn<Values>("values");
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("token");

    const QUrl local(u"http://localhost:7801"_s);
    QTest::newRow("nothing is set") << Values{} << local << QByteArray() << QByteArray();
    QTest::newRow("another server") << Values{{u"api-url"_s, u"studio:7801"_s}}
                                    << QUrl(u"http://studio:7801"_s) << QByteArray() << QByteArray();
    QTest::newRow("a key with its word before it")
        << Values{{u"api-key"_s, u"bearer k"_s}} << local << QByteArray("Bearer k") << QByteArray();
    QTest::newRow("a key") << Values{{u"api-key"_s, u"k"_s}} << local << QByteArray("Bearer k")
                           << QByteArray();
    QTest::newRow("a header wins over a key")
        << Values{{u"api-key"_s, u"k"_s}, {u"auth-header"_s, u"Basic YTpi"_s}} << local
        << QByteArray("Basic YTpi") << QByteArray();
    QTest::newRow("a token of the command line goes where the command line says")
        << Values{{u"api-url"_s, u"studio:7801"_s}, {u"swarm-token"_s, u"t"_s}}
        << QUrl(u"http://studio:7801"_s) << QByteArray() << QByteArray("t");
    QTest::newRow("an account token")
        << Values{{u"swarm-token"_s, u"t"_s}} << local << QByteArray() << QByteArray("t");
}

void TestServerSetting::addressAndSignIn()
{
    using Values = std::map<QString, QString>;
    QFETCH(Values, values);
    const Result<ServerAddress> address = serverSetting(settings(values), {});
    QVERIFY(address);
    QTEST(address->url, "url");
    QTEST(address->authorization, "authorization");
    QTEST(address->swarmToken, "token");
}

void TestServerSetting::aTokenOfAFileIsForTheServerOfTheFile_data()
{
    using Values = std::map<QString, QString>;
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<Values>("typed");
    QTest::addColumn<QByteArray>("token");
    const QByteArray both = "api-url: http://studio:7801/swarm\nswarm-token: t\n";
    const auto row = [](const char *name, const QByteArray &written, const QString &url,
                        const QByteArray &token) {
        QTest::newRow(name) << written << (url.isEmpty() ? Values{} : Values{{u"api-url"_s, url}}) << token;
    };
    row("the file's own server", both, {}, "t");
    row("the same, typed", both, u"studio:7801"_s, "t");
    row("another host", both, u"http://other:7801"_s, {});
    row("another port", both, u"studio:7802"_s, {});
    row("without the encryption", "api-url: https://studio\nswarm-token: t\n", u"http://studio"_s, {});
    row("the usual server", "swarm-token: t\n", {}, "t");
    row("another one than the usual", "swarm-token: t\n", u"studio:7801"_s, {});
}

void TestServerSetting::aTokenOfAFileIsForTheServerOfTheFile()
{
    using Values = std::map<QString, QString>;
    QFETCH(QByteArray, written);
    QFETCH(Values, typed);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"config.yaml"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(written);
    file.close();
    const auto settings = Settings::load({.configFile = file.fileName(), .commandLine = typed});
    QVERIFY(settings);
    const auto address = serverSetting(*settings, {});
    QVERIFY(address);
    QTEST(address->swarmToken, "token");
}

void TestServerSetting::theSourceThatCountsMostIsTaken_data()
{
    using Values = std::map<QString, QString>;
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<Values>("typed");
    QTest::addColumn<QByteArray>("authorization");
    const Values key{{u"api-key"_s, u"typed"_s}};
    const Values header{{u"auth-header"_s, u"Basic typed"_s}};
    QTest::newRow("a typed key over a header of the file")
        << QByteArray("auth-header: Basic file") << QString() << key << QByteArray("Bearer typed");
    QTest::newRow("a typed key over a file's key file")
        << QByteArray("api-key-file: /nonexistent") << QString() << key << QByteArray("Bearer typed");
    QTest::newRow("a typed header over a variable's key")
        << QByteArray() << u"ASSET_GENERATOR_API_KEY"_s << header << QByteArray("Basic typed");
    QTest::newRow("a variable's key over a header of the file")
        << QByteArray("auth-header: Basic file") << u"ASSET_GENERATOR_API_KEY"_s << Values{}
        << QByteArray("Bearer variable");
    QTest::newRow("the file alone") << QByteArray("auth-header: Basic file") << QString() << Values{}
                                    << QByteArray("Basic file");
}

void TestServerSetting::theSourceThatCountsMostIsTaken()
{
    using Values = std::map<QString, QString>;
    QFETCH(QByteArray, written);
    QFETCH(QString, variable);
    QFETCH(Values, typed);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"config.yaml"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(written + '\n');
    file.close();
    QProcessEnvironment environment;
    if (!variable.isEmpty())
        environment.insert(variable, u"variable"_s);
    const auto settings
        = Settings::load({.environment = environment, .configFile = file.fileName(), .commandLine = typed});
    QVERIFY(settings);
    const auto address = serverSetting(*settings, settings->value(u"api-key-file"_s).value_or(QString()));
    QVERIFY2(address, address ? "" : qPrintable(address.error().sentence()));
    QTEST(address->authorization, "authorization");
}

void TestServerSetting::keyFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("a line") << QByteArray("k\n") << true;
    QTest::newRow("empty") << QByteArray("\n") << false;
    QTest::newRow("two lines") << QByteArray("k\nl\n") << false;
}

void TestServerSetting::keyFile()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, isGood);
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"key"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
    file.close();
    const Result<ServerAddress> address = serverSetting(settings({}), file.fileName());
    QCOMPARE(bool(address), isGood);
    if (isGood)
        QCOMPARE(address->authorization, QByteArray("Bearer k"));
    else
        QVERIFY(address.error().message.contains(file.fileName()));
}

void TestServerSetting::aKeyFileThatIsNotThereIsSaid()
{
    const auto gone = u"/nonexistent/key"_s;
    const Result<ServerAddress> named = serverSetting(settings({}), gone);
    const Result<ServerAddress> set = serverSetting(settings({{u"api-key-file"_s, gone}}), {});
    QVERIFY(!named && !set);
    QCOMPARE(named.error().message, u"The key file /nonexistent/key cannot be read."_s);
    QCOMPARE(set.error(), named.error());
}

void TestServerSetting::anAddressThatIsNone()
{
    const Result<ServerAddress> address = serverSetting(settings({{u"api-url"_s, u"ftp://studio"_s}}), {});
    QVERIFY(!address);
    QVERIFY(!address.error().hint.isEmpty());
}

void TestServerSetting::certificatesOfAFile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("count"); ///< 0: it is of no use
    const ThrowawayAuthority authority(u"Authority"_s);
    QFile pem(authority.file());
    QVERIFY(pem.open(QFile::ReadOnly));
    const QByteArray one = pem.readAll();
    QTest::newRow("one") << one << 1;
    QTest::newRow("a bundle with words between") << "Ours:\n" + one + "\nTheirs:\n" + one << 2;
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("no certificate") << QByteArray("hello") << 0;
    QTest::newRow("a damaged one") << one + "-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----\n"
                                   << 0;
    QTest::newRow("DER") << QSslCertificate(one, QSsl::Pem).toDer() << 0;
}

void TestServerSetting::certificatesOfAFile()
{
    QFETCH(QByteArray, text);
    QFETCH(int, count);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"ca.pem"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(text);
    file.close();
    const auto with = [&](const QString &path, const QString &url) {
        return serverSetting(settings({{u"api-url"_s, url}, {u"ca-file"_s, path}}), {});
    };
    const Result<ServerAddress> address = with(file.fileName(), u"https://studio"_s);
    QCOMPARE(bool(address), count > 0);
    if (address)
        QCOMPARE(address->authorities.size(), count);
    else
        QCOMPARE(address.error().kind, Error::Kind::Usage);
    QCOMPARE(with(file.fileName() + u'x', u"https://studio"_s).error().kind, Error::Kind::Usage);
    QVERIFY(with(file.fileName(), u"http://studio"_s)->authorities.isEmpty()); // there is nothing to trust
}

QTEST_GUILESS_MAIN(TestServerSetting)
#include "tst_serversetting.moc"
