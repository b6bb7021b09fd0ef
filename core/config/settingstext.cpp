// SPDX-License-Identifier: GPL-3.0-or-later
#include "settingstext.h"

#include "settingsfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace
{

constexpr auto group = "generate"_L1;

qsizetype indentOf(const QString &line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line.at(indent) == u' ')
        ++indent;
    return indent;
}

bool saysNothing(const QString &line)
{
    const QString text = line.trimmed();
    return text.isEmpty() || text.startsWith(u'#');
}

/// The last line of the value whose key stands in line `first`; comments and empty lines behind it belong to
/// what follows.
qsizetype endOf(const QStringList &lines, qsizetype first)
{
    const qsizetype indent = indentOf(lines.at(first));
    qsizetype last = first;
    for (qsizetype i = first + 1; i < lines.size(); ++i) {
        if (saysNothing(lines.at(i)))
            continue;
        const qsizetype deeper = indentOf(lines.at(i));
        const bool isItem = deeper == indent && lines.at(i).trimmed().startsWith(u'-');
        if (deeper <= indent && !isItem)
            break;
        last = i;
    }
    return last;
}

/// In quotes unless every reader of YAML takes it for the same text.
QString scalar(const SettingKey &key, const QString &value)
{
    using enum SettingKey::Kind;
    if (key.kind == WholeNumber || key.kind == Number || key.kind == Numbers || key.kind == Flag)
        return value;
    static const QRegularExpression plain(u"^[A-Za-z/][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]+)*$"_s);
    static const QRegularExpression word(u"^(true|false|yes|no|on|off|null|y|n)$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    if (plain.match(value).hasMatch() && !word.match(value).hasMatch())
        return value;
    const QByteArray quoted = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(quoted.sliced(1, quoted.size() - 2)); // a JSON string is one of YAML, too
}

QString written(const SettingKey &key, const QStringList &values)
{
    if (!key.isList())
        return scalar(key, values.value(0));
    QStringList items;
    for (const QString &value : values)
        items += scalar(key, value);
    return u'[' + items.join(", "_L1) + u']';
}

/// A comment behind a value of one line, with the space before it; none behind what is not that simple.
QString commentBehind(const QString &value)
{
    static const QRegularExpression simple(
        u"^\\s*(?:\"[^\"\\\\]*\"|'[^']*'|\\[[^\\]\"'#]*\\]|[^\\s\"'\\[{|>#][^#]*?|)"
        "(\\s+#.*)$"_s);
    return simple.match(value).captured(1);
}

QRegularExpression keyLine(const QString &name)
{
    return QRegularExpression(u"^( *)([\"']?)%1\\2 *:( .*|)$"_s.arg(QRegularExpression::escape(name)),
                              QRegularExpression::CaseInsensitiveOption);
}

bool means(const WrittenSetting &setting, const SettingKey &key)
{
    const SettingKey *found = findSettingKey(setting.key);
    return found && found->name == key.name;
}

/// What a text sets, but for one key.
QList<std::pair<QString, QStringList>> allBut(const QList<WrittenSetting> &settings, const SettingKey &key)
{
    QList<std::pair<QString, QStringList>> rest;
    for (const WrittenSetting &setting : settings) {
        if (!means(setting, key))
            rest.append({setting.key, setting.values});
    }
    return rest;
}

QByteArray joined(const QStringList &lines)
{
    return lines.isEmpty() ? QByteArray() : (lines.join(u'\n') + u'\n').toUtf8();
}

} // namespace

SettingsText::SettingsText(const QByteArray &text, QString path)
    : m_lines(QString::fromUtf8(text).split(u'\n'))
    , m_path(std::move(path))
{
    if (m_lines.last().isEmpty())
        m_lines.removeLast();
}

QByteArray SettingsText::text() const
{
    return joined(m_lines);
}

Error SettingsText::unusual(const SettingKey &key) const
{
    return {.kind = Error::Kind::Usage,
            .message
            = tr("%1 is written in a way that this program cannot change; nothing was changed.").arg(m_path),
            .hint = tr("Change %1 in it by hand.").arg(key.name)};
}

Result<QList<SettingsText::Place>> SettingsText::placesOf(const SettingKey &key) const
{
    const Result<QList<WrittenSetting>> settings = parseSettings(text(), m_path);
    if (!settings)
        return settings.error();
    QList<Place> places;
    for (const WrittenSetting &setting : *settings) {
        if (!means(setting, key))
            continue;
        const qsizetype first = setting.line - 1;
        const QString last = setting.key.section(u'.', -1);
        const QString line = m_lines.value(first);
        if (!keyLine(last).match(line).hasMatch() && !keyLine(setting.key).match(line).hasMatch())
            return unusual(key);
        places.append({first, endOf(m_lines, first)});
    }
    return places;
}

