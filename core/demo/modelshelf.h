// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoapi.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace demo
{

using ShelfModel = DemoModel;

/// What a model class means to the real server.
struct ModelClass {
    QLatin1String id;
    QLatin1String name;
    QLatin1String compatibility;
    int side;
};

/// The models of the demo server: several classes, folders, LoRAs and a VAE. It knows which were used.
class ModelShelf
{
public:
    /// With the demo server's usual ones where `models` is empty.
    explicit ModelShelf(const QList<DemoModel> &models = {});

    [[nodiscard]] const QStringList &kinds() const { return m_kinds; }
    /// By its exact name, with or without extension; null where there is none.
    [[nodiscard]] const ShelfModel *exact(const QString &kind, const QString &name) const;
    /// As the real server looks models up: the shortest name that contains the text wins.
    [[nodiscard]] const ShelfModel *fuzzy(const QString &kind, const QString &text) const;
    /// Names without extension.
    [[nodiscard]] QStringList names(const QString &kind) const;

    /// The server has read that model to the end, so it knows its hash.
    void markUsed(const QString &name) { m_used.insert(name); }
    /// "0x" and 64 hex digits.
    [[nodiscard]] static QString hashOf(const QString &name);

    /// A model as ListModels and DescribeModel tell it.
    /// `wholePreview`: the preview itself instead of its address.
    [[nodiscard]] QJsonObject describe(const ShelfModel &model, bool loaded, bool wholePreview = false) const;
    /// A JPEG of a model that has one.
    [[nodiscard]] static QByteArray preview(const ShelfModel &model);

    struct Listing {
        QStringList folders; ///< relative to the asked path
        QList<const ShelfModel *> models;
    };
    [[nodiscard]] Listing list(const QString &kind, const QString &path, int depth) const;

    /// The parts of ListT2IParams that tell of models.
    [[nodiscard]] QJsonObject namesWithClasses() const;
    /// The first of them as older servers tell it.
    [[nodiscard]] QJsonObject plainNames() const;
    [[nodiscard]] static QJsonObject classes();
    [[nodiscard]] static QJsonObject compatibilityClasses();

private:
    QStringList m_kinds;
    QList<ShelfModel> m_models;
    QSet<QString> m_used;
};

/// A name as the real server compares names: lower case, no spaces and brackets, no ".safetensors".
[[nodiscard]] QString comparableName(const QString &name);
/// Without ".safetensors".
[[nodiscard]] QString bareName(const QString &name);

} // namespace demo
