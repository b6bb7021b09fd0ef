// SPDX-License-Identifier: GPL-3.0-or-later
#include "historycommand.h"

#include "document.h"
#include "sessionlookup.h"
#include "statusreport.h"
#include "table.h"

#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString durationOf(const HistoryEntry &entry)
{
    if (!entry.startTime.isValid() || !entry.endTime.isValid())
        return u"-"_s;
    return shortDuration(
        std::chrono::milliseconds(std::max<qint64>(0, entry.startTime.msecsTo(entry.endTime))));
}

QString imagesOf(const HistoryEntry &entry)
{
    return u"%1/%2"_s.arg(std::max(entry.imagePaths.size(), entry.localPaths.size())).arg(entry.requested);
}

QString textOf(const QJsonValue &value)
{
    return value.isArray() ? value.toVariant().toStringList().join(", "_L1) : value.toVariant().toString();
}

QString tableOf(const QList<HistoryEntry> &entries, bool withProject, int width)
{
    constexpr qsizetype promptShown = 60;
    QList<Table::Column> columns{{u"ENDED"_s},          {u"ID"_s},    {u"OUTCOME"_s}, {u"IMAGES"_s, true},
                                 {u"DURATION"_s, true}, {u"LABEL"_s}, {u"PROMPT"_s}};
    if (withProject)
        columns.prepend({u"PROJECT"_s});
    Table table(columns);
    for (const HistoryEntry &entry : entries) {
        const QString prompt = shortened(oneLine(entry.prompt), promptShown);
        QStringList row{entry.endTime.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s),
                        shortId(entry.sessionId),
                        QString(wireName(entry.outcome)),
                        imagesOf(entry),
                        durationOf(entry),
                        dashed(entry.label),
                        dashed(prompt)};
        if (withProject)
            row.prepend(QFileInfo(entry.project).fileName());
        table.add(row);
    }
    return table.text(width);
}

QString detailsOf(const HistoryEntry &entry)
{
    Facts facts{{HistoryCommand::tr("Session"), entry.sessionId},
                {HistoryCommand::tr("Outcome"), QString(wireName(entry.outcome))},
                {HistoryCommand::tr("Images"), imagesOf(entry)},
                {HistoryCommand::tr("Duration"), durationOf(entry)},
                {HistoryCommand::tr("Ended"), entry.endTime.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s)},
                {HistoryCommand::tr("Project"), entry.project},
                {HistoryCommand::tr("Server"), entry.server},
                {HistoryCommand::tr("Label"), dashed(entry.label)},
                {HistoryCommand::tr("Prompt"), entry.prompt}};
    if (entry.error)
        facts.append({HistoryCommand::tr("Error"), entry.error->sentence()});
    if (!entry.cancelledBy.isEmpty())
        facts.append({HistoryCommand::tr("Cancelled by"), entry.cancelledBy});
    for (auto value = entry.parameters.begin(); value != entry.parameters.end(); ++value) {
        if (value.key() != "prompt"_L1)
            facts.append({value.key(), textOf(value.value())});
    }
    for (const QString &path : entry.localPaths)
        facts.append({HistoryCommand::tr("File"), path});
    for (const QString &path : entry.imagePaths)
        facts.append({HistoryCommand::tr("On the server"), path});
    return factLines(facts);
}

} // namespace

HistoryCommand::HistoryCommand(CommandContext &context, HistoryOptions options)
    : Command(context)
    , m_options(std::move(options))
{
}

void HistoryCommand::start()
{
    if (m_options.show.isEmpty())
        list();
    else
        show();
}

void HistoryCommand::list()
{
    const Result<QString> here = context().stateFile();
    if (!here)
        return end(here.error());
    const QString project = m_options.all ? QString() : QFileInfo(*here).path();
    auto entries = context().history().newest(m_options.limit + 1, project);
    if (!entries)
        return end(entries.error());
    const bool more = entries->size() > m_options.limit;
    if (more)
        entries->removeLast();
    if (isStructured(context().format())) {
        QJsonArray sessions;
        for (const HistoryEntry &entry : *entries)
            sessions += toJson(entry);
        return endAfter(
            print(QJsonObject{{"schema"_L1, 1}, {"sessions"_L1, sessions}, {"more"_L1, more}}, context()));
    }
    if (entries->isEmpty()) {
        context().say(m_options.all
                          ? tr("No session has ended yet.")
                          : tr("No session has ended in %1 yet. See all with: history --all").arg(project));
        Q_EMIT finished(0);
        return;
    }
    const Result<> printed = print(tableOf(*entries, m_options.all, context().streams().width), context());
    if (more)
        context().say(tr("There are more; see them with --limit."));
    endAfter(printed);
}

void HistoryCommand::show()
{
    const auto found = context().history().findByPrefix(m_options.show.trimmed().toLower());
    if (!found)
        return end(found.error());
    if (found->size() != 1) {
        const Result<NamedSession> named = findSession(m_options.show, context());
        if (!named)
            return end(named.error());
        return end({.kind = Error::Kind::SessionNotFound,
                    .message = tr("%1 has not ended yet.").arg(shortId(named->id)),
                    .hint = tr("See it with: asset-generator status")});
    }
    const HistoryEntry &entry = found->first();
    if (isStructured(context().format()))
        return endAfter(print(
            QJsonObject{{"schema"_L1, 1}, {"sessions"_L1, QJsonArray{toJson(entry)}}, {"more"_L1, false}},
            context()));
    endAfter(print(detailsOf(entry), context()));
}
