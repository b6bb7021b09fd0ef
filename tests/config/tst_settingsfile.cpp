// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingsfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

/// "key=a,b@line" for each, a list in brackets, a structure as "{}".
QString told(const QList<WrittenSetting> &settings)
{
    QStringList rows;
    for (const WrittenSetting &setting : settings) {
        const QString values = setting.values.join(u',');
        const QString shown = setting.isStructure ? u"{}"_s : setting.isList ? u'[' + values + u']' : values;
        rows.append(setting.key + u'=' + shown + u'@' + QString::number(setting.line));
    }
    return rows.join(u' ');
}

} // namespace

class TestSettingsFile : public QObject
{
    Q_OBJECT
private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void readsKeysInTheirOrder_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("settings");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("comments only") << QByteArray("# nothing yet\n") << QString();
        QTest::newRow("plain") << QByteArray("api-url: http://studio:7801\nquiet: true\n")
                               << u"api-url=http://studio:7801@1 quiet=true@2"_s;
        QTest::newRow("nested") << QByteArray("format: json\ngenerate:\n  steps: 30\n  model: sdxl\n")
                                << u"format=json@1 generate.steps=30@3 generate.model=sdxl@4"_s;
        QTest::newRow("dotted") << QByteArray("generate.steps: 30\n") << u"generate.steps=30@1"_s;
        QTest::newRow("capitals") << QByteArray("API-URL: http://Studio\n") << u"api-url=http://Studio@1"_s;
        QTest::newRow("list") << QByteArray("generate:\n  loras: [a:1, b]\n")
                              << u"generate.loras=[a:1,b]@2"_s;
        QTest::newRow("no value sets nothing")
            << QByteArray("api-url:\nformat: ~\nquiet: no\n") << u"quiet=no@3"_s;
        QTest::newRow("structure") << QByteArray("api-url: {host: x}\n") << u"api-url={}@1"_s;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFquiet: yes\n") << u"quiet=yes@1"_s;
        QTest::newRow("umlaut") << QByteArray("generate:\n  style-prefix: \"düster\"\n")
                                << u"generate.style-prefix=düster@2"_s;
    }
    void readsKeysInTheirOrder()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, settings);
        const QTemporaryDir folder;
        write(folder.filePath(u"config.yaml"_s), bytes);
        const auto file = readSettingsFile(folder.filePath(u"config.yaml"_s));
        QVERIFY2(file, qUtf8Printable(file ? QString() : file.error().message));
        QVERIFY(*file);
        QCOMPARE(told(**file), settings);
    }

    void saysWhereItIsNotUnderstood_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("line");
        QTest::newRow("not YAML") << QByteArray("format: json\nquiet: [1, 2\n") << u"line 3"_s;
        QTest::newRow("tab") << QByteArray("generate:\n\tsteps: 3\n") << u"line 2"_s;
        QTest::newRow("a list") << QByteArray("- a\n- b\n") << u"line 1"_s;
        QTest::newRow("prose") << QByteArray("hello\n") << u"line 1"_s;
        QTest::newRow("deep") << QByteArray(100000, '[') << u"line 1"_s;
    }
    void saysWhereItIsNotUnderstood()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, line);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"config.yaml"_s);
        write(path, bytes);
        const auto file = readSettingsFile(path);
        QVERIFY(!file);
        QCOMPARE(file.error().kind, Error::Kind::Usage);
        QVERIFY2(file.error().message.contains(path), qUtf8Printable(file.error().message));
        QVERIFY2(file.error().message.contains(line), qUtf8Printable(file.error().message));
    }

    void aliasesWithinAliasesCostNothing()
    {
        QByteArray bytes("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name <= 'k'; ++name) {
            const QByteArray before(1, char(name - 1));
            bytes += QByteArray(1, name) + ": &" + QByteArray(1, name) + " ["
                + QByteArrayList(10, '*' + before).join(", ") + "]\n";
        }
        const QTemporaryDir folder;
        write(folder.filePath(u"config.yaml"_s), bytes);
        const auto file = readSettingsFile(folder.filePath(u"config.yaml"_s));
        QVERIFY(file);
        QCOMPARE((*file)->size(), 11);
    }

    void whatIsNotThereIsNoError()
    {
        const QTemporaryDir folder;
        const auto file = readSettingsFile(folder.filePath(u"no/such/config.yaml"_s));
        QVERIFY(file);
        QVERIFY(!*file);
    }

    void whatIsNoRegularFileIsRefused()
    {
        const QTemporaryDir folder;
        QVERIFY(!readSettingsFile(folder.path()));
        const QString pipe = folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        QVERIFY(!readSettingsFile(pipe)); // and returns
    }

    void whatIsTooLargeIsRefused()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"config.yaml"_s);
        write(path, QByteArray(1024 * 1024 + 1, '#'));
        QVERIFY(!readSettingsFile(path));
    }

    void whatIsUnreadableIsAnError()
    {
        if (::geteuid() == 0)
            QSKIP("root reads everything");
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"config.yaml"_s);
        write(path, "quiet: yes\n");
        QVERIFY(QFile::setPermissions(path, {}));
        QVERIFY(!readSettingsFile(path));
    }
};

QTEST_GUILESS_MAIN(TestSettingsFile)
#include "tst_settingsfile.moc"
