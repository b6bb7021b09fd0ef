// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backendhealth.h"
#include "drawing.h"

#include <QJsonObject>

#include <deque>

namespace demo
{

/// One backend: slots for tasks, of which one is drawn and the others wait.
class Backend : public QObject
{
    Q_OBJECT
public:
    Backend(int id, const DemoBackend &nature, const Tempo &tempo);

    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] BackendHealth &health() { return m_health; }
    [[nodiscard]] const BackendHealth &health() const { return m_health; }
    [[nodiscard]] bool isRunning() const { return m_health.state() == BackendHealth::State::Running; }
    [[nodiscard]] int slotCount() const { return isWebUi() ? 1 : 2; }
    [[nodiscard]] QStringList features() const;
    /// What it draws it draws to the end, whatever it is told.
    [[nodiscard]] bool ignoresInterrupts() const { return isWebUi(); }

    [[nodiscard]] const QString &model() const { return m_model; }
    [[nodiscard]] int used() const { return m_used; }
    [[nodiscard]] bool isFree() const { return isRunning() && m_used < slotCount() && !isLoading(); }
    /// Nothing is drawn or loaded, so that another model can be.
    [[nodiscard]] bool isIdle() const { return isRunning() && m_drawings.empty() && !isLoading(); }
    [[nodiscard]] bool isLoading() const { return m_load.isActive(); }
    [[nodiscard]] const QString &loadingModel() const { return m_loadingModel; }

    /// Emits loaded() when it is done. Only when idle.
    void load(const QString &model);
    /// Forgets its model. Only when idle.
    void unload() { m_model.clear(); }
    /// Only when free.
    void take(ImageTask &task);
    [[nodiscard]] bool has(const ImageTask &task) const;
    /// Frees the slot of that task at once; nothing more is told of it. False where it has none here.
    bool abort(ImageTask &task);

    /// By somebody who may.
    void edit(const QString &title, const QJsonObject &settings);
    [[nodiscard]] QJsonObject describe(bool withModel) const;

Q_SIGNALS:
    void loaded();
    /// It broke while it loaded a model.
    void loadFailed();
    void slotFreed();

private:
    [[nodiscard]] bool isWebUi() const { return m_kind == DemoBackend::Kind::WebUi; }
    void drawNext();
    void end(const Drawing *drawing, const QString &error);
    void breakDown();
    [[nodiscard]] int firstPart(const PictureOrder &order);
    [[nodiscard]] QJsonObject settings() const;

    int m_id;
    DemoBackend::Kind m_kind;
    const Tempo &m_tempo;
    BackendHealth m_health;
    QString m_title;
    int m_edits = 0;
    QString m_model;
    QString m_loadingModel;
    QTimer m_load;
    int m_used = 0;
    std::deque<std::unique_ptr<Drawing>> m_drawings; ///< the first is worked on
    QString m_knownPrompt;
    QString m_knownNegative;
    bool m_freshModel = false;
    std::optional<qint64> m_lastUsed; ///< seconds since the epoch
};

} // namespace demo
