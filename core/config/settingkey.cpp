// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingkey.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace
{

SettingKey::Reading readWholeNumber(const QString &written)
{
    bool ok = false;
    const qint64 whole = written.toLongLong(&ok);
    if (ok)
        return {.value = QString::number(whole)};
    const double number = written.toDouble(&ok); // other programs write 20 as 20.0
    constexpr double exact = 9007199254740992.0; // 2^53: beyond it a double is no longer exact
    if (ok && std::abs(number) < exact && std::trunc(number) == number)
        return {.value = QString::number(qint64(number))};
    return {.expected = ok && std::abs(number) >= exact ? SettingKey::tr("a number up to 9223372036854775807")
                                                        : SettingKey::tr("a whole number")};
}

SettingKey::Reading readNumber(const QString &written)
{
    bool ok = false;
    const double number = written.toDouble(&ok);
    if (ok && std::isfinite(number))
        return {.value = written};
    return {.expected = SettingKey::tr("a number")};
}

SettingKey::Reading readFlag(const QString &written)
{
    const QString word = written.toLower();
    for (const QLatin1String yes : {"true"_L1, "yes"_L1, "on"_L1, "1"_L1, "t"_L1, "y"_L1}) {
        if (word == yes)
            return {.value = u"true"_s};
    }
    for (const QLatin1String no : {"false"_L1, "no"_L1, "off"_L1, "0"_L1, "f"_L1, "n"_L1}) {
        if (word == no)
            return {.value = u"false"_s};
    }
    return {.expected = SettingKey::tr("true or false")};
}

SettingKey::Reading readChoice(const QString &written, const QStringList &choices)
{
    if (choices.contains(written, Qt::CaseInsensitive))
        return {.value = written.toLower()};
    return {.expected = SettingKey::tr("one of %1").arg(choices.join(", "_L1))};
}

} // namespace

QString SettingKey::variable() const
{
    QString variable = "ASSET_GENERATOR_"_L1 + QString(name).toUpper();
    return variable.replace(u'-', u'_').replace(u'.', u'_');
}

QString SettingKey::flag() const
{
    const QString whole(name);
    return "--"_L1 + whole.mid(whole.lastIndexOf(u'.') + 1);
}

SettingKey::Reading SettingKey::read(const QString &written) const
{
    switch (kind) {
    case Kind::Text:
    case Kind::Path:
    case Kind::Secret:
    case Kind::Texts:
        return {.value = written};
    case Kind::WholeNumber:
        return readWholeNumber(written);
    case Kind::Number:
    case Kind::Numbers:
        return readNumber(written);
    case Kind::Flag:
        return readFlag(written);
    case Kind::Format:
        return readChoice(written, {u"table"_s, u"json"_s, u"yaml"_s, u"ndjson"_s});
    case Kind::Colour:
        return readChoice(written, {u"auto"_s, u"always"_s, u"never"_s});
    }
    Q_UNREACHABLE();
}

SettingKey::Reading SettingKey::readWithin(const QString &written) const
{
    Reading reading = read(written);
    if (reading.expected.isEmpty() && range && !range->holds(reading.value.toDouble()))
        reading.expected = tr("a number %1").arg(range->words());
    return reading;
}

QString SettingKey::Range::words() const
{
    if (std::isinf(most))
        return tr("from %1 on").arg(least);
    return tr("from %1 to %2").arg(least).arg(most);
}

QString SettingKey::shown(const QString &value) const
{
    if (isSecret())
        return value.isEmpty() ? value : u"********"_s;
    if (name != "api-url"_L1 || !value.contains(u'@'))
        return value;
    const qsizetype scheme = value.indexOf("://"_L1);
    const qsizetype start = scheme < 0 ? 0 : scheme + 3;
    const qsizetype at = value.section(u'/', 0, scheme < 0 ? 0 : 2).lastIndexOf(u'@');
    return at < start ? value : value.left(start) + value.mid(at + 1);
}

const QList<SettingKey> &settingKeys()
{
    using enum SettingKey::Kind;
    using Range = SettingKey::Range;
    constexpr double endless = std::numeric_limits<double>::infinity();
    constexpr Range loraWeights{-2, 5};
    static const QList<SettingKey> keys{
        {"api-url"_L1, Text, "http://localhost:7801"_L1},
        {"api-key"_L1, Secret},
        {"api-key-file"_L1, Path},
        {"auth-header"_L1, Secret},
        {"swarm-token"_L1, Secret},
        {"ca-file"_L1, Path},
        {"format"_L1, Format, "table"_L1},
        {"output"_L1, Text},
        {"color"_L1, Colour, "auto"_L1},
        {"quiet"_L1, Flag, "false"_L1},
        {"verbose"_L1, Flag, "false"_L1},
        {"generate.model"_L1, Text},
        {"generate.steps"_L1, WholeNumber, "20"_L1, Range{0, 500}},
        {"generate.width"_L1, WholeNumber, "512"_L1, Range{64, 16384}},
        {"generate.height"_L1, WholeNumber, "512"_L1, Range{64, 16384}},
        {"generate.seed"_L1, WholeNumber, "-1"_L1, Range{-1, endless}},
        {"generate.batch"_L1, WholeNumber, "1"_L1, Range{1, 10000}},
        {"generate.cfg-scale"_L1, Number, "7.5"_L1, Range{0, 100}},
        {"generate.style-prefix"_L1, Text},
        {"generate.negative-prompt"_L1, Text},
        {"generate.sampler"_L1, Text},
        {"generate.scheduler"_L1, Text},
        {"generate.skimmed-cfg"_L1, Flag},
        {"generate.skimmed-cfg-scale"_L1, Number},
        {"generate.skimmed-cfg-start"_L1, Number},
        {"generate.skimmed-cfg-end"_L1, Number},
        {"generate.loras"_L1, Texts},
        {"generate.lora-weights"_L1, Numbers, {}, loraWeights},
        {"generate.lora-default-weight"_L1, Number, "1.0"_L1, loraWeights},
    };
    return keys;
}

QStringList settingNames()
{
    QStringList names;
    for (const SettingKey &key : settingKeys())
        names += QString(key.name);
    return names;
}

void forgetSecretVariables()
{
    for (const SettingKey &key : settingKeys()) {
        if (key.isSecret())
            qunsetenv(key.variable().toLatin1().constData());
    }
}

const SettingKey *findSettingKey(const QString &name)
{
    QString wanted = name.toLower();
    if (wanted == "generate.length"_L1)
        wanted = u"generate.height"_s;
    const QList<SettingKey> &keys = settingKeys();
    const auto found
        = std::ranges::find_if(keys, [&wanted](const SettingKey &k) { return wanted == k.name; });
    return found == keys.end() ? nullptr : &*found;
}
