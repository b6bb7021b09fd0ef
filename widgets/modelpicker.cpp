// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelpicker.h"

#include "modelnames.h"
#include "paletteroles.h"

#include <QCompleter>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

enum ModelRole { NoteRole = Qt::UserRole + 1 };

/// The name, and at the end of the line what kind it is and whether it is loaded.
class ModelDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QString note = index.data(NoteRole).toString();
        const int width = option.fontMetrics.horizontalAdvance(note) + 12;
        QStyledItemDelegate::paint(painter, option, index);
        const int name = option.fontMetrics.horizontalAdvance(index.data().toString()) + 16;
        if (name + width > option.rect.width())
            return;
        const bool selected = option.state & QStyle::State_Selected;
        painter->setPen(selected ? option.palette.color(QPalette::HighlightedText)
                                 : roleColour(ColourRole::Muted, option.palette));
        painter->drawText(option.rect.adjusted(6, 0, -6, 0),
                          int(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter),
                          note);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(),
                std::max(24, option.fontMetrics.height() + 8)};
    }
};

QString noteOf(const ServerModel &model)
{
    if (!model.loaded)
        return model.modelClass;
    const QString loaded = ModelPicker::tr("loaded");
    return model.modelClass.isEmpty() ? loaded : model.modelClass + u" · "_s + loaded;
}

QString withoutEnding(const QString &name)
{
    return name.endsWith(".safetensors"_L1) ? name.chopped(12) : name;
}

} // namespace

ModelPicker::ModelPicker(QWidget *parent)
    : QComboBox(parent)
    , m_items(new QStandardItemModel(this))
{
    setEditable(true);
    setInsertPolicy(NoInsert);
    setModel(m_items);
    setItemDelegate(new ModelDelegate(this));
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    auto *completer = new QCompleter(m_items, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->popup()->setItemDelegate(new ModelDelegate(completer));
    setCompleter(completer);
    connect(this, &QComboBox::editTextChanged, this, &ModelPicker::chosenChanged);
}

void ModelPicker::setModels(const QList<ServerModel> &models)
{
    const QString before = currentText();
    QSignalBlocker quiet(this); // while it is filled the box chooses for itself
    m_known = models;
    std::ranges::sort(m_known, [](const ServerModel &a, const ServerModel &b) {
        return QString::localeAwareCompare(a.name, b.name) < 0;
    });
    m_items->clear();
    for (const ServerModel &known : std::as_const(m_known)) {
        auto *item = new QStandardItem(withoutEnding(known.name));
        item->setData(noteOf(known), NoteRole);
        item->setToolTip(known.title.isEmpty() ? known.name : known.title);
        m_items->appendRow(item);
    }
    const auto loaded = std::ranges::find(m_known, true, &ServerModel::loaded);
    const bool preselect = before.isEmpty() && !m_known.isEmpty();
    setCurrentIndex(-1);
    setEditText(preselect ? withoutEnding(loaded == m_known.end() ? m_known.first().name : loaded->name)
                          : before);
    quiet.unblock();
    Q_EMIT chosenChanged();
}

QString ModelPicker::name() const
{
    const auto model = chosen();
    return model ? model->name : currentText().trimmed();
}

std::optional<ServerModel> ModelPicker::chosen() const
{
    const QString typed = withoutEnding(currentText().trimmed());
    const auto found
        = std::ranges::find_if(m_known, [&](const ServerModel &m) { return withoutEnding(m.name) == typed; });
    return found == m_known.end() ? std::nullopt : std::optional(*found);
}

QString ModelPicker::problem() const
{
    if (m_known.isEmpty() || chosen())
        return {};
    const QString typed = currentText().trimmed();
    if (typed.isEmpty())
        return tr("No model is chosen. Choose one of the list.");
    QStringList names;
    for (const ServerModel &model : m_known)
        names << withoutEnding(model.name);
    return unknownModelSentence(typed, names);
}
