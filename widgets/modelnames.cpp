// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelnames.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace
{

QString bare(const QString &name)
{
    const QString file = name.mid(name.lastIndexOf(u'/') + 1).toLower();
    const qsizetype dot = file.lastIndexOf(u'.');
    return dot > 0 ? file.left(dot) : file;
}

/// Edits that turn one word into the other, swaps not counted apart.
int distance(const QString &one, const QString &other)
{
    std::vector<int> costs(size_t(other.size()) + 1);
    for (size_t at = 0; at < costs.size(); ++at)
        costs[at] = int(at);
    for (qsizetype i = 0; i < one.size(); ++i) {
        int diagonal = costs[0];
        costs[0] = int(i) + 1;
        for (qsizetype j = 0; j < other.size(); ++j) {
            const size_t at = size_t(j) + 1;
            const int replaced = diagonal + (one[i] == other[j] ? 0 : 1);
            diagonal = costs[at];
            costs[at] = std::min({replaced, costs[at] + 1, costs[at - 1] + 1});
        }
    }
    return costs.back();
}

struct Candidate {
    int cost;
    QString name;
};

} // namespace

QStringList similarNames(const QString &typed, const QStringList &names)
{
    const QString wanted = bare(typed);
    std::vector<Candidate> near;
    for (const QString &name : names) {
        const QString known = bare(name);
        const qsizetype shared = std::min(wanted.size(), known.size());
        const int whole = distance(wanted, known);
        const int start = distance(wanted, known.left(shared)) + 1; // a longer name that begins alike
        const int cost = known.contains(wanted) ? 1 : std::min(whole, start);
        if (cost <= std::max<qsizetype>(2, wanted.size() / 3))
            near.push_back({cost, name});
    }
    std::ranges::stable_sort(near, {}, &Candidate::cost);
    QStringList best;
    for (size_t at = 0; at < std::min<size_t>(near.size(), 3); ++at)
        best << near[at].name;
    return best;
}

QString unknownModelSentence(const QString &typed, const QStringList &names)
{
    const QString unknown = QCoreApplication::translate("ModelPicker", "No model is called “%1”.").arg(typed);
    const QStringList similar = similarNames(typed, names);
    if (similar.isEmpty())
        return unknown;
    return QCoreApplication::translate("ModelPicker", "%1 Similar: %2.", "a sentence, names")
        .arg(unknown, similar.join(QCoreApplication::translate("ModelPicker", ", ")));
}
