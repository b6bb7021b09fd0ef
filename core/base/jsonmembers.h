// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>
#include <vector>

/// An object of JSON as its members, each value as it stands: what is not edited stays byte for byte what
/// another program wrote. Keys keep their order.
class JsonMembers
{
public:
    /// None where `object` is not one, and valid.
    [[nodiscard]] static std::optional<JsonMembers> read(QByteArrayView object);

    /// `name` and `value` are JSON: in quotes, and valid.
    void append(QByteArray name, QByteArray value);
    /// The first of that name; none where there is none.
    [[nodiscard]] std::optional<QByteArray> value(QByteArrayView name) const;

    struct Member {
        QByteArray name; ///< with its quotes
        QByteArray value;
    };
    [[nodiscard]] auto begin() const { return m_members.begin(); }
    [[nodiscard]] auto end() const { return m_members.end(); }

    /// In one line, or indented as what lies `level` deep.
    [[nodiscard]] QByteArray toBytes(bool indented, int level) const;

private:
    std::vector<Member> m_members;
};

[[nodiscard]] QByteArray jsonText(const QString &text);

/// Valid JSON with other white space: in one line, or indented as what lies `level` deep. Numbers and texts
/// stay as they were written, which a parser would not promise.
[[nodiscard]] QByteArray laidOut(QByteArrayView json, bool indented, int level);
