// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelscommand.h"

#include "document.h"
#include "modelinquiry.h"
#include "namematch.h"
#include "ornull.h"
#include "table.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype nameShown = 60;

/// As the server spells them; it refuses all else.
const QStringList &knownKinds()
{
    static const QStringList kinds{u"Stable-Diffusion"_s, u"LoRA"_s, u"VAE"_s,        u"Embedding"_s,
                                   u"ControlNet"_s,       u"Clip"_s, u"ClipVision"_s, u"Wildcards"_s};
    return kinds;
}

/// Of what people write: "loras", "embeddings", "checkpoint".
QString kindOf(const QString &typed)
{
    const QString wanted = typed.trimmed().toLower();
    if (wanted == "model"_L1 || wanted == "models"_L1 || wanted == "checkpoint"_L1)
        return knownKinds().first();
    for (const QString &kind : knownKinds()) {
        const QString lower = kind.toLower();
        if (wanted == lower || wanted == lower + u's' || wanted + u's' == lower)
            return kind;
    }
    return {};
}

QString sizeOf(const ServerModel &model)
{
    return model.standardWidth > 0 ? u"%1x%2"_s.arg(model.standardWidth).arg(model.standardHeight)
                                   : QString();
}

} // namespace

ModelsCommand::ModelsCommand(CommandContext &context, ModelsOptions options)
    : Command(context)
    , m_options(std::move(options))
{
}

void ModelsCommand::start()
{
    if (const Result<ServerAddress> server = context().serverAddress(); !server)
        return end(server.error());
    const bool all = m_options.kind.compare("all"_L1, Qt::CaseInsensitive) == 0
        || (m_options.kind.isEmpty() && !m_options.get.isEmpty());
    if (all)
        m_kinds = knownKinds();
    else
        m_kinds = {m_options.kind.isEmpty() ? knownKinds().first() : kindOf(m_options.kind)};
    if (m_kinds.first().isEmpty())
        return end({.kind = Error::Kind::Usage,
                    .message = tr("There is no kind of models called “%1”.").arg(m_options.kind),
                    .hint = tr("Choose %1.").arg(alternatives(knownKinds() + QStringList{u"all"_s}))});
    if (const Result<> output = context().checkOutputFile(); !output)
        return end(output.error());
    askNext();
}

void ModelsCommand::askNext()
{
    const QString kind = m_kinds.takeFirst();
    const auto *inquiry = new ModelInquiry(context().client(), kind, this);
    connect(inquiry, &ModelInquiry::finished, this,
            [this, kind](const Result<QList<ServerModel>> &models) { take(kind, models); });
}

void ModelsCommand::take(const QString &kind, const Result<QList<ServerModel>> &models)
{
    const bool isOneOfMany = !m_kinds.isEmpty() || !m_entries.isEmpty();
    if (!models && !(isOneOfMany && models.error().kind == Error::Kind::Refused))
        return end(models.error());
    if (!models) // an older server does not know this kind
        context().say(tr("%1: %2").arg(kind, models.error().message));
    else
        for (const ServerModel &model : *models)
            m_entries << Entry{kind, model};
    if (!m_kinds.isEmpty())
        return askNext();
    m_options.get.isEmpty() ? list() : show();
}

bool ModelsCommand::fits(const ServerModel &model) const
{
    const bool matches = std::ranges::any_of(
        QStringList{model.name, model.title, model.modelClass, model.compatClass},
        [this](const QString &text) { return text.contains(m_options.match, Qt::CaseInsensitive); });
    return matches && (model.loaded || !m_options.loaded);
}

