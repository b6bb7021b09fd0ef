// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command.h"
#include "serverfacts.h"

/// `models list` and `models get`: what the server has to draw with, of every kind.
class ModelsCommand : public Command
{
    Q_OBJECT
public:
    ModelsCommand(CommandContext &context, ModelsOptions options);
    void start() override;

private:
    struct Entry {
        QString kind;
        ServerModel model;
    };
    [[nodiscard]] static QJsonObject toJson(const Entry &entry);
    [[nodiscard]] static QString details(const Entry &entry);
    [[nodiscard]] bool fits(const ServerModel &model) const;
    void askNext();
    void take(const QString &kind, const Result<QList<ServerModel>> &models);
    void list();
    void show();
    [[nodiscard]] Result<Entry> findOne() const;

    ModelsOptions m_options;
    QStringList m_kinds; ///< still to be asked for
    QList<Entry> m_entries;
};
