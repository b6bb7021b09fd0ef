// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

/// A text table: columns as wide as their widest cell, two spaces apart, numbers right-aligned, cut to
/// `width` columns (0: not cut). Cells hold no control characters: they are replaced, since labels come from
/// anywhere.
class Table
{
public:
    struct Column {
        QString title;
        bool isNumber = false;
    };
    explicit Table(QList<Column> columns)
        : m_columns(std::move(columns))
    {
    }
    /// One row; cells that are missing are empty.
    void add(const QStringList &cells);
    /// The next cell, from left to right, row by row: any text that a QString takes, also one that is still
    /// in parts (`a % b`).
    template <typename Text> Table &operator<<(const Text &text)
    {
        m_cells += text;
        m_ends += int(m_cells.size());
        return *this;
    }
    /// Lines, each ending in a newline; the title line first.
    [[nodiscard]] QString text(int width) const;
    /// The same behind what stands in `text`.
    void appendTo(QString &text, int width) const;
    [[nodiscard]] bool isEmpty() const { return m_ends.isEmpty(); }

private:
    QList<Column> m_columns;
    QString m_cells; ///< all of them, row by row, one behind the other
    QList<int> m_ends; ///< of each in m_cells
};

/// The text with control characters (newlines, escapes) replaced by spaces.
[[nodiscard]] QString oneLine(QString text);

/// Of what is not known.
[[nodiscard]] QString dashed(const QString &text);
/// At most so many characters, the last of them … where there were more.
[[nodiscard]] QString shortened(const QString &text, qsizetype most);

/// A name, empty where it is the one of before, and what is known under it.
using Facts = QList<std::pair<QString, QString>>;

/// One fact a line, its name before it; those without a value are left out.
[[nodiscard]] QString factLines(const Facts &facts);
