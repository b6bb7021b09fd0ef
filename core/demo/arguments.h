// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace demo
{

/// The arguments of one call, read by name as the real server reads them. Keeps the first thing that was
/// wrong, in the real server's words.
class Arguments
{
public:
    explicit Arguments(QJsonObject body);

    /// Without a fallback the argument is required.
    [[nodiscard]] QString text(const QString &name, std::optional<QString> fallback = {});
    [[nodiscard]] int number(const QString &name, std::optional<int> fallback = {});
    [[nodiscard]] bool flag(const QString &name, std::optional<bool> fallback = {});

    /// Empty while all is well.
    [[nodiscard]] QString refusal() const { return m_refusal; }

private:
    [[nodiscard]] std::optional<QString> given(const QString &name, bool required);
    void refuse(const QString &reason);

    QJsonObject m_body;
    QString m_refusal;
};

} // namespace demo
