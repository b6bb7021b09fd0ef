// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settingkey.h"

#include <QByteArray>

/// The text of a settings file, in which single keys are changed. All else of it stays as it was written,
/// comments and order too. Every change is read back before it counts: what is written in a way that cannot
/// be changed like this is left alone, and said.
class SettingsText
{
    Q_DECLARE_TR_FUNCTIONS(SettingsText)
public:
    /// `path` is named in errors.
    SettingsText(const QByteArray &text, QString path);

    [[nodiscard]] QByteArray text() const;

    /// The values must have been read by the key (SettingKey::read). One value, or those of a list.
    [[nodiscard]] Result<> set(const SettingKey &key, const QStringList &values);
    /// True where the key was there.
    [[nodiscard]] Result<bool> remove(const SettingKey &key);

    /// A file that sets nothing and explains everything.
    [[nodiscard]] static QByteArray explained();

private:
    /// Lines of one setting, [first, last] from 0.
    struct Place {
        qsizetype first = 0;
        qsizetype last = 0;
    };
    using Lines = QStringList;
    [[nodiscard]] Result<QList<Place>> placesOf(const SettingKey &key) const;
    void insert(const SettingKey &key, const QString &value);
    void insertBelowGenerate(const QString &name, const QString &value);
    [[nodiscard]] Result<> accept(const Lines &before, const SettingKey &key, const QStringList &values);
    [[nodiscard]] Error unusual(const SettingKey &key) const;

    Lines m_lines;
    QString m_path;
};
