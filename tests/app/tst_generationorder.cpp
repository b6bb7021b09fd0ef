// SPDX-License-Identifier: GPL-3.0-or-later
#include "generationorder.h"
#include "settingkey.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

using Given = std::map<QString, QString>;

Settings settingsOf(const Given &given)
{
    static const QTemporaryDir nowhere;
    const auto settings = Settings::load(
        {.places = {.configuration = nowhere.path(), .state = {}, .runtime = {}, .home = nowhere.path()},
         .workingFolder = nowhere.path(),
         .systemFolder = nowhere.path(),
         .commandLine = given});
    return settings ? *settings : Settings();
}

} // namespace

class TestGenerationOrder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultsAreThoseOfThePredecessor()
    {
        const auto request = requestOf({.prompt = u"a fox"_s}, settingsOf({}));
        QVERIFY(request);
        QCOMPARE(request->width, 512);
        QCOMPARE(request->height, 512);
        QCOMPARE(*request->steps, 20);
        QCOMPARE(*request->cfgScale, 7.5);
        QCOMPARE(request->images, 1);
        QVERIFY(request->sampler.isEmpty()); // sent only where one was chosen: not every server takes it
        QVERIFY(*request->seed >= 0); // drawn here, so that names and history know it
    }

    void theDefaultsThatAreShownAreThoseThatCount()
    {
        Given shown;
        for (const SettingKey &key : settingKeys()) {
            if (key.name.startsWith("generate."_L1) && !key.fallback.isEmpty()
                && key.name != "generate.seed"_L1)
                shown[QString(key.name)] = QString(key.fallback);
        }
        QVERIFY(shown.size() >= 5);
        const GenerateOptions fox{.prompt = u"a fox"_s, .loras = {u"fog"_s}};
        const Given seed{{u"generate.seed"_s, u"1"_s}};
        shown.insert(seed.begin(), seed.end());
        QCOMPARE(*requestOf(fox, settingsOf(shown)), *requestOf(fox, settingsOf(seed)));
    }

    void takesWhatWasChosen()
    {
        const auto request = requestOf(
            {.prompt = u"a fox"_s, .loras = {u"a:0.5"_s, u"b"_s, u"c"_s}, .loraWeights = {u"2"_s}},
            settingsOf({{u"generate.width"_s, u"768"_s},
                        {u"generate.height"_s, u"1344"_s},
                        {u"generate.negative-prompt"_s, u"blur"_s},
                        {u"generate.seed"_s, u"9007199254740993"_s},
                        {u"generate.style-prefix"_s, u"oil painting"_s},
                        {u"generate.batch"_s, u"4"_s}}));
        QVERIFY(request);
        QCOMPARE(request->prompt, u"oil painting, a fox"_s);
        QCOMPARE(request->negativePrompt, u"blur"_s);
        QCOMPARE(request->width, 768);
        QCOMPARE(request->height, 1344);
        QCOMPARE(*request->seed, 9007199254740993); // beyond 2^53
        QCOMPARE(request->images, 4);
        QCOMPARE(request->loras, (QList<LoraChoice>{{u"a"_s, 0.5}, {u"b"_s, 2.0}, {u"c"_s, 1.0}}));
    }

    void badInputNamesTheOption_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("lora");
        QTest::addColumn<QString>("part");
        QTest::newRow("empty prompt") << u"  "_s << QString() << QString() << QString() << u"prompt"_s;
        QTest::newRow("steps") << u"x"_s << u"generate.steps"_s << u"501"_s << QString() << u"steps"_s;
        QTest::newRow("steps beyond 32 bits")
            << u"x"_s << u"generate.steps"_s << u"4294967299"_s << QString() << u"steps"_s;
        QTest::newRow("a weight that is no number")
            << u"x"_s << QString() << QString() << u"a:nan"_s << u"nan"_s;
        QTest::newRow("width") << u"x"_s << u"generate.width"_s << u"7"_s << QString() << u"64"_s;
        QTest::newRow("height") << u"x"_s << u"generate.length"_s << u"99999"_s << QString() << u"16384"_s;
        QTest::newRow("no images") << u"x"_s << u"generate.batch"_s << u"0"_s << QString() << u"batch"_s;
        QTest::newRow("seed") << u"x"_s << u"generate.seed"_s << u"-2"_s << QString() << u"seed"_s;
        QTest::newRow("LoRA without a name") << u"x"_s << QString() << QString() << u":1"_s << u"no name"_s;
        QTest::newRow("LoRA too heavy") << u"x"_s << QString() << QString() << u"a:6"_s << u"-2 to 5"_s;
        QTest::newRow("LoRA weighs a word") << u"x"_s << QString() << QString() << u"a:much"_s << u"much"_s;
    }
    void badInputNamesTheOption()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, lora);
        QFETCH(QString, part);
        const auto request
            = requestOf({.prompt = prompt, .loras = lora.isEmpty() ? QStringList() : QStringList{lora}},
                        settingsOf(key.isEmpty() ? Given{} : Given{{key, value}}));
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Error::Kind::Usage);
        QVERIFY2(request.error().sentence().contains(part), qPrintable(request.error().sentence()));
    }

    void macrosAreTextWhereThatIsAskedFor_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("literal");
        QTest::newRow("a macro") << u"a <random:red,blue> fox"_s << u"a < random:red,blue> fox"_s;
        QTest::newRow("one in another") << u"<a:<b:c>>"_s << u"< a:< b:c>>"_s;
        QTest::newRow("less than") << u"1 < 2"_s << u"1 < 2"_s;
        QTest::newRow("at the end") << u"a <"_s << u"a <"_s;
    }
    void macrosAreTextWhereThatIsAskedFor()
    {
        QFETCH(QString, prompt);
        const Settings settings = settingsOf({{u"generate.negative-prompt"_s, prompt}});
        const auto plain = requestOf({.prompt = prompt}, settings);
        QCOMPARE(plain->prompt, prompt);
        const auto literal = requestOf({.prompt = prompt, .literal = true}, settings);
        QTEST(literal->prompt, "literal");
        QTEST(literal->negativePrompt, "literal");
    }

    void picturesToBeginWithAreLookedFor_data()
    {
        QTest::addColumn<Given>("parameters");
        QTest::addColumn<QStringList>("presets");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("part"); // of the sentence; empty: they will do
        const auto row = [](const char *name, const Given &given, const QString &part,
                            const QStringList &presets = {}, const QString &prompt = u"x"_s) {
            QTest::newRow(name) << given << presets << prompt << part;
        };
        const QString here = QFINDTESTDATA("tst_generationorder.cpp"); // a file will do: nothing is read
        row("none", {}, {});
        row("one", {{u"init-image"_s, here}}, {});
        row("one and a mask", {{u"Init Image"_s, here}, {u"maskimage"_s, here}}, {});
        row("the server's own", {{u"init-image"_s, u"raw/2026/fox.png"_s}}, {});
        row("absent", {{u"init-image"_s, u"nofox.png"_s}}, u"there is no such file"_s);
        row("a folder", {{u"initimage"_s, u"/"_s}}, u"it is a folder"_s);
        row("an address", {{u"init-image"_s, u"https://host/a.png"_s}}, u"is an address"_s);
        row("no name", {{u"init-image"_s, u" "_s}}, u"No file is named"_s);
        row("one of two is absent", {{u"init-image"_s, here + u",nofox.png"_s}}, u"no such file"_s);
        row("a mask alone", {{u"mask-image"_s, here}}, u"no picture to begin with"_s);
        row("a mask, and a preset that may have the picture", {{u"mask-image"_s, here}}, {}, {u"Film"_s});
        row("a mask, and such a preset in the prompt", {{u"mask-image"_s, here}}, {}, {},
            u"a fox <preset:Film>"_s);
    }
    void picturesToBeginWithAreLookedFor()
    {
        QFETCH(Given, parameters);
        QFETCH(QStringList, presets);
        QFETCH(QString, part);
        QFETCH(QString, prompt);
        const auto looked
            = checkInputs({.prompt = prompt, .parameters = parameters, .presets = presets}, u"/srv"_s);
        QCOMPARE(bool(looked), part.isEmpty());
        if (!looked)
            QVERIFY2(looked.error().sentence().contains(part), qPrintable(looked.error().sentence()));
    }

    void optionsWithoutEffectAreSaid_data()
    {
        QTest::addColumn<GenerateOptions>("options");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const GenerateOptions &options, const QString &sentence) {
            QTest::newRow(name) << options << sentence;
        };
        row("all have one", {.loras = {u"a"_s}, .loraWeights = {u"1"_s}}, {});
        row("for old scripts", {.notYet = {u"--auto-crop"_s}},
            u"--auto-crop is accepted but has no effect in this version."_s);
        row("more weights than LoRAs", {.loras = {u"a"_s}, .loraWeights = {u"1"_s, u"2"_s}},
            u"There are more weights than LoRAs; the last ones have no effect."_s);
        row("metadata of nothing", {.saving = {.keepMetadata = true}},
            u"--keep-metadata has no effect without --save-images."_s);
        row("over nothing", {.saving = {.overwrite = true}},
            u"--overwrite has no effect without --save-images."_s);
        row("over pictures that a template names",
            {.saving = {.filenameTemplate = u"{seed}"_s, .overwrite = true}}, {});
    }
    void optionsWithoutEffectAreSaid()
    {
        QFETCH(GenerateOptions, options);
        GenerationRequest request;
        for (const QString &lora : options.loras)
            request.loras << LoraChoice{.name = lora};
        QTEST(idleOptions(options, request).join(u'|'), "sentence");
    }

    void furtherParametersGoWithTheRequest()
    {
        const GenerateOptions options{
            .prompt = u"x"_s, .parameters = {{u"refiner_upscale"_s, u"2"_s}}, .presets = {u"Film"_s}};
        const auto request = requestOf(options, settingsOf({}));
        QCOMPARE(request->others, (QJsonObject{{u"refiner_upscale"_s, u"2"_s}}));
        const RequestWish wish = wishOf(*request, options, settingsOf({}));
        QCOMPARE(wish.presets, QStringList{u"Film"_s});
        QVERIFY(wish.ifKnown.isEmpty());
    }

    void skimmedCfgIsAWishOnly()
    {
        const Settings settings = settingsOf(
            {{u"generate.skimmed-cfg"_s, u"true"_s}, {u"generate.skimmed-cfg-start"_s, u"0.2"_s}});
        const RequestWish wish = wishOf({}, {.prompt = u"x"_s}, settings);
        QCOMPARE(wish.ifKnown,
                 (QJsonObject{{u"skimmedcfg"_s, true},
                              {u"skimmedcfgscale"_s, u"3.0"_s},
                              {u"skimmedcfgstart"_s, u"0.2"_s}}));
    }

    void picturesAreSavedWhenAskedFor_data()
    {
        QTest::addColumn<bool>("saveImages");
        QTest::addColumn<QString>("outputDir");
        QTest::addColumn<QString>("nameTemplate");
        QTest::addColumn<bool>("save");
        QTest::addColumn<QString>("folder");
        QTest::newRow("not asked") << false << QString() << QString() << false << u"/srv"_s;
        QTest::newRow("asked") << true << QString() << QString() << true << u"/srv"_s;
        QTest::newRow("folder named") << false << u"out/a"_s << QString() << true << u"/srv/out/a"_s;
        QTest::newRow("absolute folder") << true << u"/pictures"_s << QString() << true << u"/pictures"_s;
        QTest::newRow("names chosen") << false << QString() << u"{seed}"_s << true << u"/srv"_s;
    }
    void picturesAreSavedWhenAskedFor()
    {
        QFETCH(bool, saveImages);
        QFETCH(QString, outputDir);
        QFETCH(QString, nameTemplate);
        const SavingPlan plan = savingPlanOf(
            {.saveImages = saveImages, .outputDir = outputDir, .filenameTemplate = nameTemplate}, u"/srv"_s);
        QTEST(plan.save, "save");
        QTEST(plan.folder, "folder");
        QVERIFY(!plan.overwrite);
        QVERIFY(!plan.keepMetadata);
    }

    void whatTheServerDoesNotKnowHasItsPlace_data()
    {
        QTest::addColumn<GenerateOptions>("options");
        QTest::addColumn<Given>("given");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QString>("hint");
        const QString none = u"Look again."_s;
        QTest::newRow("of the file") << GenerateOptions{} << Given{} << u"sampler"_s
                                     << none + u" It comes from generate.sampler in %1."_s;
        QTest::newRow("of a variable") << GenerateOptions{} << Given{} << u"model"_s
                                       << none + u" It comes from ASSET_GENERATOR_GENERATE_MODEL."_s;
        QTest::newRow("typed") << GenerateOptions{} << Given{{u"generate.model"_s, u"m"_s}} << u"model"_s
                               << none;
        QTest::newRow("typed as a parameter")
            << GenerateOptions{.parameters = {{u"Sampler"_s, u"x"_s}}} << Given{} << u"sampler"_s << none;
        QTest::newRow("LoRAs of the file") << GenerateOptions{} << Given{} << u"loras"_s
                                           << none + u" It comes from generate.loras in %1."_s;
        QTest::newRow("typed LoRAs") << GenerateOptions{.loras = {u"fog"_s}} << Given{} << u"loras"_s << none;
        QTest::newRow("no setting") << GenerateOptions{} << Given{} << u"vae"_s << none;
        QTest::newRow("a default") << GenerateOptions{} << Given{} << u"steps"_s << none;
        QTest::newRow("of no parameter") << GenerateOptions{} << Given{} << QString() << none;
    }
    void whatTheServerDoesNotKnowHasItsPlace()
    {
        QFETCH(GenerateOptions, options);
        QFETCH(Given, given);
        QFETCH(QString, parameter);
        QFETCH(QString, hint);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("generate:\n  sampler: x\n  loras: [fog]\n");
        file.close();
        QProcessEnvironment environment;
        environment.insert(u"ASSET_GENERATOR_GENERATE_MODEL"_s, u"m"_s);
        const auto settings = Settings::load(
            {.environment = environment, .configFile = file.fileName(), .commandLine = given});
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence()));
        const Error error{.hint = u"Look again."_s, .details = {{u"parameter"_s, parameter}}};
        QCOMPARE(withOrigin(error, options, *settings).hint, hint.replace("%1"_L1, file.fileName()));
    }

    void picturesAreCollectedAsTheirSessionSavesThem_data()
    {
        QTest::addColumn<SavingOptions>("options");
        QTest::addColumn<QJsonObject>("kept");
        QTest::addColumn<QString>("wanted");
        const QJsonObject kept = toJson(
            SavingPlan{.folder = u"/cards/hero"_s, .nameTemplate = u"{seed}"_s, .keepMetadata = true});
        QTest::newRow("nothing said now") << SavingOptions{} << kept << u"/cards/hero {seed} kept"_s;
        QTest::newRow("another folder")
            << SavingOptions{.outputDir = u"out"_s} << kept << u"/srv/out {seed} kept"_s;
        QTest::newRow("other names") << SavingOptions{.filenameTemplate = u"{index}"_s} << kept
                                     << u"/cards/hero {index} kept"_s;
        QTest::newRow("without metadata")
            << SavingOptions{.keepMetadata = false} << kept << u"/cards/hero {seed} removed"_s;
        QTest::newRow("the session left them on the server")
            << SavingOptions{} << QJsonObject() << u"/srv  removed"_s;
    }
    void picturesAreCollectedAsTheirSessionSavesThem()
    {
        QFETCH(SavingOptions, options);
        QFETCH(QJsonObject, kept);
        const SavingPlan plan = collectingPlanOf(options, kept, u"/srv"_s);
        QVERIFY(plan.save && !plan.overwrite);
        QTEST(u"%1 %2 %3"_s.arg(plan.folder, plan.nameTemplate, plan.keepMetadata ? u"kept"_s : u"removed"_s),
              "wanted");
    }
};

QTEST_GUILESS_MAIN(TestGenerationOrder)
#include "tst_generationorder.moc"
