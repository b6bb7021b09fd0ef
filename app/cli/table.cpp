// SPDX-License-Identifier: GPL-3.0-or-later
#include "table.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

bool isPlain(QChar c)
{
    return c >= u' ' && c <= u'~';
}

void appendCell(QString &line, QStringView cell, qsizetype width, bool isNumber)
{
    const qsizetype padding = std::max<qsizetype>(width - cell.size(), 0);
    if (isNumber)
        line.resize(line.size() + padding, u' ');
    line += cell;
    line.resize(line.size() + 2 + (isNumber ? 0 : padding), u' ');
}

/// Without blanks at its end, and no wider than `width`; 0 is any width.
void endLine(QString &text, qsizetype begin, int width)
{
    qsizetype end = text.size();
    while (end > begin && text[end - 1] == u' ')
        --end;
    text.truncate(end);
    if (width > 1 && text.size() - begin > width) {
        text.truncate(begin + width - 1);
        if (text.back().isHighSurrogate())
            text.chop(1);
        text += u'…';
    }
    text += u'\n';
}

} // namespace

QString oneLine(QString text)
{
    if (std::ranges::all_of(text, isPlain))
        return text;
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return text;
}

void Table::add(const QStringList &cells)
{
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (i < cells.size())
            m_cells += oneLine(cells[i]);
        m_ends += m_cells.size();
    }
}

QString Table::text(int width) const
{
    const qsizetype columns = m_columns.size();
    QList<QStringView> cells;
    cells.reserve(columns + m_ends.size());
    for (const Column &column : m_columns)
        cells += column.title;
    qsizetype begin = 0;
    for (const qsizetype end : m_ends)
        cells += QStringView(m_cells).sliced(std::exchange(begin, end), end - begin);

    QList<qsizetype> widths(columns);
    for (qsizetype i = 0; i < cells.size(); ++i)
        widths[i % columns] = std::max(widths[i % columns], cells[i].size());
    QString text;
    for (qsizetype row = 0; row < cells.size(); row += columns) {
        const qsizetype lineBegin = text.size();
        for (qsizetype i = 0; i < columns; ++i)
            appendCell(text, cells[row + i], widths[i], m_columns[i].isNumber);
        endLine(text, lineBegin, width);
    }
    return text;
}
