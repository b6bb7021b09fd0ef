// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameterscommand.h"

#include "document.h"
#include "exactrequest.h"
#include "ornull.h"
#include "parameterinquiry.h"
#include "table.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype usualShown = 24;
constexpr qsizetype choicesShown = 48;

/// "LoRA (list)" of a list of LoRAs.
QString typeOf(const ServerParameter &parameter)
{
    return parameter.kind.isEmpty() ? parameter.typeName
                                    : u"%1 (%2)"_s.arg(parameter.kind, parameter.typeName);
}

QString rangeOf(const ServerParameter &parameter)
{
    const auto &range = parameter.range;
    return range ? ParametersCommand::tr("%1 to %2").arg(rangeEnd(range->least), rangeEnd(range->most))
                 : QString();
}

QStringList valuesOf(const ServerParameter &parameter)
{
    return parameter.type == ServerParameter::Type::Boolean ? QStringList{u"true"_s, u"false"_s}
                                                            : parameter.values;
}

/// In one short line; empty where any text is taken.
QString taken(const ServerParameter &parameter)
{
    if (parameter.range)
        return rangeOf(parameter);
    const QStringList values = valuesOf(parameter);
    const QString all = values.join(", "_L1);
    return all.size() > choicesShown
        ? u"%1 (%2)"_s.arg(shortened(all, choicesShown), QString::number(values.size()))
        : all;
}

QJsonObject toJson(const ServerParameter &parameter)
{
    const auto &range = parameter.range;
    return {{"name"_L1, parameter.id},
            {"title"_L1, parameter.name},
            {"type"_L1, parameter.typeName},
            {"subtype"_L1, orNull(parameter.kind)},
            {"default"_L1, orNull(parameter.usual)},
            {"min"_L1, range ? QJsonValue(range->least) : QJsonValue()},
            {"max"_L1, range ? QJsonValue(range->most) : QJsonValue()},
            {"values"_L1, QJsonArray::fromStringList(valuesOf(parameter))},
            {"description"_L1, parameter.description}};
}

} // namespace

ParametersCommand::ParametersCommand(CommandContext &context, ParametersOptions options)
    : Command(context)
    , m_options(std::move(options))
{
}

void ParametersCommand::start()
{
    if (const Result<ServerAddress> server = context().serverAddress(); !server)
        return end(server.error());
    if (const Result<> output = context().checkOutputFile(); !output)
        return end(output.error());
    const auto *inquiry = new ParameterInquiry(context().client(), this);
    connect(inquiry, &ParameterInquiry::finished, this, [this](const Result<ServerParameters> &parameters) {
        parameters ? take(*parameters) : end(parameters.error());
    });
}

void ParametersCommand::take(const ServerParameters &parameters)
{
    if (m_options.get.isEmpty())
        return list(parameters);
    Result<ServerParameter> found = exactParameter(parameters, m_options.get);
    if (!found)
        return end(found.error());
    const auto files = parameters.names.find(found->kind);
    if (found->values.isEmpty() && files != parameters.names.end())
        found->values = files->second;
    show(*found);
}

bool ParametersCommand::fits(const ServerParameter &parameter) const
{
    return std::ranges::any_of(
        QStringList{parameter.id, parameter.name, parameter.description},
        [this](const QString &text) { return text.contains(m_options.match, Qt::CaseInsensitive); });
}

void ParametersCommand::list(const ServerParameters &parameters)
{
    QList<ServerParameter> fitting = parameters.list;
    fitting.removeIf([this](const ServerParameter &parameter) { return !fits(parameter); });
    std::ranges::sort(fitting, {}, &ServerParameter::id);
    if (isStructured(context().format())) {
        QJsonArray documents;
        for (const ServerParameter &parameter : fitting)
            documents << toJson(parameter);
        return endAfter(print({{"schema"_L1, 1}, {"parameters"_L1, documents}}, context()));
    }
    if (fitting.isEmpty()) {
        context().say(tr("The server has no such parameters."));
        Q_EMIT finished(0);
        return;
    }
    Table table({{u"NAME"_s}, {u"TYPE"_s}, {u"DEFAULT"_s}, {u"TAKES"_s}});
    for (const ServerParameter &parameter : fitting)
        table.add({parameter.id, typeOf(parameter), dashed(shortened(parameter.usual, usualShown)),
                   dashed(taken(parameter))});
    endAfter(print(table.text(context().streams().width), context()));
}

void ParametersCommand::show(const ServerParameter &parameter)
{
    if (isStructured(context().format())) {
        QJsonObject document = toJson(parameter);
        document.insert("schema"_L1, 1);
        return endAfter(print(document, context()));
    }
    const QStringList values = valuesOf(parameter);
    Facts facts{{tr("Name"), parameter.id},
                {tr("Title"), parameter.name},
                {tr("Type"), typeOf(parameter)},
                {tr("Default"), parameter.usual},
                {tr("Range"), rangeOf(parameter)}};
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QString &value = values.at(i);
        const QString shown = parameter.valueNames.value(i, value);
        facts.append(
            {i == 0 ? tr("Values") : QString(), shown == value ? value : u"%1 (%2)"_s.arg(value, shown)});
    }
    const QStringList sentences = parameter.description.split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < sentences.size(); ++i)
        facts.append({i == 0 ? tr("Description") : QString(), sentences.at(i)});
    endAfter(print(factLines(facts), context()));
}
