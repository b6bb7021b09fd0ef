// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sessionmodel.h"

#include <QAbstractListModel>
#include <QTimer>

/// A project with live sessions that is not watched yet.
struct OfferedProject {
    QString path = {};
    int sessions = 0;

    bool operator==(const OfferedProject &) const = default;
};

/// "All projects", then the watched folders by name, then the offered ones; each with what runs there.
/// Counts follow the session model by themselves.
class ProjectModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Kind { All, Watched, Offered };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int, a Kind
        PathRole, ///< QString; empty for "All projects"
        CountRole, ///< int, live sessions
        AttentionRole, ///< bool
        GoneRole ///< bool: the folder is not there now
    };

    /// `sessions` must outlive the model.
    explicit ProjectModel(const SessionModel &sessions, QObject *parent = nullptr);

    void setWatched(const QStringList &folders);
    [[nodiscard]] QStringList watched() const; ///< by name
    void setOffered(const QList<OfferedProject> &offered);
    [[nodiscard]] QList<OfferedProject> offered() const { return m_offered; }
    void setPresent(const QString &folder, bool present);

    /// "cards", or "cards – client-a" where two have the same name.
    [[nodiscard]] QString nameOf(const QString &folder) const;
    [[nodiscard]] QModelIndex indexOf(const QString &folder) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        Kind kind = Kind::All;
        QString path = {};
        QString name = {};
        int live = 0;
        bool attention = false;
        bool gone = false;
        QString toolTip = {};

        bool operator==(const Row &) const = default;
    };
    void rebuild();
    void recount();
    void apply(const QList<Row> &next);
    void count(Row &row) const;
    [[nodiscard]] QString accessibleText(const Row &row) const;

    const SessionModel &m_sessions;
    QStringList m_watched;
    QList<OfferedProject> m_offered;
    QSet<QString> m_gone;
    QList<Row> m_rows;
    QTimer m_recount;
};
