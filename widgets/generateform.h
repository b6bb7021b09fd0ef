// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formorder.h"
#include "projectmodel.h"
#include "serverfacts.h"

#include <QWidget>

class FieldNote;
class FurtherSettings;
class ModelPicker;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QSpinBox;
class SizeChoice;

/// The form that starts a generation. What is missing is said under its field; the button stays enabled.
class GenerateForm : public QWidget
{
    Q_OBJECT
public:
    explicit GenerateForm(ProjectModel &projects, QWidget *parent = nullptr);

    void setModels(const QList<ServerModel> &models);
    /// The folder that the pictures are for; empty where all are in sight.
    void setProject(const QString &folder);
    /// The button says when the server does not answer, and tries all the same.
    void setServerAnswers(bool answers);
    /// An order of this form could not be started.
    void setProblem(const QString &sentence);

    [[nodiscard]] FormOrder order() const;
    void setOrder(const FormOrder &order);
    /// So wide that no field is cut.
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// The prompt, all of it selected.
    void focusPrompt();

Q_SIGNALS:
    void generateWished(const FormOrder &order);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeFields();
    QWidget *makeFoot();
    void addField(QGridLayout &grid, const QString &label, QWidget *field, QWidget *buddy = nullptr);
    void addStartKey(Qt::Key key);
    void makePrompt();
    void alignLabels();
    void fillProjects();
    void renewButton();
    void start();
    bool checkPrompt();
    bool checkModel();
    bool checkProject();

    ProjectModel &m_projects;
    QScrollArea *m_scroll;
    QList<QLabel *> m_labels;
    QPlainTextEdit *m_prompt;
    FieldNote *m_promptNote;
    ModelPicker *m_model;
    FieldNote *m_modelNote;
    SizeChoice *m_size;
    QSpinBox *m_images;
    FurtherSettings *m_further; ///< of the order that was set last
    QLineEdit *m_label;
    QComboBox *m_project;
    FieldNote *m_projectNote;
    FieldNote *m_problem;
    QPushButton *m_start;
    bool m_serverAnswers = true;
};
