// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobrefusal.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SwarmProtocol)
};

constexpr qsizetype longestClause = 240; // some refusals list every value that would do

struct Wording {
    QLatin1String begin;
    Error (*make)(const QString &text);
};

Error refusedJob(const QString &reason, const QString &hint)
{
    return {.kind = Error::Kind::Refused,
            .message = Text::tr("The server refused the job: %1.").arg(reason),
            .hint = hint};
}

// ComfyUI puts its reasons into JSON: what is wrong in all, and with the nodes of its workflow.
QString comfyReason(const QString &text)
{
    const auto document = QJsonDocument::fromJson(text.mid(text.indexOf(u'{')).toUtf8());
    const auto told = [](const QJsonValue &problem) {
        QStringList words{problem["message"_L1].toString(), problem["details"_L1].toString()};
        words.removeAll(QString());
        return words.join(u", "_s);
    };
    QStringList reasons{told(document["error"_L1])};
    for (const QJsonValue &node : document["node_errors"_L1].toObject())
        reasons << told(node["errors"_L1][0]);
    reasons.removeAll(QString());
    reasons.removeDuplicates();
    return reasons.join(u"; "_s);
}

Error failedJob(const QString &text)
{
    const QString inside = comfyReason(text);
    const QString reason = clause(inside.isEmpty() ? text : inside);
    const bool memory = text.contains("out of memory"_L1, Qt::CaseInsensitive)
        || text.contains("allocation on device"_L1, Qt::CaseInsensitive);
    return {.kind = Error::Kind::Failed,
            .message = Text::tr("The generation failed on the server: %1.").arg(reason),
            .hint = memory ? Text::tr("Choose a smaller size or fewer images at once.")
                           : Text::tr("Look at the server's log, or try again with other settings.")};
}

Error badValue(const QString &text)
{
    static const QRegularExpression unknownModel(
        u"Invalid model value for param (.+?) - '(.*)' - are you sure"_s,
        QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = unknownModel.match(text); match.hasMatch()) {
        return {.kind = Error::Kind::ModelNotFound,
                .message = Text::tr("The server does not know the model “%1”.").arg(match.captured(2)),
                .hint = Text::tr("Choose one of the models that it lists.")};
    }
    static const QRegularExpression preamble(u"^Invalid value for parameter [^:]*: "_s);
    static const QRegularExpression value(
        u"^Invalid (?:\\w+ )?value for param (.+?) - '(.*)' - (must .*)$"_s);
    QString reason = clause(text);
    reason.remove(preamble).replace(value, u"\\1 “\\2” \\3"_s);
    return refusedJob(reason, Text::tr("Change that setting and try again."));
}

Error stopped(const QString &)
{
    return {.kind = Error::Kind::Cancelled, .message = Text::tr("The generation was stopped on the server.")};
}

Error noBackend(const QString &)
{
    return {.kind = Error::Kind::Refused,
            .message = Text::tr("The server has no backend to draw with."),
            .hint = Text::tr("Add or start one on SwarmUI's Server page, then try again.")};
}

Error noFittingBackend(const QString &text)
{
    const QString reason = clause(text.section(u"\n- "_s, 1));
    return refusedJob(reason.isEmpty() ? Text::tr("no backend fits its settings")
                                       : Text::tr("no backend fits its settings (%1)").arg(reason),
                      Text::tr("Choose another model or sampler, or start such a backend."));
}

Error noModel(const QString &)
{
    return refusedJob(Text::tr("it names no model"), Text::tr("Choose a model and try again."));
}

Error allBusy(const QString &)
{
    return {.kind = Error::Kind::Timeout,
            .message = Text::tr("The server gave up waiting for a free backend."),
            .hint = Text::tr("Try again when it is less busy.")};
}

Error plainRefusal(const QString &text)
{
    return refusedJob(clause(text), Text::tr("Change the settings and try again."));
}

constexpr std::array wordings{
    Wording{"Generation session interrupted"_L1, stopped},
    Wording{"Invalid value for parameter"_L1, badValue},
    Wording{"Invalid value '"_L1, plainRefusal},
    Wording{"Missing required parameter"_L1, plainRefusal},
    Wording{"You do not have permission to use parameter"_L1, plainRefusal},
    Wording{"No model input given"_L1, noModel},
    Wording{"No backends available"_L1, noBackend},
    Wording{"No backends match"_L1, noFittingBackend},
    Wording{"Timeout! All backends are occupied"_L1, allBusy},
    Wording{"All available backends failed"_L1, failedJob},
    Wording{"ComfyUI "_L1, failedJob},
    Wording{"No images were generated"_L1, failedJob},
    Wording{"Server failed to save"_L1, failedJob},
    Wording{"Something went wrong"_L1, failedJob},
};

} // namespace

QString clause(const QString &text)
{
    QString line = text.trimmed().section(u'\n', 0, 0).trimmed();
    if (line.size() > longestClause)
        return line.left(longestClause).trimmed() + u'…';
    while (!line.isEmpty() && u".!:{ "_s.contains(line.back()))
        line.chop(1);
    return line;
}

std::optional<Error> jobRefusal(const QString &text)
{
    const auto wording
        = std::ranges::find_if(wordings, [&](const Wording &w) { return text.startsWith(w.begin); });
    return wording == wordings.end() ? std::nullopt : std::optional(wording->make(text));
}
