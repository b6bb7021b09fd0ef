// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QWidget>

class QComboBox;
class QSpinBox;
class QToolButton;

/// A size as a preset or as two numbers, and a button that swaps them.
class SizeChoice : public QWidget
{
    Q_OBJECT
public:
    explicit SizeChoice(QWidget *parent = nullptr);

    [[nodiscard]] QSize value() const;
    void setValue(const QSize &size);
    /// The model's own size; a preset that is chosen follows it. A value that was set before the first one
    /// stays.
    void setStandard(const QSize &standard);
    [[nodiscard]] QComboBox *presets() const { return m_preset; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeSides();
    void showSize(const QSize &size);
    void applyPreset();
    void findPreset();
    void fillPresets();
    [[nodiscard]] bool isCustom() const;

    QComboBox *m_preset;
    QSpinBox *m_width;
    QSpinBox *m_height;
    QToolButton *m_swap;
    QSize m_standard{1024, 1024};
    bool m_hasStandard = false; ///< of a model, not the one above
    bool m_keeps = false;
};
