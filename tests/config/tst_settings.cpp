// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT
private:
    enum Place { System, Home, Own, Project, Named, PlaceCount };

    /// The file of a place below `root`.
    static QString fileOf(const QTemporaryDir &root, Place place)
    {
        static constexpr std::array names{"etc/config.yaml"_L1, "home/.asset-generator/config.yaml"_L1,
                                          "xdg/config.yaml"_L1, "work/config/config.yaml"_L1,
                                          "work/named.yaml"_L1};
        return root.filePath(names.at(place));
    }

    static void write(const QTemporaryDir &root, Place place, const QByteArray &bytes)
    {
        QFile file(fileOf(root, place));
        QVERIFY(QDir().mkpath(QFileInfo(file.fileName()).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    static Settings::Sources sources(const QTemporaryDir &root)
    {
        Settings::Sources sources;
        sources.places.home = root.filePath(u"home"_s);
        sources.places.configuration = root.filePath(u"xdg"_s);
        sources.systemFolder = root.filePath(u"etc"_s);
        sources.workingFolder = root.filePath(u"work"_s);
        return sources;
    }

    static QString complaint(const Result<Settings> &settings)
    {
        return settings ? QString() : settings.error().sentence();
    }

private Q_SLOTS:
    void theNearerSourceWins_data()
    {
        QTest::addColumn<QList<int>>("files");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("value");
        QTest::newRow("none") << QList<int>{} << QString() << QString() << QString();
        QTest::newRow("system") << QList<int>{System} << QString() << QString() << u"10"_s;
        QTest::newRow("home over system") << QList<int>{System, Home} << QString() << QString() << u"11"_s;
        QTest::newRow("own over home") << QList<int>{System, Home, Own} << QString() << QString() << u"12"_s;
        QTest::newRow("project over own")
            << QList<int>{System, Home, Own, Project} << QString() << QString() << u"13"_s;
        QTest::newRow("environment over files")
            << QList<int>{System, Home, Own, Project} << u"20"_s << QString() << u"20"_s;
        QTest::newRow("command line over all")
            << QList<int>{System, Home, Own, Project} << u"20"_s << u"30"_s << u"30"_s;
        QTest::newRow("an empty variable sets nothing")
            << QList<int>{System} << u""_s << QString() << u"10"_s;
    }
    void theNearerSourceWins()
    {
        QFETCH(QList<int>, files);
        QFETCH(QString, variable);
        QFETCH(QString, flag);
        QFETCH(QString, value);
        const QTemporaryDir root;
        for (const int place : files)
            write(root, Place(place), "generate:\n  steps: " + QByteArray::number(10 + place) + '\n');
        Settings::Sources given = sources(root);
        if (!variable.isNull())
            given.environment.insert(u"ASSET_GENERATOR_GENERATE_STEPS"_s, variable);
        if (!flag.isNull())
            given.commandLine[u"generate.steps"_s] = flag;

        const Result<Settings> settings = Settings::load(given);
        QVERIFY2(settings, qUtf8Printable(complaint(settings)));
        QCOMPARE(settings->value(u"generate.steps"_s).value_or(QString()), value);
        QCOMPARE(settings->warnings(), QStringList());
    }

    void mergesKeyByKeyAndTellsTheOrigin()
    {
        const QTemporaryDir root;
        write(root, System, "api-url: http://a\nformat: yaml\n");
        write(root, Own, "api-url: http://b\n");
        Settings::Sources given = sources(root);
        given.environment.insert(u"ASSET_GENERATOR_QUIET"_s, u"1"_s);
        given.commandLine[u"color"_s] = u"never"_s;
        const Result<Settings> settings = Settings::load(given);
        QVERIFY2(settings, qUtf8Printable(complaint(settings)));
        QCOMPARE(settings->value(u"api-url"_s), u"http://b"_s);
        QCOMPARE(settings->originOf(u"api-url"_s), fileOf(root, Own));
        QCOMPARE(settings->originOf(u"format"_s), fileOf(root, System));
        QCOMPARE(settings->value(u"quiet"_s), u"true"_s);
        QCOMPARE(settings->originOf(u"quiet"_s), u"ASSET_GENERATOR_QUIET"_s);
        QCOMPARE(settings->originOf(u"color"_s), u"command line"_s);
        QCOMPARE(settings->value(u"generate.model"_s), std::nullopt);
        QCOMPARE(settings->originOf(u"generate.model"_s), QString());
    }

    void aNamedFileReplacesAllOthers()
    {
        const QTemporaryDir root;
        write(root, System, "api-url: http://a\n");
        write(root, Project, "generate:\n  steps: 9\n");
        write(root, Named, "format: json\n");
        Settings::Sources given = sources(root);
        given.configFile = u"named.yaml"_s; // relative to the working folder
        const Result<Settings> settings = Settings::load(given);
        QVERIFY2(settings, qUtf8Printable(complaint(settings)));
        QCOMPARE(settings->value(u"format"_s), u"json"_s);
        QCOMPARE(settings->value(u"api-url"_s), std::nullopt);
        QCOMPARE(settings->value(u"generate.steps"_s), std::nullopt);

        given.configFile = root.filePath(u"missing.yaml"_s);
        const Result<Settings> missing = Settings::load(given);
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, Error::Kind::Usage);
        QVERIFY(missing.error().message.contains(given.configFile));
    }

    void theProjectsFileSetsOnlyWhatItMay()
    {
        const QTemporaryDir root;
        write(root, Own, "api-url: http://mine\napi-key: k\n");
        write(root, Project,
              "api-url: http://evil\napi-key: other\nformat: json\ngenerate:\n  steps: 5\n"
              "a: 1\nb: 2\nc: 3\nd: 4\n");
        const Result<Settings> settings = Settings::load(sources(root));
        QVERIFY2(settings, qUtf8Printable(complaint(settings)));
        QCOMPARE(settings->value(u"api-url"_s), u"http://mine"_s);
        QCOMPARE(settings->value(u"api-key"_s), u"k"_s);
        QCOMPARE(settings->value(u"format"_s), u"json"_s);
        QCOMPARE(settings->value(u"generate.steps"_s), u"5"_s);
        QCOMPARE(settings->warnings().size(), 1);
        QVERIFY(settings->warnings().first().contains(u"api-url, api-key, a, b, c, …"_s));
        QVERIFY(!settings->warnings().first().contains("evil"_L1));
    }

    void unknownKeysAreWarnedOf()
    {
        const QTemporaryDir root;
        write(root, Own, "format: json\ncolour: red\ngenerate:\n  stepps: 3\n");
        const Result<Settings> settings = Settings::load(sources(root));
        QVERIFY2(settings, qUtf8Printable(complaint(settings)));
        QCOMPARE(settings->warnings().size(), 2);
        QVERIFY(settings->warnings().at(0).contains(u"line 2: there is no setting “colour”"_s));
        QVERIFY(settings->warnings().at(1).contains(u"line 4: there is no setting “generate.stepps”"_s));
        QVERIFY(settings->warnings().at(1).endsWith(u"Did you mean generate.steps?"_s));
        QVERIFY(settings->warnings().at(0).endsWith(u"Did you mean color?"_s));
    }

    void whatDoesNotFitIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QStringList>("named");
        QTest::newRow("file") << QByteArray("format: json\ngenerate:\n  steps: many\n") << QString()
                              << QString()
                              << QStringList{u"generate.steps"_s, u"xdg/config.yaml, line 3"_s, u"many"_s,
                                             u"a whole number"_s};
        QTest::newRow("list for one") << QByteArray("api-url: [a, b]\n") << QString() << QString()
                                      << QStringList{u"api-url"_s, u"line 1"_s, u"one plain value"_s};
        QTest::newRow("map for one") << QByteArray("generate:\n  steps: {a: 1}\n") << QString() << QString()
                                     << QStringList{u"generate.steps"_s, u"line 2"_s};
        QTest::newRow("weight in a list") << QByteArray("generate:\n  lora-weights: [1, x]\n") << QString()
                                          << QString() << QStringList{u"generate.lora-weights"_s, u"“x”"_s};
        QTest::newRow("contradicting names")
            << QByteArray("generate:\n  height: 512\n  length: 768\n") << QString() << QString()
            << QStringList{u"generate.length"_s, u"line 3"_s, u"contradicts"_s};
        QTest::newRow("variable") << QByteArray() << u"many"_s << QString()
                                  << QStringList{u"ASSET_GENERATOR_GENERATE_STEPS"_s, u"many"_s};
        QTest::newRow("flag") << QByteArray() << QString() << u"many"_s
                              << QStringList{u"--steps"_s, u"many"_s, u"command line"_s};
    }
    void whatDoesNotFitIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, variable);
        QFETCH(QString, flag);
        QFETCH(QStringList, named);
        const QTemporaryDir root;
        write(root, Own, file);
        Settings::Sources given = sources(root);
        if (!variable.isNull())
            given.environment.insert(u"ASSET_GENERATOR_GENERATE_STEPS"_s, variable);
        if (!flag.isNull())
            given.commandLine[u"generate.steps"_s] = flag;
        const Result<Settings> settings = Settings::load(given);
        QVERIFY(!settings);
        QCOMPARE(settings.error().kind, Error::Kind::Usage);
        QVERIFY(!settings.error().hint.isEmpty());
        for (const QString &part : named)
            QVERIFY2(settings.error().message.contains(part), qUtf8Printable(settings.error().message));
    }

    void aSecretIsNeverInASentence()
    {
        const QTemporaryDir root;
        write(root, Own, "api-key: [hunter2]\n");
        const Result<Settings> settings = Settings::load(sources(root));
        QVERIFY(!settings);
        QVERIFY(!settings.error().sentence().contains("hunter2"_L1));
    }

    void lengthIsHeight()
    {
        const QTemporaryDir root;
        write(root, Own, "generate:\n  height: 512\n");
        Settings::Sources given = sources(root);
        given.environment.insert(u"ASSET_GENERATOR_GENERATE_LENGTH"_s, u"768"_s);
        const Result<Settings> settings = Settings::load(given);
        QVERIFY2(settings, qUtf8Printable(complaint(settings)));
        QCOMPARE(settings->value(u"generate.height"_s), u"768"_s);
        QCOMPARE(settings->value(u"generate.length"_s), u"768"_s);

        given.environment.insert(u"ASSET_GENERATOR_GENERATE_HEIGHT"_s, u"512"_s);
        QVERIFY(!Settings::load(given)); // the two names contradict each other in one place
        given.environment.insert(u"ASSET_GENERATOR_GENERATE_HEIGHT"_s, u"768"_s);
        QVERIFY(Settings::load(given));
        given.commandLine = {{u"generate.height"_s, u"1"_s}, {u"generate.length"_s, u"2"_s}};
        QVERIFY(!Settings::load(given));
    }

    void listsAreReadFromEverywhere()
    {
        const QTemporaryDir root;
        write(root, Own, "generate:\n  loras: [\"a, b:1\", c]\n  lora-weights: 0.5\n");
        Settings::Sources given = sources(root);
        QCOMPARE(Settings::load(given)->list(u"generate.loras"_s), (QStringList{u"a, b:1"_s, u"c"_s}));
        QCOMPARE(Settings::load(given)->list(u"generate.lora-weights"_s), QStringList{u"0.5"_s});
        QCOMPARE(Settings::load(given)->list(u"generate.model"_s), QStringList());
        given.environment.insert(u"ASSET_GENERATOR_GENERATE_LORAS"_s, u"d:0.5, e"_s);
        QCOMPARE(Settings::load(given)->list(u"generate.loras"_s), (QStringList{u"d:0.5"_s, u"e"_s}));
        given.commandLine[u"generate.loras"_s] = u"f"_s;
        QCOMPARE(Settings::load(given)->list(u"generate.loras"_s), QStringList{u"f"_s});
    }

    void aVariableThatIsASlipIsNamed_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("meant");
        QTest::newRow("a letter is missing")
            << u"ASSET_GENERATOR_GENERATE_STEP"_s << u"ASSET_GENERATOR_GENERATE_STEPS"_s;
        QTest::newRow("two are twisted") << u"ASSET_GENERATOR_API_ULR"_s << u"ASSET_GENERATOR_API_URL"_s;
        for (const char *others : {"DIR", "LOG", "HOME", "PATH", "ROOT", "TOKEN", "MODELS", "UNDER_TEST",
                                   "GENERATE_FOO", "HOME_OF_THE_STUDIO"})
            QTest::addRow("somebody else's: %s", others)
                << QString("ASSET_GENERATOR_"_L1 + QLatin1String(others)) << QString();
        QTest::newRow("not ours at all") << u"COLOR"_s << QString();
    }

    void aVariableThatIsASlipIsNamed()
    {
        QFETCH(QString, variable);
        QFETCH(QString, meant);
        const QTemporaryDir root;
        Settings::Sources given = sources(root);
        given.environment.insert(variable, u"/srv"_s);
        const QString warnings = Settings::load(given)->warnings().join(u'\n');
        QCOMPARE(warnings.contains(u"Did you mean %1?"_s.arg(meant)), !meant.isEmpty());
        QCOMPARE(warnings.isEmpty(), meant.isEmpty());
    }

    void theCommandLineMayNameWhatFilesCannot()
    {
        const QTemporaryDir root;
        Settings::Sources given = sources(root);
        given.commandLine[u"project"_s] = u"/home/ada/cards"_s;
        const Result<Settings> settings = Settings::load(given);
        QVERIFY2(settings, qUtf8Printable(complaint(settings)));
        QCOMPARE(settings->value(u"project"_s), u"/home/ada/cards"_s);
        QCOMPARE(settings->warnings(), QStringList());
    }

    void whatIsUsableIsTakenAllTheSame()
    {
        const QTemporaryDir root;
        write(root, System, "no: [yaml\n");
        write(root, Own, "format: json\ngenerate:\n  steps: many\n  width: 640\n");
        Settings::Sources given = sources(root);
        given.environment.insert(u"ASSET_GENERATOR_QUIET"_s, u"perhaps"_s);
        given.environment.insert(u"ASSET_GENERATOR_GENERATE_HEIGHT"_s, u"480"_s);
        const Settings settings = Settings::loadUsable(given);
        QCOMPARE(settings.problems().size(), 3);
        QCOMPARE(settings.value(u"format"_s), u"json"_s);
        QCOMPARE(settings.value(u"generate.width"_s), u"640"_s);
        QCOMPARE(settings.value(u"generate.height"_s), u"480"_s);
        QVERIFY(!settings.value(u"generate.steps"_s));
        const Result<Settings> strict = Settings::load(given);
        QVERIFY(!strict);
        QCOMPARE(strict.error(), settings.problems().first());
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
