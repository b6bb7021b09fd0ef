// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingstext.h"

#include <map>

using namespace Qt::StringLiterals;

namespace
{

/// A line for each setting: what it means. In English, as the keys are: the file may be read by others.
QString meaning(QLatin1String key)
{
    static const std::map<QLatin1String, QLatin1String> meanings{
        {"api-url"_L1, "address of the SwarmUI server; may have a path"_L1},
        {"api-key"_L1, "sent as \"Authorization: Bearer KEY\""_L1},
        {"api-key-file"_L1, "file that holds the key in one line; comes before api-key"_L1},
        {"auth-header"_L1, "whole value of the Authorization header; comes before both"_L1},
        {"swarm-token"_L1, "token of an account; see: asset-generator config login"_L1},
        {"ca-file"_L1, "certificates (PEM) to trust beside the system's"_L1},
        {"format"_L1, "table, json, yaml, ndjson"_L1},
        {"output"_L1, "file for the result, instead of stdout"_L1},
        {"color"_L1, "auto, always, never"_L1},
        {"quiet"_L1, "no progress, no hints, no warnings"_L1},
        {"verbose"_L1, "say more on stderr"_L1},
        {"generate.model"_L1, "with or without folder and extension"_L1},
        {"generate.seed"_L1, "-1: drawn by chance"_L1},
        {"generate.batch"_L1, "how many pictures"_L1},
        {"generate.style-prefix"_L1, "put before the prompt"_L1},
        {"generate.loras"_L1, "a list: [film-grain:0.6, fog]"_L1},
        {"generate.lora-weights"_L1, "of LoRAs without one, in order"_L1},
    };
    const auto found = meanings.find(key);
    return found == meanings.end() ? QString() : "  # "_L1 + found->second;
}

} // namespace

QByteArray SettingsText::explained()
{
    QString text
        = u"# Settings of Asset Generator. Take the # away from what you want to set.\n"
          "# The environment (ASSET_GENERATOR_API_URL …) and the command line come before this file.\n\n"_s;
    QString below;
    for (const SettingKey &key : settingKeys()) {
        const QString name(key.name);
        const QString value = key.fallback.isEmpty() ? QString() : u' ' + key.fallback;
        const QString line = name.section(u'.', -1) + u':' + value + meaning(key.name) + u'\n';
        if (name.contains(u'.'))
            below += "  #"_L1 + line;
        else
            text += u'#' + line;
    }
    return (text + "\ngenerate:\n"_L1 + below).toUtf8();
}