void ModelsCommand::list()
{
    m_entries.removeIf([this](const Entry &entry) { return !fits(entry.model); });
    if (isStructured(context().format())) {
        QJsonArray models;
        for (const Entry &entry : m_entries)
            models << toJson(entry);
        return endAfter(print(models, context()));
    }
    if (m_entries.isEmpty()) {
        context().say(tr("The server has no such models."));
        Q_EMIT finished(0);
        return;
    }
    const bool severalKinds = m_options.kind.compare("all"_L1, Qt::CaseInsensitive) == 0;
    QList<Table::Column> columns{{u"NAME"_s}, {u"TYPE"_s}, {u"VERSION"_s}, {u"LOADED"_s}};
    if (severalKinds)
        columns.prepend({u"KIND"_s});
    Table table(columns);
    for (const Entry &entry : m_entries) {
        QStringList row{shortened(entry.model.name, nameShown), dashed(entry.model.modelClass),
                        dashed(entry.model.compatClass), entry.model.loaded ? u"✓"_s : u"-"_s};
        if (severalKinds)
            row.prepend(entry.kind);
        table.add(row);
    }
    endAfter(print(table.text(context().streams().width), context()));
}

/// The first kind that has it: names of models come before those of LoRAs.
Result<ModelsCommand::Entry> ModelsCommand::findOne() const
{
    QStringList all;
    for (const Entry &entry : m_entries)
        all << entry.model.name;
    for (const QString &kind : knownKinds()) {
        QStringList names;
        for (const Entry &entry : m_entries) {
            if (entry.kind == kind)
                names << entry.model.name;
        }
        const Result<QString> name = exactName(names, m_options.get, kind);
        if (name)
            return *std::ranges::find_if(
                m_entries, [&](const Entry &e) { return e.kind == kind && e.model.name == *name; });
        if (name.error().kind != Error::Kind::ModelNotFound)
            return name.error();
    }
    return exactName(all, m_options.get, m_options.kind).error();
}

void ModelsCommand::show()
{
    const Result<Entry> found = findOne();
    if (!found)
        return end(found.error());
    if (!isStructured(context().format()))
        return endAfter(print(details(*found), context()));
    QJsonObject document = toJson(*found);
    document.insert("schema"_L1, 1);
    const ServerModel &model = found->model;
    document.insert("architecture"_L1, orNull(model.architecture));
    document.insert("resolution"_L1, orNull(sizeOf(model)));
    document.insert("author"_L1, orNull(model.author));
    document.insert("license"_L1, orNull(model.license));
    document.insert("date"_L1, orNull(model.date));
    document.insert("usage_hint"_L1, orNull(model.usageHint));
    document.insert("trigger_phrase"_L1, orNull(model.triggerPhrase));
    document.insert("hash"_L1, orNull(model.hash));
    document.insert("tags"_L1, QJsonArray::fromStringList(model.tags));
    endAfter(print(document, context()));
}

QJsonObject ModelsCommand::toJson(const Entry &entry)
{
    const ServerModel &model = entry.model;
    return {{"name"_L1, model.name},
            {"type"_L1, model.modelClass},
            {"description"_L1, model.description},
            {"version"_L1, model.compatClass},
            {"loaded"_L1, model.loaded},
            {"title"_L1, model.title},
            {"subtype"_L1, entry.kind}};
}

QString ModelsCommand::details(const Entry &entry)
{
    const ServerModel &model = entry.model;
    const Facts facts{{tr("Name"), model.name},
                      {tr("Title"), model.title},
                      {tr("Kind"), entry.kind},
                      {tr("Type"), model.modelClass},
                      {tr("Version"), model.compatClass},
                      {tr("Architecture"), model.architecture},
                      {tr("Loaded"), model.loaded ? tr("yes") : tr("no")},
                      {tr("Usual size"), sizeOf(model)},
                      {tr("Author"), model.author},
                      {tr("License"), model.license},
                      {tr("Date"), model.date},
                      {tr("Usage"), model.usageHint},
                      {tr("Trigger phrase"), model.triggerPhrase},
                      {tr("Tags"), model.tags.join(u", "_s)},
                      {tr("Hash"), model.hash},
                      {tr("Description"), model.description}};
    return factLines(facts);
}
