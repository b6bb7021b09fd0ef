// SPDX-License-Identifier: GPL-3.0-or-later
#include "generationorder.h"

#include "inputpictures.h"
#include "parameterid.h"
#include "settingkey.h"

#include <QCoreApplication>
#include <QDir>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <limits>
#include <ranges>

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("GenerationOrder", text);
}

Error usage(const QString &message, const QString &hint)
{
    return {.kind = Error::Kind::Usage, .message = message, .hint = hint};
}

/// A number of the settings, within its range; `fallback` where it is not set.
template <typename Number>
Result<Number> number(const Settings &settings, const QString &key, Number fallback)
{
    const std::optional<QString> text = settings.value(key);
    if (!text)
        return fallback;
    bool ok = false;
    std::conditional_t<std::is_floating_point_v<Number>, double, qint64> value{};
    if constexpr (std::is_floating_point_v<Number>)
        value = text->toDouble(&ok);
    else
        value = text->toLongLong(&ok);
    const SettingKey::Range range = findSettingKey(key)->range.value();
    if (ok && range.holds(double(value)))
        return Number(value);
    return usage(tr("%1 is %2 (%3), but must be a number %4.")
                     .arg(key.section(u'.', 1), *text, settings.originOf(key), range.words()),
                 tr("Choose another value."));
}

Result<LoraChoice> loraOf(const QString &text, const QStringList &weights, int &nextWeight,
                          const QString &defaultWeight)
{
    const qsizetype colon = text.lastIndexOf(u':');
    const bool hasWeight = colon >= 0;
    const QString name = (hasWeight ? text.left(colon) : text).trimmed();
    const QString weightText = hasWeight ? text.mid(colon + 1)
        : nextWeight < weights.size()    ? weights.at(nextWeight++)
                                         : defaultWeight;
    if (name.isEmpty())
        return usage(tr("A LoRA has no name: “%1”.").arg(text),
                     tr("Write --lora NAME or --lora NAME:WEIGHT."));
    bool ok = false;
    const double weight = weightText.toDouble(&ok);
    const SettingKey::Range range = findSettingKey(u"generate.lora-default-weight"_s)->range.value();
    if (!ok || !range.holds(weight)) // not even "nan"
        return usage(tr("The weight of LoRA %1 is “%2”, but must be a number %3.")
                         .arg(name, weightText, range.words()),
                     tr("Write --lora NAME:0.8, for example."));
    return LoraChoice{.name = name, .weight = weight};
}

Result<QList<LoraChoice>> lorasOf(const GenerateOptions &options, const Settings &settings)
{
    const bool typed = !options.loras.isEmpty();
    const QStringList names = typed ? options.loras : settings.list(u"generate.loras"_s);
    const QStringList weights = typed ? options.loraWeights : settings.list(u"generate.lora-weights"_s);
    const QString defaultWeight = settings.value(u"generate.lora-default-weight"_s).value_or(u"1.0"_s);
    QList<LoraChoice> loras;
    int nextWeight = 0;
    for (const QString &name : names) {
        const Result<LoraChoice> lora = loraOf(name, weights, nextWeight, defaultWeight);
        if (!lora)
            return lora.error();
        loras += *lora;
    }
    return loras;
}

/// The server's macros begin with `<` and a word; with a blank between they are plain text.
QString asLiteral(const QString &prompt)
{
    static const QRegularExpression opening(u"<(?=\\S)"_s);
    return QString(prompt).replace(opening, u"< "_s);
}

} // namespace

Result<GenerationRequest> requestOf(const GenerateOptions &options, const Settings &settings)
{
    GenerationRequest request;
    if (options.prompt.trimmed().isEmpty())
        return usage(tr("The prompt is empty."), tr("Say with --prompt what is to be seen."));
    const QString prefix = settings.value(u"generate.style-prefix"_s).value_or(QString());
    request.prompt = prefix.isEmpty() ? options.prompt : prefix + ", "_L1 + options.prompt;
    request.negativePrompt = settings.value(u"generate.negative-prompt"_s).value_or(QString());
    if (options.literal) {
        request.prompt = asLiteral(request.prompt);
        request.negativePrompt = asLiteral(request.negativePrompt);
    }
    request.model = settings.value(u"generate.model"_s).value_or(QString());
    request.sampler = settings.value(u"generate.sampler"_s).value_or(QString());
    request.scheduler = settings.value(u"generate.scheduler"_s).value_or(QString());

    const auto steps = number<int>(settings, u"generate.steps"_s, 20);
    const auto width = number<int>(settings, u"generate.width"_s, 512);
    const auto height = number<int>(settings, u"generate.height"_s, 512);
    const auto cfgScale = number<double>(settings, u"generate.cfg-scale"_s, 7.5);
    const auto images = number<int>(settings, u"generate.batch"_s, 1);
    const auto seed = number<qint64>(settings, u"generate.seed"_s, -1);
    const auto loras = lorasOf(options, settings);
    if (const auto error = firstError(steps, width, height, cfgScale, images, seed, loras))
        return *error;
    request.steps = *steps;
    request.width = *width;
    request.height = *height;
    request.cfgScale = *cfgScale;
    request.images = *images;
    request.seed = *seed >= 0
        ? *seed
        : qint64(QRandomGenerator::global()->bounded(std::numeric_limits<qint32>::max()));
    request.loras = *loras;
    for (const auto &[name, value] : options.parameters)
        request.others[name] = value;
    return request;
}

