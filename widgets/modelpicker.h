// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverfacts.h"

#include <QComboBox>

class QStandardItemModel;

/// The server's models to choose from, or to type: what is typed filters by "contains". Only exact names
/// count, because the server silently takes the nearest.
class ModelPicker : public QComboBox
{
    Q_OBJECT
public:
    explicit ModelPicker(QWidget *parent = nullptr);

    /// What is chosen or typed stays.
    void setModels(const QList<ServerModel> &models);
    void setName(const QString &name) { setEditText(name); }
    /// As the server lists it, its ending may be left out.
    [[nodiscard]] QString name() const;
    /// None where the name is not in the list.
    [[nodiscard]] std::optional<ServerModel> chosen() const;
    /// The sentence why the name cannot be sent; empty where it can, or where no list is known.
    [[nodiscard]] QString problem() const;

Q_SIGNALS:
    void chosenChanged();

private:
    QList<ServerModel> m_known;
    QStandardItemModel *m_items;
};
