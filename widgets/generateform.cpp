// SPDX-License-Identifier: GPL-3.0-or-later
#include "generateform.h"

#include "fieldnote.h"
#include "furthersettings.h"
#include "modelpicker.h"
#include "sizechoice.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSpinBox>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

GenerateForm::GenerateForm(ProjectModel &projects, QWidget *parent)
    : QWidget(parent)
    , m_projects(projects)
    , m_scroll(new QScrollArea)
    , m_prompt(new QPlainTextEdit)
    , m_promptNote(new FieldNote)
    , m_model(new ModelPicker)
    , m_modelNote(new FieldNote)
    , m_size(new SizeChoice)
    , m_images(new QSpinBox)
    , m_further(new FurtherSettings)
    , m_label(new QLineEdit)
    , m_project(new QComboBox)
    , m_projectNote(new FieldNote)
    , m_problem(new FieldNote)
    , m_start(new QPushButton)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(makeFields());
    layout->addWidget(m_scroll, 1);
    layout->addWidget(makeFoot());
    alignLabels();
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        addStartKey(key);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&projects, changed, this, &GenerateForm::fillProjects);
    connect(m_images, &QSpinBox::valueChanged, this, &GenerateForm::renewButton);
    connect(m_start, &QPushButton::clicked, this, &GenerateForm::start);
    connect(m_model, &ModelPicker::chosenChanged, this, [this] {
        if (const auto model = m_model->chosen())
            m_size->setStandard({model->standardWidth, model->standardHeight});
    });
    fillProjects();
    renewButton();
}

QSize GenerateForm::minimumSizeHint() const
{
    constexpr int smallest = 320;
    const QSize own = QWidget::minimumSizeHint();
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_scroll);
    const int fields = m_scroll->widget()->minimumSizeHint().width() + scrollBar;
    return {std::max({own.width(), fields, smallest}), own.height()};
}

QWidget *GenerateForm::makeFields()
{
    makePrompt();
    m_model->setAccessibleName(tr("Model"));
    m_model->setObjectName(u"model"_s);
    m_model->setMinimumHeight(28);
    m_model->lineEdit()->installEventFilter(this);
    m_images->setAccessibleName(tr("Images"));
    m_images->setObjectName(u"images"_s);
    m_images->setRange(1, 1000);
    m_images->setMinimumHeight(28);
    auto *fields = new QWidget;
    auto *column = new QVBoxLayout(fields);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    auto *promptLabel = new QLabel(tr("&Prompt"));
    promptLabel->setBuddy(m_prompt);
    column->addWidget(promptLabel);
    column->addWidget(m_prompt, 1);
    column->addWidget(m_promptNote);
    auto *form = new QGridLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setColumnStretch(1, 1);
    addField(*form, tr("&Model"), m_model);
    form->addWidget(m_modelNote, form->rowCount(), 0, 1, 2);
    addField(*form, tr("Si&ze"), m_size, m_size->presets());
    addField(*form, tr("&Images"), m_images);
    column->addLayout(form);
    column->addWidget(m_further);
    column->addStretch(0); // what is too tall even for the longest prompt
    return fields;
}

