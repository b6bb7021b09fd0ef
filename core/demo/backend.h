// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawing.h"

#include <QJsonObject>

#include <deque>

namespace demo
{

/// One backend: two slots for tasks, of which one is drawn and the other waits.
class Backend : public QObject
{
    Q_OBJECT
public:
    static constexpr int slotCount = 2;

    Backend(int id, const Tempo &tempo, QObject *parent);

    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    void setEnabled(bool enabled) { m_enabled = enabled; }
    [[nodiscard]] const QString &model() const { return m_model; }
    [[nodiscard]] int used() const { return m_used; }
    [[nodiscard]] bool isFree() const { return m_enabled && m_used < slotCount && !isLoading(); }
    /// Nothing is drawn or loaded, so that another model can be.
    [[nodiscard]] bool isIdle() const { return m_enabled && m_drawings.empty() && !isLoading(); }
    [[nodiscard]] bool isLoading() const { return m_load.isActive(); }
    [[nodiscard]] const QString &loadingModel() const { return m_loadingModel; }

    /// Emits loaded() when it is done. Only when idle.
    void load(const QString &model);
    /// Only when free.
    void take(ImageTask &task);
    /// Frees the slot of that task at once; nothing more is told of it. False where it has none here.
    bool abort(ImageTask &task);

    [[nodiscard]] QJsonObject describe(bool withModel) const;

Q_SIGNALS:
    void loaded();
    void slotFreed();

private:
    void drawNext();
    void end(const Drawing *drawing, const QString &error);
    [[nodiscard]] int firstPart(const PictureOrder &order);

    int m_id;
    const Tempo &m_tempo;
    bool m_enabled = true;
    QString m_model;
    QString m_loadingModel;
    QTimer m_load;
    int m_used = 0;
    std::deque<std::unique_ptr<Drawing>> m_drawings; ///< the first is worked on
    QString m_knownPrompt;
    QString m_knownNegative;
    bool m_freshModel = false;
    qint64 m_lastUsed;
};

/// What every backend of the demo server can do.
[[nodiscard]] QStringList backendFeatures();

} // namespace demo