Result<> checkInputs(const GenerateOptions &options, const QString &workingFolder)
{
    // One may be in there, too.
    bool isPictureGiven = !options.presets.isEmpty() || options.prompt.contains("<preset:"_L1)
        || options.prompt.contains("<param"_L1);
    bool isMaskGiven = false;
    for (const auto &[name, value] : options.parameters) {
        const QString id = parameterId(name);
        if (id != "initimage"_L1 && id != "maskimage"_L1)
            continue;
        (id == "initimage"_L1 ? isPictureGiven : isMaskGiven) = true;
        if (const Result<> usable = checkInput(value, name, workingFolder); !usable)
            return usable;
    }
    if (isMaskGiven && !isPictureGiven)
        return usage(tr("A mask is given, but no picture to begin with."), tr("Add --init-image FILE."));
    return {};
}

QStringList idleOptions(const GenerateOptions &options, const GenerationRequest &request)
{
    QStringList sentences;
    for (const QString &option : options.notYet)
        sentences << tr("%1 is accepted but has no effect in this version.").arg(option);
    if (options.loraWeights.size() > request.loras.size())
        sentences << tr("There are more weights than LoRAs; the last ones have no effect.");
    if (!savingPlanOf(options.saving, {}).save) {
        for (const auto &[isGiven, name] :
             {std::pair(options.saving.keepMetadata.value_or(false), u"--keep-metadata"_s),
              std::pair(options.saving.overwrite, u"--overwrite"_s)}) {
            if (isGiven)
                sentences << tr("%1 has no effect without --save-images.").arg(name);
        }
    }
    return sentences;
}

RequestWish wishOf(const GenerationRequest &request, const GenerateOptions &options, const Settings &settings)
{
    RequestWish wish{.request = request, .presets = options.presets};
    if (settings.value(u"generate.skimmed-cfg"_s) != "true"_L1)
        return wish;
    wish.ifKnown
        = {{u"skimmedcfg"_s, true},
           {u"skimmedcfgscale"_s, settings.value(u"generate.skimmed-cfg-scale"_s).value_or(u"3.0"_s)}};
    for (const QString &end : {u"start"_s, u"end"_s}) {
        if (const auto value = settings.value(u"generate.skimmed-cfg-"_s + end))
            wish.ifKnown[u"skimmedcfg"_s + end] = *value;
    }
    return wish;
}

Error withOrigin(Error error, const GenerateOptions &options, const Settings &settings)
{
    const QString parameter = error.details["parameter"_L1].toString();
    const auto isIt = [&](const QString &name) { return parameterId(name) == parameter; };
    const bool isTyped = (parameter == "loras"_L1 && !options.loras.isEmpty())
        || std::ranges::any_of(std::views::keys(options.parameters), isIt);
    const auto key = std::ranges::find_if(settingKeys(), [&](const SettingKey &candidate) {
        return candidate.name.startsWith("generate."_L1) && isIt(QString(candidate.name).section(u'.', 1));
    });
    if (parameter.isEmpty() || isTyped || key == settingKeys().end())
        return error;
    const QString origin = settings.originOf(QString(key->name));
    if (origin.isEmpty() || origin == "command line"_L1)
        return error;
    error.hint += u' '
        + (origin == key->variable() ? tr("It comes from %1.").arg(origin)
                                     : tr("It comes from %1 in %2.").arg(QString(key->name), origin));
    return error;
}

SavingPlan savingPlanOf(const SavingOptions &options, const QString &workingFolder)
{
    return {.save = options.saveImages || !options.outputDir.isEmpty() || !options.filenameTemplate.isEmpty(),
            .folder = QDir::cleanPath(QDir(workingFolder).absoluteFilePath(options.outputDir)),
            .nameTemplate = options.filenameTemplate,
            .keepMetadata = options.keepMetadata.value_or(false),
            .overwrite = options.overwrite};
}

SavingPlan collectingPlanOf(const SavingOptions &options, const QJsonObject &kept,
                            const QString &workingFolder)
{
    SavingPlan plan = savingPlanOf(options, workingFolder);
    plan.save = true;
    const std::optional<SavingPlan> sessions = savingPlanFrom(kept);
    if (!sessions)
        return plan;
    if (options.outputDir.isEmpty())
        plan.folder = sessions->folder;
    if (options.filenameTemplate.isEmpty())
        plan.nameTemplate = sessions->nameTemplate;
    plan.keepMetadata = options.keepMetadata.value_or(sessions->keepMetadata);
    return plan;
}
