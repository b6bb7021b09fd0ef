// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace
{

QStringList words(const QString &line)
{
    return line.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyOptionOfThePredecessorIsAccepted_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line :
             {"-p x", "--prompt x --model m --steps 30 --width 640 --length 480 --seed -1 --batch 4",
              "-p x -w 64 -l 64 -b 2 -n bad", "-p x --height 480",
              "-p x --cfg-scale 7.5 --negative-prompt ugly --style-prefix oil",
              "-p x --sampler euler_a --scheduler karras --websocket", "-p x --websocket=true",
              "-p x --lora a:0.5,b --lora c", "-p x --lora a --lora-weight 0.5,1 --lora-default-weight 0.8",
              "-p x --skimmed-cfg --skimmed-cfg-scale 3.0",
              "-p x --skimmed-cfg-start 0.1 --skimmed-cfg-end 0.9",
              "-p x --save-images --output-dir out --filename-template {index}",
              "-p x --auto-crop --auto-crop-threshold 250 --auto-crop-tolerance 10",
              "-p x --auto-crop-preserve-aspect", "-p x --downscale-width 64 --downscale-height 64",
              "-p x --downscale-percentage 50 --downscale-filter lanczos",
              "-p x --config c.yaml --api-url http://x --api-key k -f json -o out.json -q -v"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void everyOptionOfThePredecessorIsAccepted()
    {
        QFETCH(QString, line);
        const auto parsed = parseCommandLine(QStringList{u"generate"_s, u"image"_s} + words(line));
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().sentence()));
        QVERIFY(std::holds_alternative<GenerateOptions>(parsed->command));
    }

    void parametersOfTheServerAreTaken()
    {
        const auto parsed = parseCommandLine(
            {u"generate"_s, u"image"_s, u"-p"_s, u"x"_s, u"--param"_s, u"Refiner Upscale=2"_s, u"--param"_s,
             u"CFG_Scale=5"_s, u"--param"_s, u"loras=a,b"_s, u"--vae"_s, u"fine"_s, u"--init-image"_s,
             u"a=b.png"_s, u"--preset"_s, u"Film, noir"_s, u"--preset"_s, u"Pastel"_s, u"--literal"_s});
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().sentence()));
        const auto &options = std::get<GenerateOptions>(parsed->command);
        QCOMPARE(options.parameters,
                 (std::map<QString, QString>{{u"Refiner Upscale"_s, u"2"_s},
                                             {u"vae"_s, u"fine"_s},
                                             {u"init-image"_s, u"a=b.png"_s}}));
        QCOMPARE(parsed->settings.at(u"generate.cfg-scale"_s), u"5"_s);
        QCOMPARE(options.loras, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(options.presets, (QStringList{u"Film, noir"_s, u"Pastel"_s}));
        QVERIFY(options.literal);
    }

    void ofAnOptionThatIsGivenTwiceTheLastCounts()
    {
        const auto parsed = parseCommandLine(words(
            u"generate image -p a --seed 1 --label x -p b --seed 2 --label y --project p --project q"_s));
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().sentence()));
        QCOMPARE(std::get<GenerateOptions>(parsed->command).prompt, u"b"_s);
        QCOMPARE(std::get<GenerateOptions>(parsed->command).label, u"y"_s);
        QCOMPARE(parsed->settings.at(u"generate.seed"_s), u"2"_s);
        QCOMPARE(parsed->global.project, u"q"_s);
    }

    void aSwitchIsTrueOrFalse()
    {
        const auto parsed = parseCommandLine(words(u"generate image -p x --websocket=maybe"_s));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Usage);
        QVERIFY(parsed.error().message.contains("neither true nor false"_L1));
        QVERIFY(!parseCommandLine(words(u"status --all=x"_s)));
        QVERIFY(parseCommandLine(words(u"generate image -p x --websocket=no"_s)));
    }

    void aParameterIsNameAndValueOnce_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("part");
        QTest::newRow("no value") << u"--param steps"_s << u"“steps” is not NAME=VALUE"_s;
        QTest::newRow("no name") << u"--param =3"_s << u"“=3” is not NAME=VALUE"_s;
        QTest::newRow("no letters") << u"--param 12=3"_s << u"is not NAME=VALUE"_s;
        QTest::newRow("the prompt") << u"--param prompt=y"_s << u"--prompt"_s;
        QTest::newRow("an option too") << u"--steps 3 --param steps=3"_s << u"steps is given twice"_s;
        QTest::newRow("two spellings")
            << u"--param clip-stop=1 --param ClipStop=2"_s << u"ClipStop is given twice"_s;
        QTest::newRow("its own option") << u"--vae a --param VAE=b"_s << u"VAE is given twice"_s;
    }
    void aParameterIsNameAndValueOnce()
    {
        QFETCH(QString, line);
        QFETCH(QString, part);
        const auto parsed = parseCommandLine(words(u"generate image -p x "_s + line));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Usage);
        QVERIFY2(parsed.error().message.contains(part), qPrintable(parsed.error().message));
    }

    void parametersAreListedOrShown()
    {
        const auto list = parseCommandLine(words(u"parameters list --match refiner"_s));
        QVERIFY(list);
        QCOMPARE(std::get<ParametersOptions>(list->command).match, u"refiner"_s);
        const auto get = parseCommandLine({u"parameters"_s, u"get"_s, u"CFG Scale"_s});
        QVERIFY(get);
        QCOMPARE(std::get<ParametersOptions>(get->command).get, u"CFG Scale"_s);
        QVERIFY(!parseCommandLine({u"parameters"_s}));
        QVERIFY(!parseCommandLine({u"parameters"_s, u"get"_s, u""_s}));
    }

    void modelsAreListedOrShown()
    {
        const auto list = parseCommandLine(words(u"models list --kind lora --match film --loaded-only"_s));
        QVERIFY(list);
        const auto &options = std::get<ModelsOptions>(list->command);
        QCOMPARE(options.kind, u"lora"_s);
        QCOMPARE(options.match, u"film"_s);
        QVERIFY(options.loaded && options.get.isEmpty());
        const auto get = parseCommandLine({u"models"_s, u"get"_s, u"style b"_s});
        QVERIFY(get);
        QCOMPARE(std::get<ModelsOptions>(get->command).get, u"style b"_s);
        QVERIFY(!parseCommandLine({u"models"_s}));
        QVERIFY(!parseCommandLine({u"models"_s, u"get"_s}));
        QVERIFY(!parseCommandLine({u"models"_s, u"get"_s, u""_s}));
    }

    void readsGenerate()
    {
        const auto parsed
            = parseCommandLine({u"--cli"_s, u"generate"_s, u"image"_s, u"--prompt"_s, u"a red fox"_s,
                                u"--seed"_s, u"-1"_s, u"--lora"_s, u"a:1,b"_s, u"--websocket=false"_s,
                                u"--label"_s, u"hero"_s, u"--auto-crop"_s, u"-b"_s, u"4"_s, u"-q"_s});
        QVERIFY(parsed);
        const auto &options = std::get<GenerateOptions>(parsed->command);
        QCOMPARE(options.prompt, u"a red fox"_s);
        QCOMPARE(options.loras, (QStringList{u"a:1"_s, u"b"_s}));
        QCOMPARE(options.websocket, false);
        QCOMPARE(options.label, u"hero"_s);
        QCOMPARE(options.notYet, QStringList{u"--auto-crop"_s});
        QCOMPARE(parsed->settings.at(u"generate.batch"_s), u"4"_s);
        QCOMPARE(parsed->settings.at(u"generate.seed"_s), u"-1"_s);
        QVERIFY(!parsed->settings.contains(
            u"generate.steps"_s)); // what is not given leaves it to the configuration
        QCOMPARE(parsed->settings.at(u"quiet"_s), u"true"_s);
    }

    void whatDoesNotFitIsSaidInItsOrder_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("a prompt without quotes")
            << u"generate image -p a red fox"_s
            << u"Not expected here: red fox. Put a text of several words in quotes. "
               u"See: asset-generator generate image --help"_s;
        QTest::newRow("an unknown option")
            << u"status --nonsense"_s
            << u"Not expected here: --nonsense. See: asset-generator status --help"_s;
        QTest::newRow("a word of the protocol is no parameter")
            << u"generate image -p x --param presets=Film"_s
            << u"--param: name a preset with --preset. See: asset-generator generate image --help"_s;
        QTest::newRow("nor is the session's")
            << u"generate image -p x --param session_id=3"_s
            << u"--param: the session is the program's own. See: asset-generator generate image --help"_s;
        QTest::newRow("a mistyped option")
            << u"generate image -p x --bach 2"_s
            << u"Not expected here: --bach 2. Did you mean --batch? See: asset-generator generate image --help"_s;
        QTest::newRow("a mistyped option that holds everywhere")
            << u"status --formt=json"_s
            << u"Not expected here: --formt=json. Did you mean --format? See: asset-generator status --help"_s;
        QTest::newRow("a value is missing")
            << u"generate image -p"_s
            << u"--prompt wants a value. See: asset-generator generate image --help"_s;
        QTest::newRow("a mistyped command")
            << u"--cli stauts"_s
            << u"There is no command and no folder called “stauts”. Did you mean status? "
               u"See: asset-generator --help"_s;
        QTest::newRow("a command of a command")
            << u"--cli login"_s
            << u"There is no command and no folder called “login”. Did you mean config login? "
               u"See: asset-generator --help"_s;
        QTest::newRow("a command of several") << u"--cli list"_s
                                              << u"There is no command and no folder called “list”. Did you "
                                                 u"mean models list or parameters list? "
                                                 u"See: asset-generator --help"_s;
        QTest::newRow("a mistyped command of a command")
            << u"generate images -p fox"_s
            << u"“images” is none of its commands. Did you mean image? See: asset-generator generate image --help"_s;
        QTest::newRow("no command of a command")
            << u"parameters"_s
            << u"A command of it is missing. Did you mean list or get? See: asset-generator parameters --help"_s;
        QTest::newRow("a mistyped option that is needed")
            << u"generate image --promt fox"_s
            << u"Not expected here: --promt fox. Did you mean --prompt? See: asset-generator generate image --help"_s;
        QTest::newRow("no command at all")
            << u"--cli xyzzy"_s
            << u"There is no command and no folder called “xyzzy”. See: asset-generator --help"_s;
        QTest::newRow("a folder, where a command is wanted")
            << u"--cli /usr"_s
            << u"“/usr” is a folder, but --cli wants a command. "
               u"Write for example: asset-generator status --project /usr"_s;
        QTest::newRow("below another")
            << u"history show"_s << u"ID is required. See: asset-generator history show --help"_s;
        QTest::newRow("no waiting time")
            << u"wait --timeout -3"_s
            << u"--timeout: -3 is no number of seconds from 0.001 to 2000000. See: asset-generator wait --help"_s;
    }
    void whatDoesNotFitIsSaidInItsOrder()
    {
        QFETCH(QString, line);
        const auto parsed = parseCommandLine(words(line));
        QVERIFY(!parsed);
        QTEST(parsed.error().sentence(), "sentence");
    }

    void helpOfACommand()
    {
        const auto parsed = parseCommandLine({u"help"_s, u"status"_s});
        QVERIFY(parsed);
        QVERIFY(std::get<HelpText>(parsed->command).text.contains(u"--short"_s));
    }

    void globalOptionsStandAnywhere_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("before") << u"--api-url http://x --project p status"_s;
        QTest::newRow("behind") << u"status --api-url http://x --project p"_s;
        QTest::newRow("with =") << u"status --api-url=http://x --project=p"_s;
        QTest::newRow("short with =") << u"-f=json status --api-url=http://x --project=p"_s;
        QTest::newRow("around") << u"--api-url http://x --cli status --project p"_s;
    }
    void globalOptionsStandAnywhere()
    {
        QFETCH(QString, line);
        const auto parsed = parseCommandLine(words(line));
        QVERIFY(parsed);
        QVERIFY(std::holds_alternative<StatusOptions>(parsed->command));
        QCOMPARE(parsed->settings.at(u"api-url"_s), u"http://x"_s);
        QCOMPARE(parsed->global.project, u"p"_s);
    }

    void readsTheOtherVerbs()
    {
        const auto status = parseCommandLine(words(u"status --all --local --short"_s));
        QVERIFY(status && std::get<StatusOptions>(status->command).all
                && std::get<StatusOptions>(status->command).local
                && std::get<StatusOptions>(status->command).shortLine);
        const auto wait = parseCommandLine(words(u"wait abcd ef01 --any --timeout 2.5"_s));
        QVERIFY(wait);
        QCOMPARE(std::get<WaitOptions>(wait->command).ids, (QStringList{u"abcd"_s, u"ef01"_s}));
        QCOMPARE(std::get<WaitOptions>(wait->command).timeoutSeconds, 2.5);
        const auto watch = parseCommandLine(words(u"watch abcd -f ndjson"_s));
        QVERIFY(watch);
        QCOMPARE(std::get<WatchOptions>(watch->command).id, u"abcd"_s);
        const auto cancel = parseCommandLine(words(u"cancel --all"_s));
        QVERIFY(cancel && std::get<CancelOptions>(cancel->command).all);
        const auto show = parseCommandLine(words(u"history show abcd"_s));
        QVERIFY(show);
        QCOMPARE(std::get<HistoryOptions>(show->command).show, u"abcd"_s);
        const auto demo
            = parseCommandLine(words(u"demo-server --port 0 --step-ms 5 --fail login --fail slow=3"_s));
        QVERIFY(demo);
        QCOMPARE(std::get<DemoServerOptions>(demo->command).failures, (QStringList{u"login"_s, u"slow=3"_s}));
        const auto other
            = parseCommandLine(words(u"demo-server --accounts --as-version 0.9.5.2 --auth-file key"_s));
        QVERIFY(other);
        const auto &chosen = std::get<DemoServerOptions>(other->command);
        QVERIFY(chosen.accounts && !std::get<DemoServerOptions>(demo->command).accounts);
        QCOMPARE(chosen.asVersion, u"0.9.5.2"_s);
        QCOMPARE(chosen.authFile, u"key"_s);
    }

    void helpIsText_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("part");
        QTest::newRow("version") << u"--version"_s << u"asset-generator "_s;
        QTest::newRow("help") << u"--help"_s << u"generate "_s;
        QTest::newRow("help verb") << u"help"_s << u"generate "_s;
        QTest::newRow("nothing but --cli") << u"--cli"_s << u"generate "_s;
        QTest::newRow("of a verb") << u"generate image --help"_s << u"asset-generator generate image"_s;
        QTest::newRow("of cancel") << u"cancel -h"_s << u"asset-generator cancel"_s;
    }
    void helpIsText()
    {
        QFETCH(QString, line);
        QFETCH(QString, part);
        const auto parsed = parseCommandLine(words(line));
        QVERIFY(parsed);
        QVERIFY(std::holds_alternative<HelpText>(parsed->command));
        const QString text = std::get<HelpText>(parsed->command).text;
        QVERIFY2(text.contains(part), qPrintable(text));
    }

    void badInputIsAUsageErrorThatSaysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("part");
        QTest::newRow("no prompt") << u"generate image"_s << u"--prompt"_s;
        QTest::newRow("no kind") << u"generate"_s << u"command of it is missing"_s;
        QTest::newRow("unknown option") << u"status --foo"_s << u"--foo"_s;
        QTest::newRow("unknown verb") << u"stauts"_s << u"stauts"_s;
        QTest::newRow("no number") << u"generate image -p x --steps many"_s << u"many"_s;
        QTest::newRow("height twice") << u"generate image -p x --length 64 --height 64"_s << u"--height"_s;
        QTest::newRow("option without its value") << u"status --api-url"_s << u"--api-url"_s;
        QTest::newRow("unknown colour choice") << u"status --color sometimes"_s << u"sometimes"_s;
        QTest::newRow("port out of range") << u"demo-server --port 70000"_s << u"70000"_s;
        QTest::newRow("a verb of a later version") << u"pipeline --file cards.yaml"_s << u"pipeline"_s;
    }
    void badInputIsAUsageErrorThatSaysWhatIsWrong()
    {
        QFETCH(QString, line);
        QFETCH(QString, part);
        const auto parsed = parseCommandLine(words(line));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, Error::Kind::Usage);
        QVERIFY2(parsed.error().message.contains(part), qPrintable(parsed.error().message));
        QVERIFY2(parsed.error().hint.contains(u"--help"_s), qPrintable(parsed.error().hint));
    }

    void configIsRead_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<ConfigOptions>("options");
        using enum ConfigOptions::Action;
        QTest::newRow("view") << u"config view"_s << ConfigOptions{.action = View};
        QTest::newRow("get") << u"config get api-url -f json"_s
                             << ConfigOptions{.action = Get, .key = u"api-url"_s};
        QTest::newRow("set") << u"config set api-url http://x"_s
                             << ConfigOptions{.action = Set, .key = u"api-url"_s, .value = u"http://x"_s};
        QTest::newRow("set to less than nothing")
            << u"config set generate.seed -1 -q"_s
            << ConfigOptions{.action = Set, .key = u"generate.seed"_s, .value = u"-1"_s};
        QTest::newRow("set from a pipe")
            << u"config set api-key -"_s
            << ConfigOptions{.action = Set, .key = u"api-key"_s, .value = u"-"_s};
        QTest::newRow("set without a value")
            << u"config set api-key"_s << ConfigOptions{.action = Set, .key = u"api-key"_s};
        QTest::newRow("init") << u"--cli config init"_s << ConfigOptions{.action = Init};
    }
    void configIsRead()
    {
        QFETCH(QString, line);
        QFETCH(ConfigOptions, options);
        const auto parsed = parseCommandLine(words(line));
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().sentence()));
        const auto *read = std::get_if<ConfigOptions>(&parsed->command);
        QVERIFY(read);
        QCOMPARE(read->action, options.action);
        QCOMPARE(read->key, options.key);
        QCOMPARE(read->value, options.value);
    }

    void signingInIsRead()
    {
        const auto parsed = parseCommandLine(words(u"config login --user ada --ca-file ca.pem"_s));
        QVERIFY(parsed);
        QCOMPARE(std::get<LoginOptions>(parsed->command).user, u"ada"_s);
        QCOMPARE(parsed->settings.at(u"ca-file"_s), u"ca.pem"_s);
        QVERIFY(std::holds_alternative<LogoutOptions>(parseCommandLine(words(u"config logout"_s))->command));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
