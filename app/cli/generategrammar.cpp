// SPDX-License-Identifier: GPL-3.0-or-later
#include "generategrammar.h"

#include "parameterid.h"

#include <QHash>

#include <functional>

using namespace Qt::StringLiterals;

namespace
{

CLI::Validator isNumber()
{
    return {[](std::string &value) {
                bool ok = false;
                std::ignore = Grammar::toQString(value).toDouble(&ok);
                return ok ? std::string()
                          : Grammar::tr("“%1” is not a number").arg(Grammar::toQString(value)).toStdString();
            },
            "", "number"};
}

void addSaving(CLI::App *app, const std::function<SavingOptions &()> &saving)
{
    const auto text = [&](const char *name, QString SavingOptions::*field, const char *about) {
        app->add_option_function<std::string>(
            name, [saving, field](const std::string &value) { saving().*field = Grammar::toQString(value); },
            Grammar::help(about));
    };
    const auto flag = [&](const char *name, auto SavingOptions::*field, const char *about) {
        app->add_flag_function(
            name, [saving, field](std::int64_t count) { saving().*field = count > 0; }, Grammar::help(about));
    };
    text("--output-dir", &SavingOptions::outputDir, "Folder for the pictures (here); saves them");
    text("--filename-template", &SavingOptions::filenameTemplate,
         "Names such as {prompt}-{seed}-{index} (the server's names)");
    flag("--keep-metadata", &SavingOptions::keepMetadata, "Leave prompt and parameters in the files");
    flag("--overwrite", &SavingOptions::overwrite, "Replace files of the same name");
    flag("--save-images", &SavingOptions::saveImages, "Save the pictures here, not only on the server");
}

void addOldOptions(Grammar &grammar, CLI::App *image)
{
    constexpr auto crop = "Cropping is not built yet";
    constexpr auto downscale = "Downscaling is not built yet";
    grammar.notYet(image, "--auto-crop", false, crop);
    grammar.notYet(image, "--auto-crop-threshold", true, crop);
    grammar.notYet(image, "--auto-crop-tolerance", true, crop);
    grammar.notYet(image, "--auto-crop-preserve-aspect", false, crop);
    grammar.notYet(image, "--downscale-width", true, downscale);
    grammar.notYet(image, "--downscale-height", true, downscale);
    grammar.notYet(image, "--downscale-percentage", true, downscale);
    grammar.notYet(image, "--downscale-filter", true, downscale);
    const std::string group = Grammar::help("Skimmed CFG, where the server has an extension for it");
    grammar.switchSetting(image, "--skimmed-cfg", "generate.skimmed-cfg", "Use it")->group(group);
    grammar.setting(image, "--skimmed-cfg-scale", "generate.skimmed-cfg-scale", "Scale (3.0)")->group(group);
    grammar.setting(image, "--skimmed-cfg-start", "generate.skimmed-cfg-start", "Begin (0)")->group(group);
    grammar.setting(image, "--skimmed-cfg-end", "generate.skimmed-cfg-end", "End (1)")->group(group);
}

void addLoras(Grammar &grammar, CLI::App *image)
{
    grammar.list(image, "--lora", &GenerateOptions::loras, "NAME or NAME:WEIGHT; may be repeated")
        ->delimiter(',')
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    grammar
        .list(image, "--lora-weight", &GenerateOptions::loraWeights, "Weights of LoRAs without one, in order")
        ->delimiter(',')
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    grammar.setting(image, "--lora-default-weight", "generate.lora-default-weight",
                    "Weight of all others (1.0)");
}

/// Parameters that have a key in the configuration, and so an option of their own.
QString settingOf(const QString &parameter)
{
    static const QHash<QString, QString> keys{
        {u"model"_s, u"generate.model"_s},        {u"steps"_s, u"generate.steps"_s},
        {u"width"_s, u"generate.width"_s},        {u"height"_s, u"generate.height"_s},
        {u"seed"_s, u"generate.seed"_s},          {u"images"_s, u"generate.batch"_s},
        {u"cfgscale"_s, u"generate.cfg-scale"_s}, {u"negativeprompt"_s, u"generate.negative-prompt"_s},
        {u"sampler"_s, u"generate.sampler"_s},    {u"scheduler"_s, u"generate.scheduler"_s},
    };
    return keys.value(parameter);
}

[[noreturn]] void refuse(const QString &why)
{
    throw CLI::ValidationError("--param", why.toStdString());
}

void takeParameter(Grammar &grammar, const QString &text)
{
    const QString name = text.section(u'=', 0, 0).trimmed();
    const QString value = text.section(u'=', 1);
    const QString id = parameterId(name);
    auto &options = grammar.options<GenerateOptions>();
    if (id.isEmpty() || !text.contains(u'='))
        refuse(Grammar::tr("“%1” is not NAME=VALUE").arg(text));
    if (id == "prompt"_L1)
        refuse(Grammar::tr("say the prompt with --prompt"));
    if (id == "presets"_L1)
        refuse(Grammar::tr("name a preset with --preset"));
    if (id == "sessionid"_L1)
        refuse(Grammar::tr("the session is the program's own"));
    bool isNew = true;
    if (const QString key = settingOf(id); !key.isEmpty()) {
        isNew = grammar.parsed().settings.try_emplace(key, value).second;
    } else if (id == "loras"_L1) {
        options.loras += value.split(u',', Qt::SkipEmptyParts);
    } else if (id == "loraweights"_L1) {
        options.loraWeights += value.split(u',', Qt::SkipEmptyParts);
    } else {
        for (const auto &[known, given] : options.parameters)
            isNew = isNew && parameterId(known) != id;
        options.parameters[name] = value;
    }
    if (!isNew)
        refuse(Grammar::tr("%1 is given twice").arg(name));
}

/// The same under a name of its own.
void addParameter(Grammar &grammar, CLI::App *image, const char *option, const char *about)
{
    const QString name = QString::fromLatin1(option).section(u' ', 0, 0).mid(2);
    image
        ->add_option_function<std::string>(
            "--" + name.toStdString(),
            [&grammar, name](const std::string &value) {
                takeParameter(grammar, name + u'=' + Grammar::toQString(value));
            },
            Grammar::help(about))
        ->type_name(QString::fromLatin1(option).section(u' ', 1).toStdString());
}

void addParameters(Grammar &grammar, CLI::App *image)
{
    addParameter(grammar, image, "--vae NAME", "VAE (the model's own)");
    addParameter(grammar, image, "--init-image FILE", "Picture to begin with");
    addParameter(grammar, image, "--mask-image FILE", "Where to change it: white");
    grammar.list(image, "--preset", &GenerateOptions::presets, "Your preset of this title; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    image
        ->add_option_function<std::vector<std::string>>(
            "--param",
            [&grammar](const std::vector<std::string> &values) {
                for (const std::string &value : values)
                    takeParameter(grammar, Grammar::toQString(value));
            },
            Grammar::help("Any parameter of the server, such as refinerupscale=2; may be repeated. All of "
                          "them: asset-generator parameters list"))
        ->type_name("NAME=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    grammar.flag(image, "--literal", &GenerateOptions::literal,
                 "Take < and > in the prompts as text, not as the server's macros");
}

} // namespace

void addGenerate(Grammar &grammar)
{
    CLI::App *generate
        = grammar.app().add_subcommand("generate", Grammar::help("Start a generation and wait for it"));
    generate->fallthrough();
    generate->require_subcommand(1);
    CLI::App *image = generate->add_subcommand("image", Grammar::help("Make pictures from a prompt"));
    image->fallthrough();
    image->preparse_callback([&grammar](size_t) { grammar.parsed().command = GenerateOptions{}; });
    grammar.text(image, "-p,--prompt", &GenerateOptions::prompt, "What is to be seen")->required();
    grammar.setting(image, "-n,--negative-prompt", "generate.negative-prompt", "What is not");
    grammar.setting(image, "--model", "generate.model",
                    "Model (what is loaded on the server, else its first)");
    grammar.setting(image, "--steps", "generate.steps", "Steps (20)")->check(isNumber());
    grammar.setting(image, "-w,--width", "generate.width", "Width in pixels (512)")->check(isNumber());
    CLI::Option *length = grammar.setting(image, "-l,--length", "generate.length", "Height in pixels (512)");
    CLI::Option *height = grammar.setting(image, "--height", "generate.height", "The same as --length");
    length->check(isNumber())->excludes(height);
    height->check(isNumber());
    grammar.setting(image, "--seed", "generate.seed", "Seed of the first picture; -1: drawn by chance")
        ->check(isNumber());
    grammar.setting(image, "-b,--batch", "generate.batch", "How many pictures (1)")->check(isNumber());
    grammar.setting(image, "--cfg-scale", "generate.cfg-scale", "CFG scale (7.5)")->check(isNumber());
    grammar.setting(image, "--sampler", "generate.sampler", "Sampler (the server's choice)");
    grammar.setting(image, "--scheduler", "generate.scheduler", "Scheduler (the server's choice)");
    grammar.setting(image, "--style-prefix", "generate.style-prefix", "Put before the prompt, with a comma");
    addLoras(grammar, image);
    addParameters(grammar, image);
    grammar.text(image, "--label", &GenerateOptions::label,
                 "A name that everybody sees in the project's list");
    grammar.flag(image, "--websocket", &GenerateOptions::websocket,
                 "Live progress over WebSocket (=false: HTTP)");
    addSaving(image, [&grammar]() -> SavingOptions & { return grammar.options<GenerateOptions>().saving; });
    addOldOptions(grammar, image);
}

void addCollect(Grammar &grammar)
{
    CLI::App *collect = grammar.verb("collect", "Fetch the pictures that a lost session left on the server",
                                     CollectOptions{});
    grammar.text(collect, "ID", &CollectOptions::id, "The session")->required();
    addSaving(collect, [&grammar]() -> SavingOptions & { return grammar.options<CollectOptions>().saving; });
}
