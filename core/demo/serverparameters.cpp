// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterlists.h"

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using Type = Parameter::Type;

Parameter serverSwitch(const QString &name, double priority, const QString &description)
{
    return {.name = name,
            .type = Type::Boolean,
            .standard = u"false"_s,
            .group = u"swarminternal"_s,
            .priority = priority,
            .advanced = true,
            .kept = true,
            .description = description};
}

} // namespace

QList<Parameter> modelParameters(const QStringList &models, const QStringList &vaes, const QStringList &loras)
{
    const QString addons = u"advancedmodeladdons"_s;
    return {
        {.name = u"Model"_s,
         .type = Type::Model,
         .kind = u"Stable-Diffusion"_s,
         .visible = false,
         .permission = u"model_params"_s,
         .description = u"What draws the picture."_s},
        {.name = u"Refiner Model"_s,
         .type = Type::Dropdown,
         .standard = u"(Use Base)"_s,
         .group = u"refineupscale"_s,
         .priority = -10,
         .flag = u"refiners"_s,
         .values = QStringList{u"(Use Base)"_s, u"-----"_s} + models,
         .kind = u"Stable-Diffusion"_s,
         .description = u"What refines it."_s},
        {.name = u"VAE"_s,
         .type = Type::Dropdown,
         .standard = u"None"_s,
         .group = addons,
         .values = QStringList{u"Automatic"_s, u"None"_s} + vaes,
         .kind = u"VAE"_s,
         .advanced = true,
         .toggleable = true,
         .description = u"What turns the result into pixels."_s},
        {.name = u"LoRAs"_s,
         .type = Type::List,
         .group = addons,
         .values = QStringList{u"(None)"_s} + loras,
         .kind = u"LoRA"_s,
         .visible = false,
         .advanced = true,
         .description = u"Small additions to the model."_s},
        {.name = u"LoRA Weights"_s,
         .type = Type::List,
         .group = addons,
         .least = -10,
         .most = 10,
         .step = 0.1,
         .visible = false,
         .advanced = true,
         .description = u"How much of each, in the same order."_s},
        {.name = u"LoRA Section Confinement"_s,
         .type = Type::List,
         .group = addons,
         .visible = false,
         .advanced = true,
         .description = u"Where in the picture each is used."_s},
    };
}

QList<Parameter> serverParameters(const QStringList &backends)
{
    const QString server = u"swarminternal"_s;
    return {
        {.name = u"Batch Size"_s,
         .type = Type::Integer,
         .standard = u"1"_s,
         .group = server,
         .priority = -20,
         .least = 1,
         .most = 100,
         .viewMost = 10,
         .view = u"slider"_s,
         .advanced = true,
         .description = u"Pictures drawn at once, for each of the images."_s},
        {.name = u"Raw Resolution"_s,
         .standard = u"1024x1024"_s,
         .group = server,
         .priority = -18,
         .advanced = true,
         .toggleable = true,
         .description = u"Width and height in one text."_s},
        serverSwitch(u"Output Intermediate Images"_s, -16, u"Gives the pictures between as well."_s),
        serverSwitch(u"Do Not Save"_s, -15, u"Sends the picture itself, and keeps no file."_s),
        serverSwitch(u"Do Not Save Intermediates"_s, -14.5, u"The same for the pictures between."_s),
        serverSwitch(u"No Previews"_s, -14, u"Sends no previews."_s),
        serverSwitch(u"No Load Models"_s, -13, u"Takes only a backend that has the model."_s),
        {.name = u"Continue After Errors"_s,
         .type = Type::Boolean,
         .standard = u"false"_s,
         .group = server,
         .priority = -12,
         .advanced = true,
         .kept = true,
         .since = Era::News::ContinueAfterErrors,
         .description = u"Goes on, and says nothing of the error."_s},
        serverSwitch(u"Forward Raw Backend Data"_s, 10, u"Sends what the backend says."_s),
        serverSwitch(u"Forward Swarm Data"_s, 10, u"Sends which parameters were used."_s),
        {.name = u"[Internal] Backend Type"_s,
         .type = Type::Dropdown,
         .standard = u"Any"_s,
         .group = server,
         .priority = -10,
         .values = {u"Any"_s, u"comfyui_api"_s},
         .advanced = true,
         .kept = true,
         .permission = u"param_backend_type"_s,
         .description = u"Takes only such backends."_s},
        {.name = u"Exact Backend ID"_s,
         .type = Type::Dropdown,
         .standard = u"0"_s,
         .group = server,
         .priority = -9,
         .values = backends,
         .view = u"big"_s,
         .advanced = true,
         .toggleable = true,
         .kept = true,
         .permission = u"param_backend_id"_s,
         .description = u"Takes only that backend."_s},
        serverSwitch(u"No Seed Increment"_s, -4, u"Uses the same seed for all images."_s),
        {.name = u"Personal Note"_s,
         .group = server,
         .priority = 0,
         .view = u"big"_s,
         .advanced = true,
         .kept = true,
         .description = u"Kept with the picture."_s},
        {.name = u"Image Format"_s,
         .type = Type::Dropdown,
         .standard = u"PNG"_s,
         .group = server,
         .priority = 1,
         .values = {u"PNG"_s, u"JPG"_s, u"WEBP_LOSSLESS"_s, u"WEBP"_s},
         .advanced = true,
         .toggleable = true,
         .kept = true,
         .description = u"The kind of file."_s},
    };
}

} // namespace demo