void GenerateForm::addStartKey(Qt::Key key)
{
    auto *shortcut = new QShortcut(Qt::CTRL | key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    shortcut->setAutoRepeat(false); // a key held down is one order
    connect(shortcut, &QShortcut::activated, this, &GenerateForm::start);
}

void GenerateForm::makePrompt()
{
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setObjectName(u"prompt"_s);
    m_prompt->setTabChangesFocus(true);
    // Room that the other fields leave is the prompt's: long ones are read and changed here.
    const auto lines = [this](int count) { return m_prompt->fontMetrics().lineSpacing() * count + 16; };
    m_prompt->setMinimumHeight(lines(4));
    m_prompt->setMaximumHeight(lines(28));
    m_prompt->installEventFilter(this);
}

QWidget *GenerateForm::makeFoot()
{
    m_label->setAccessibleName(tr("Label"));
    m_label->setObjectName(u"label"_s);
    m_label->setPlaceholderText(tr("seen by everybody in this folder"));
    m_label->setMaxLength(80);
    m_label->setMinimumHeight(28);
    m_project->setAccessibleName(tr("Project"));
    m_project->setObjectName(u"project"_s);
    m_project->setMinimumHeight(28);
    m_project->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_start->setAccessibleName(tr("Start generation"));
    m_start->setObjectName(u"startGeneration"_s);
    m_start->setMinimumHeight(36);
    m_start->setDefault(true);
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    auto *form = new QGridLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setColumnStretch(1, 1);
    addField(*form, tr("La&bel"), m_label);
    addField(*form, tr("Pro&ject"), m_project);
    form->addWidget(m_projectNote, form->rowCount(), 0, 1, 2);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(m_start);
    return foot;
}

void GenerateForm::addField(QGridLayout &grid, const QString &label, QWidget *field, QWidget *buddy)
{
    auto *name = new QLabel(label);
    name->setBuddy(buddy ? buddy : field);
    name->setMinimumHeight(28);
    m_labels << name;
    const int row = grid.rowCount();
    grid.addWidget(name, row, 0, Qt::AlignTop);
    grid.addWidget(field, row, 1);
}

void GenerateForm::alignLabels()
{
    int widest = 0;
    for (const QLabel *label : std::as_const(m_labels))
        widest = std::max(widest, label->sizeHint().width());
    for (QLabel *label : std::as_const(m_labels))
        label->setMinimumWidth(widest);
}

void GenerateForm::setModels(const QList<ServerModel> &models)
{
    m_model->setModels(models);
}

void GenerateForm::setProject(const QString &folder)
{
    if (const int at = m_project->findData(folder); at >= 0)
        m_project->setCurrentIndex(at);
}

void GenerateForm::setServerAnswers(bool answers)
{
    m_serverAnswers = answers;
    renewButton();
}

void GenerateForm::setProblem(const QString &sentence)
{
    m_problem->setSentence(sentence);
}

FormOrder GenerateForm::order() const
{
    FormOrder order{.request = m_further->request()};
    order.request.prompt = m_prompt->toPlainText().trimmed();
    order.request.model = m_model->name();
    order.request.width = m_size->value().width();
    order.request.height = m_size->value().height();
    order.request.images = m_images->value();
    order.project = m_project->currentData().toString();
    order.label = m_label->text().trimmed();
    return order;
}

void GenerateForm::setOrder(const FormOrder &order)
{
    m_prompt->setPlainText(order.request.prompt);
    if (!order.request.model.isEmpty())
        m_model->setName(order.request.model);
    m_size->setValue({order.request.width, order.request.height});
    m_images->setValue(order.request.images);
    m_further->setRequest(order.request);
    m_label->setText(order.label);
    setProject(order.project);
}

void GenerateForm::focusPrompt()
{
    m_prompt->setFocus(Qt::ShortcutFocusReason);
    m_prompt->selectAll();
}

bool GenerateForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        if (watched == m_prompt && !m_promptNote->sentence().isEmpty())
            checkPrompt(); // an empty prompt is said at the start, and gone once there is one
        else if (watched == m_model->lineEdit())
            checkModel();
    }
    return QWidget::eventFilter(watched, event);
}

void GenerateForm::fillProjects()
{
    const QString before = m_project->currentData().toString();
    const QSignalBlocker quiet(m_project);
    m_project->clear();
    const QStringList folders = m_projects.watched();
    for (const QString &folder : folders) {
        m_project->addItem(m_projects.nameOf(folder), folder);
        m_project->setItemData(m_project->count() - 1, folder, Qt::ToolTipRole);
    }
    setProject(before);
}

void GenerateForm::renewButton()
{
    const int images = m_images->value();
    const QString go = images == 1 ? tr("&Generate 1 image") : tr("&Generate %n images", nullptr, images);
    m_start->setText(m_serverAnswers ? go : tr("&Generate (server does not answer)"));
}

void GenerateForm::start()
{
    setProblem({});
    const bool prompt = checkPrompt();
    const bool model = checkModel();
    const bool project = checkProject();
    if (!prompt)
        m_prompt->setFocus();
    else if (!model)
        m_model->setFocus();
    else if (!project)
        m_project->setFocus();
    else
        Q_EMIT generateWished(order());
}

bool GenerateForm::checkPrompt()
{
    const bool empty = m_prompt->toPlainText().trimmed().isEmpty();
    m_promptNote->setSentence(empty ? tr("The prompt is empty. Say what the picture shows.") : QString());
    return !empty;
}

bool GenerateForm::checkModel()
{
    m_modelNote->setSentence(m_model->problem());
    return m_model->problem().isEmpty();
}

bool GenerateForm::checkProject()
{
    const bool none = m_project->count() == 0;
    m_projectNote->setSentence(none ? tr("No project folder is watched. Add one first.") : QString());
    return !none;
}
