// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingstext.h"
#include "userconfiguration.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

class TestUserConfiguration : public QObject
{
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_home;

    [[nodiscard]] QString path() const { return m_home->filePath(u"config/asset-generator/config.yaml"_s); }
    [[nodiscard]] UserConfiguration own() const { return {path(), UserConfiguration::Kind::Own}; }
    [[nodiscard]] static const SettingKey &key(const QString &name) { return *findSettingKey(name); }
    [[nodiscard]] static QByteArray bytes(const QString &file)
    {
        QFile reader(file);
        return reader.open(QFile::ReadOnly) ? reader.readAll() : QByteArray();
    }
    static void write(const QString &file, const QByteArray &text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile writer(file);
        QVERIFY(writer.open(QFile::WriteOnly));
        QCOMPARE(writer.write(text), text.size());
    }
    [[nodiscard]] static int mode(const QString &file)
    {
        struct stat facts {
        };
        return ::stat(QFile::encodeName(file).constData(), &facts) == 0 ? int(facts.st_mode & 0777) : -1;
    }

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void aNewFileIsForItsOwnerAlone()
    {
        QVERIFY(own().set(key(u"api-key"_s), {u"k"_s}));
        QCOMPARE(bytes(path()), "api-key: k\n");
        QCOMPARE(mode(path()), 0600);
        QCOMPARE(mode(QFileInfo(path()).path()), 0700);
    }

    void anOldFileBecomesSo()
    {
        write(path(), "format: json # mine\n");
        QFile::setPermissions(path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        QVERIFY(own().set(key(u"quiet"_s), {u"true"_s}));
        QCOMPARE(bytes(path()), "format: json # mine\nquiet: true\n");
        QCOMPARE(mode(path()), 0600);
    }

    void aNamedFileKeepsItsRightsUntilItHoldsASecret()
    {
        const QString named = m_home->filePath(u"team.yaml"_s);
        write(named, "");
        QFile::setPermissions(named, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        const UserConfiguration team(named, UserConfiguration::Kind::Named);
        QVERIFY(team.set(key(u"quiet"_s), {u"true"_s}));
        QCOMPARE(mode(named), 0640);
        QVERIFY(team.set(key(u"swarm-token"_s), {u"t"_s}));
        QCOMPARE(mode(named), 0600);
    }

    void aLinkIsFollowed()
    {
        const QString real = m_home->filePath(u"dotfiles.yaml"_s);
        write(real, "format: json\n");
        QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
        QVERIFY(QFile::link(real, path()));
        QVERIFY(own().set(key(u"quiet"_s), {u"true"_s}));
        QVERIFY(QFileInfo(path()).isSymLink());
        QCOMPARE(bytes(real), "format: json\nquiet: true\n");
    }

    void initWritesOnlyANewFile()
    {
        QVERIFY(own().init());
        QCOMPARE(bytes(path()), SettingsText::explained());
        QCOMPARE(mode(path()), 0600);
        write(path(), "format: json\n");
        const Result<> again = own().init();
        QVERIFY(!again);
        QCOMPARE(again.error().kind, Error::Kind::Usage);
        QCOMPARE(bytes(path()), "format: json\n");
    }

    void whatCannotBeWrittenIsSaid()
    {
        write(m_home->filePath(u"config"_s), "a file where a folder should be");
        const Result<> set = own().set(key(u"quiet"_s), {u"true"_s});
        QVERIFY(!set);
        QCOMPARE(set.error().kind, Error::Kind::FileSystem);
        const UserConfiguration nowhere(m_home->filePath(u"no/folder/c.yaml"_s),
                                        UserConfiguration::Kind::Named);
        QCOMPARE(nowhere.set(key(u"quiet"_s), {u"true"_s}).error().kind, Error::Kind::FileSystem);
    }

    void removing()
    {
        QVERIFY(!*own().remove(key(u"swarm-token"_s)));
        QVERIFY(!QFileInfo::exists(path()));
        write(path(), "swarm-token: t\nformat: json\n");
        QVERIFY(*own().remove(key(u"swarm-token"_s)));
        QCOMPARE(bytes(path()), "format: json\n");
    }

    void writersAtOnceLoseNothing()
    {
        const QStringList names{u"api-url"_s, u"output"_s, u"generate.model"_s, u"generate.sampler"_s,
                                u"generate.scheduler"_s};
        std::vector<std::unique_ptr<QThread>> threads;
        for (const QString &name : names) {
            threads.emplace_back(QThread::create([this, name] {
                for (int i = 0; i < 10; ++i)
                    std::ignore = own().set(key(name), {u"a%1"_s.arg(i)});
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait(30000));
        for (const QString &name : names)
            QVERIFY(bytes(path()).contains(name.section(u'.', -1).toLatin1() + ": a9\n"));
        QCOMPARE(QDir(QFileInfo(path()).path()).entryList(QDir::Files).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestUserConfiguration)
#include "tst_userconfiguration.moc"
