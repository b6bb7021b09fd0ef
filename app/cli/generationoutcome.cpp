// SPDX-License-Identifier: GPL-3.0-or-later
#include "generationoutcome.h"

#include "ornull.h"
#include "statusreport.h"
#include "wiretime.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(GenerateCommand)
};

/// With one digit behind the point.
double secondsOf(const HistoryEntry &entry)
{
    const qint64 tenths = entry.startTime.msecsTo(entry.endTime) / 100;
    return double(tenths) / 10;
}

/// Of the first image. What the server tells may be that of a later one.
QString seedOf(const GenerationOutcome &outcome)
{
    const QJsonValue sent = outcome.entry.parameters["seed"_L1];
    const QJsonValue used = outcome.used.values["seed"_L1];
    return (outcome.entry.requested == 1 && !used.isUndefined() ? used : sent).toVariant().toString();
}

QJsonArray differencesOf(const UsedParameters &used)
{
    QJsonArray differences;
    for (const ParameterDifference &difference : used.differences)
        differences << QJsonObject{{"parameter"_L1, difference.parameter},
                                   {"sent"_L1, difference.sent},
                                   {"used"_L1, orNull(difference.used)}};
    return differences;
}

} // namespace

QStringList shownPaths(const QStringList &paths, bool fromRoot, const CommandContext &context)
{
    if (fromRoot)
        return paths;
    const QDir here(context.surroundings().workingFolder);
    QStringList shown;
    for (const QString &path : paths)
        shown += here.relativeFilePath(path);
    return shown;
}

QJsonObject toDocument(const GenerationOutcome &outcome, const CommandContext &context)
{
    const HistoryEntry &entry = outcome.entry;
    QJsonObject metadata = entry.parameters;
    const QJsonObject &used = outcome.used.values;
    for (auto value = used.begin(); value != used.end(); ++value)
        metadata.insert(value.key(), value.value());
    metadata.insert("local_paths"_L1,
                    QJsonArray::fromStringList(shownPaths(entry.localPaths, outcome.shownFromRoot, context)));
    QJsonArray errors;
    for (const Error &error : outcome.errors)
        errors += toJson(error, entry.sessionId);
    return {{"schema"_L1, 1},
            {"session_id"_L1, entry.sessionId},
            {"image_paths"_L1, QJsonArray::fromStringList(entry.imagePaths)},
            {"metadata"_L1, metadata},
            {"differences"_L1, differencesOf(outcome.used)},
            {"warnings"_L1, QJsonArray::fromStringList(outcome.used.warnings)},
            {"status"_L1, QString(wireName(entry.outcome))},
            {"created_at"_L1, toWireTime(entry.endTime)},
            {"requested"_L1, entry.requested},
            {"duration_seconds"_L1, secondsOf(entry)},
            {"errors"_L1, errors}};
}

qsizetype leftBehind(const GenerationOutcome &outcome)
{
    return outcome.saves
        ? std::max<qsizetype>(0, outcome.entry.imagePaths.size() - outcome.entry.localPaths.size())
        : 0;
}

QString toLines(const GenerationOutcome &outcome, const CommandContext &context)
{
    const HistoryEntry &entry = outcome.entry;
    const auto took = std::chrono::milliseconds(entry.startTime.msecsTo(entry.endTime));
    const qsizetype made = std::max(entry.imagePaths.size(), entry.localPaths.size());
    QString all = Text::tr("Session   %1").arg(entry.sessionId) + u'\n';
    const QString saved
        = leftBehind(outcome) > 0 ? Text::tr(", %1 saved").arg(entry.localPaths.size()) : QString();
    all += Text::tr("Status    %1, %2 of %3 images%4 in %5")
               .arg(wireName(entry.outcome))
               .arg(made)
               .arg(entry.requested)
               .arg(saved, shortDuration(took))
        + u'\n';
    if (const QString seed = seedOf(outcome); !seed.isEmpty())
        all += Text::tr("Seed      %1").arg(seed) + u'\n';
    const QStringList paths = shownPaths(entry.localPaths, outcome.shownFromRoot, context);
    for (const QString &path : paths)
        all += Text::tr("Saved     %1").arg(path) + u'\n';
    if (paths.isEmpty()) {
        for (const QString &path : entry.imagePaths)
            all += Text::tr("On server %1").arg(path) + u'\n';
    }
    return all;
}

QStringList remarks(const UsedParameters &used)
{
    QStringList sentences;
    for (const ParameterDifference &difference : used.differences)
        sentences
            << (difference.used.isEmpty()
                    ? Text::tr("The server did not use %1 (%2).").arg(difference.parameter, difference.sent)
                    : Text::tr("The server used %1 %2 instead of %3.")
                          .arg(difference.parameter, difference.used, difference.sent));
    for (const QString &warning : used.warnings)
        sentences << Text::tr("The server warns: %1").arg(warning);
    return sentences;
}
