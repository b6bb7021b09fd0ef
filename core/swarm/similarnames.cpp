// SPDX-License-Identifier: GPL-3.0-or-later
#include "similarnames.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace
{

constexpr int holding = -1000; // nearer than all edits

QString bare(const QString &name)
{
    return withoutModelEnding(QString(name).replace(u'\\', u'/').section(u'/', -1)).toLower();
}

// Letters to insert, drop or change to get from one text to the other.
int distance(QStringView from, QStringView to)
{
    std::vector<int> row(size_t(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (const QChar letter : from) {
        int diagonal = row[0]++;
        for (size_t j = 1; j < row.size(); ++j) {
            const int changed = diagonal + (letter == to[qsizetype(j) - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

/// How far a known name is; none where it is another one.
std::optional<int> cost(const QString &wanted, const QString &known)
{
    const int whole = distance(wanted, known);
    if (known.contains(wanted) || (!known.isEmpty() && wanted.contains(known)))
        return whole + holding;
    const int start = distance(wanted, known.left(wanted.size())) + 1;
    const bool isNear = whole <= std::max<qsizetype>(3, std::max(wanted.size(), known.size()) * 2 / 3)
        || start <= std::max<qsizetype>(2, wanted.size() / 3);
    return isNear ? std::optional(std::min(whole, start)) : std::nullopt;
}

} // namespace

QString withoutModelEnding(const QString &name)
{
    static const QRegularExpression ending(u"\\.(safetensors|sft|ckpt|pth?|bin|gguf|engine)$"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    return QString(name).remove(ending);
}

QStringList similarNames(const QString &typed, const QStringList &names, qsizetype most)
{
    const QString wanted = bare(typed.trimmed());
    if (wanted.isEmpty())
        return {};
    std::vector<std::pair<int, QString>> ranked;
    for (const QString &name : names) {
        if (const auto far = cost(wanted, bare(name)))
            ranked.emplace_back(*far, name);
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<int, QString>::first);
    QStringList similar;
    for (const auto &[far, name] : ranked)
        similar << name;
    similar.removeDuplicates();
    return similar.mid(0, most);
}

QString likelyMeant(const QString &typed, const QStringList &words)
{
    constexpr int most = 3;
    int nearest = std::clamp(int(typed.size()) / 3, 1, most) + 1;
    QString meant;
    for (const QString &word : words) {
        const int far = distance(typed.toLower(), word.toLower());
        if (far < nearest) {
            nearest = far;
            meant = word;
        }
    }
    return meant;
}
