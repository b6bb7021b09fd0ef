// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shownsession.h"

#include <QWidget>

#include <array>
#include <map>

class FoldedText;
class QGridLayout;
class QLabel;
class QToolButton;
class WrappedText;

/// What is known of a session, a line each: what was asked for, who runs it, where and since when. Lines
/// without a value are left out.
class DetailRows : public QWidget
{
    Q_OBJECT
public:
    explicit DetailRows(QWidget *parent = nullptr);

    void setSession(const ShownSession &shown);

Q_SIGNALS:
    void copyPromptWished();
    void projectWished();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Field {
        Prompt,
        Negative,
        Model,
        Loras,
        Size,
        Seed,
        Steps,
        Cfg,
        OwnerField,
        Server,
        Project,
        Started,
        Id
    };
    void addRow(Field field, const QString &label, QWidget *value);
    void addText(Field field, const QString &label);
    void set(Field field, const QString &value);
    void showRow(Field field, bool shown);
    void setProject(const ShownSession &shown);

    QGridLayout *m_grid;
    std::map<Field, WrappedText *> m_texts;
    /// Label and value; a QFormLayout would do, but with hidden rows Qt 6.4 writes past its own memory.
    std::map<Field, std::array<QWidget *, 2>> m_rows;
    QToolButton *m_copy = nullptr;
    QLabel *m_project;
    FoldedText *m_all;
};
