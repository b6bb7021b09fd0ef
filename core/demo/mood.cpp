// SPDX-License-Identifier: GPL-3.0-or-later
#include "mood.h"

#include "noise.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QRegularExpression>
#include <QSet>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

struct Hour {
    Colour skyTop, skyMiddle, skyBottom, light, far, near;
    bool night;
};

enum HourName { Dawn, Day, Dusk, Night };

constexpr std::array hours{
    Hour{{0.33F, 0.44F, 0.68F},
         {0.89F, 0.66F, 0.65F},
         {1.00F, 0.87F, 0.70F},
         {1.00F, 0.93F, 0.78F},
         {0.62F, 0.55F, 0.68F},
         {0.13F, 0.17F, 0.25F},
         false},
    Hour{{0.16F, 0.43F, 0.76F},
         {0.46F, 0.70F, 0.91F},
         {0.87F, 0.94F, 0.97F},
         {1.00F, 0.98F, 0.90F},
         {0.55F, 0.68F, 0.80F},
         {0.12F, 0.27F, 0.19F},
         false},
    Hour{{0.14F, 0.12F, 0.33F},
         {0.76F, 0.29F, 0.36F},
         {1.00F, 0.68F, 0.31F},
         {1.00F, 0.80F, 0.47F},
         {0.53F, 0.26F, 0.38F},
         {0.07F, 0.05F, 0.12F},
         false},
    Hour{{0.02F, 0.03F, 0.10F},
         {0.06F, 0.11F, 0.25F},
         {0.19F, 0.28F, 0.43F},
         {0.92F, 0.95F, 1.00F},
         {0.15F, 0.22F, 0.36F},
         {0.01F, 0.03F, 0.06F},
         true},
};

class Words
{
public:
    explicit Words(const QString &prompt)
    {
        static const QRegularExpression word(u"[\\p{L}]+"_s, QRegularExpression::UseUnicodePropertiesOption);
        for (auto matches = word.globalMatch(prompt.toLower()); matches.hasNext();)
            m_words.insert(matches.next().captured());
    }
    [[nodiscard]] bool any(std::initializer_list<QLatin1String> words) const
    {
        return std::ranges::any_of(words,
                                   [this](QLatin1String word) { return m_words.contains(QString(word)); });
    }

private:
    QSet<QString> m_words;
};

std::optional<HourName> hourIn(const Words &words)
{
    if (words.any({"night"_L1, "midnight"_L1, "stars"_L1, "moon"_L1, "dark"_L1, "moonlight"_L1}))
        return Night;
    if (words.any({"dusk"_L1, "sunset"_L1, "evening"_L1, "autumn"_L1, "fire"_L1}))
        return Dusk;
    if (words.any({"dawn"_L1, "sunrise"_L1, "morning"_L1, "spring"_L1}))
        return Dawn;
    if (words.any({"day"_L1, "noon"_L1, "sunny"_L1, "summer"_L1, "bright"_L1}))
        return Day;
    return {};
}

std::optional<Colour> tintIn(const Words &words)
{
    if (words.any({"red"_L1, "crimson"_L1, "scarlet"_L1}))
        return Colour{0.86F, 0.16F, 0.14F};
    if (words.any({"green"_L1, "emerald"_L1}))
        return Colour{0.16F, 0.62F, 0.30F};
    if (words.any({"blue"_L1, "azure"_L1}))
        return Colour{0.14F, 0.36F, 0.86F};
    if (words.any({"purple"_L1, "violet"_L1, "magenta"_L1, "pink"_L1}))
        return Colour{0.66F, 0.25F, 0.74F};
    if (words.any({"gold"_L1, "golden"_L1, "yellow"_L1, "orange"_L1}))
        return Colour{0.98F, 0.68F, 0.16F};
    return {};
}

quint32 hashOf(const QString &prompt, qint64 seed)
{
    QByteArray key = prompt.toUtf8();
    key.append(reinterpret_cast<const char *>(&seed), sizeof seed);
    QDataStream bytes(QCryptographicHash::hash(key, QCryptographicHash::Sha256));
    quint32 hash = 0;
    bytes >> hash;
    return hash;
}

void tint(Mood &mood, Colour colour)
{
    mood.skyMiddle = mixed(mood.skyMiddle, colour, 0.35F);
    mood.skyBottom = mixed(mood.skyBottom, colour, 0.18F);
    mood.far = mixed(mood.far, colour, 0.35F);
    mood.near = mixed(mood.near, colour * 0.25F, 0.45F);
}

void furnish(Mood &mood, const Words &words)
{
    mood.trees = mood.trees
        || words.any(
            {"forest"_L1, "tree"_L1, "trees"_L1, "pine"_L1, "wood"_L1, "woods"_L1, "fox"_L1, "deer"_L1});
    mood.water = mood.water
        || words.any(
            {"sea"_L1, "lake"_L1, "ocean"_L1, "water"_L1, "river"_L1, "beach"_L1, "island"_L1, "boat"_L1});
    mood.animal = words.any({"fox"_L1, "cat"_L1, "dog"_L1, "wolf"_L1, "kitten"_L1, "animal"_L1});
    if (words.any({"snow"_L1, "winter"_L1, "ice"_L1, "frost"_L1, "arctic"_L1, "snowy"_L1})) {
        mood.snow = 1;
        mood.near = mixed(mood.near, {0.80F, 0.86F, 0.94F}, mood.night ? 0.25F : 0.55F);
    }
    if (words.any({"desert"_L1, "dune"_L1, "dunes"_L1, "sand"_L1, "mars"_L1})) {
        mood.roughness = 0;
        mood.snow = 0;
        mood.trees = false;
        tint(mood, {0.88F, 0.52F, 0.26F});
    }
    if (words.any({"fog"_L1, "mist"_L1, "foggy"_L1, "misty"_L1, "haze"_L1}))
        mood.mist = 1;
    if (words.any({"storm"_L1, "rain"_L1, "clouds"_L1, "cloudy"_L1}))
        mood.clouds = 1;
}

} // namespace

Mood Mood::of(const QString &prompt, qint64 seed)
{
    const Words words(prompt);
    Mood mood{.seed = hashOf(prompt, seed)};
    const auto pick = [&mood](int what) { return randomAt(what, 77, mood.seed); };
    const Hour &hour = hours[size_t(hourIn(words).value_or(HourName(int(pick(1) * 3.99F))))];
    mood.night = hour.night;
    mood.skyTop = hour.skyTop;
    mood.skyMiddle = hour.skyMiddle;
    mood.skyBottom = hour.skyBottom;
    mood.light = hour.light;
    mood.far = hour.far;
    mood.near = hour.near;
    mood.roughness = 0.35F + 0.65F * pick(2);
    mood.mist = 0.3F + 0.5F * pick(3);
    mood.clouds = 0.15F + 0.6F * pick(4);
    mood.snow = pick(5) > 0.55F ? 0.35F + 0.4F * pick(6) : 0;
    mood.trees = pick(7) > 0.4F;
    mood.water = pick(8) > 0.62F;
    mood.lightX = 0.14F + 0.72F * pick(9);
    mood.lightY = (hour.night ? 0.12F : 0.20F) + 0.22F * pick(10);
    tint(mood, mixed(mood.skyMiddle, Colour{pick(11), pick(12), pick(13)}, 0.4F));
    if (const std::optional<Colour> colour = tintIn(words))
        tint(mood, *colour);
    furnish(mood, words);
    return mood;
}

} // namespace demo