Result<> SettingsText::set(const SettingKey &key, const QStringList &values)
{
    const Result<QList<Place>> places = placesOf(key);
    if (!places)
        return places.error();
    const Lines before = m_lines;
    const QString value = written(key, values);
    if (places->isEmpty())
        insert(key, value);
    for (QList<Place> open = *places; !open.isEmpty();) {
        const Place place = open.takeLast(); // from the end: lines before it keep their numbers
        const QString line = m_lines.at(place.first);
        const qsizetype colon = line.indexOf(u':');
        m_lines[place.first] = line.left(colon + 1) + u' ' + value
            + (place.first == place.last ? commentBehind(line.mid(colon + 1)) : QString());
        m_lines.remove(place.first + 1, place.last - place.first);
    }
    return accept(before, key, values);
}

Result<bool> SettingsText::remove(const SettingKey &key)
{
    const Result<QList<Place>> places = placesOf(key);
    if (!places)
        return places.error();
    const Lines before = m_lines;
    for (QList<Place> open = *places; !open.isEmpty();) {
        const Place place = open.takeLast();
        m_lines.remove(place.first, place.last - place.first + 1);
    }
    if (const Result<> accepted = accept(before, key, {}); !accepted)
        return accepted.error();
    return !places->isEmpty();
}

/// Behind the line that explains it, else at the end.
void SettingsText::insert(const SettingKey &key, const QString &value)
{
    const QString name(key.name);
    const bool isBelow = name.startsWith(group + u'.');
    const QRegularExpression empty(u"^%1%2 *: *(#.*)?$"_s.arg(
        isBelow ? u" +"_s : QString(), QRegularExpression::escape(name.section(u'.', -1))));
    if (const qsizetype at = m_lines.indexOf(empty); at >= 0) {
        m_lines[at].insert(m_lines.at(at).indexOf(u':') + 1, u' ' + value);
        return;
    }
    if (isBelow && m_lines.indexOf(keyLine(group)) >= 0)
        return insertBelowGenerate(name.section(u'.', 1), value);
    const QRegularExpression explanation(u"^#+ *%1 *:.*"_s.arg(QRegularExpression::escape(name)));
    const qsizetype explained = m_lines.indexOf(explanation);
    const qsizetype at = explained < 0 ? m_lines.size() : explained + 1;
    if (!isBelow) {
        m_lines.insert(at, name + ": "_L1 + value);
        return;
    }
    m_lines.append(group + u':');
    m_lines.append("  "_L1 + name.section(u'.', 1) + ": "_L1 + value);
}

void SettingsText::insertBelowGenerate(const QString &name, const QString &value)
{
    const qsizetype head = m_lines.indexOf(keyLine(group));
    if (!saysNothing(m_lines.at(head).section(u':', 1))) { // "generate: {steps: 20}"
        m_lines.append(group + u'.' + name + ": "_L1 + value);
        return;
    }
    const qsizetype last = endOf(m_lines, head);
    const auto first = std::find_if_not(m_lines.cbegin() + head + 1, m_lines.cend(), saysNothing);
    const qsizetype indent = last > head && first != m_lines.cend() ? indentOf(*first) : 2;
    const QRegularExpression explanation(u"^ +#+ *%1 *:.*"_s.arg(QRegularExpression::escape(name)));
    const qsizetype explained = m_lines.indexOf(explanation, head);
    m_lines.insert(explained < 0 ? last + 1 : explained + 1, QString(indent, u' ') + name + ": "_L1 + value);
}

/// Reads the changed text back; puts the old one back where it does not say what it should.
Result<> SettingsText::accept(const Lines &before, const SettingKey &key, const QStringList &values)
{
    const Result<QList<WrittenSetting>> old = parseSettings(joined(before), m_path);
    const Result<QList<WrittenSetting>> now = parseSettings(text(), m_path);
    const bool isWhole = old && now && allBut(*old, key) == allBut(*now, key);
    bool isSet = isWhole && values.isEmpty();
    if (isWhole) {
        for (const WrittenSetting &setting : *now) {
            if (means(setting, key))
                isSet = setting.values == values;
        }
    }
    if (isSet)
        return {};
    m_lines = before;
    return unusual(key);
}
