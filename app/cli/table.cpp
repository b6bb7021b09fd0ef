// SPDX-License-Identifier: GPL-3.0-or-later
#include "table.h"

#include <algorithm>
#include <numeric>

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

QStringView Table::cell(qsizetype index) const
{
    const qsizetype begin = index > 0 ? m_ends[index - 1] : 0;
    return QStringView(m_cells).sliced(begin, m_ends[index] - begin);
}

QString Table::text(int width) const
{
    const qsizetype columns = m_columns.size();
    QList<qsizetype> widths;
    for (const Column &column : m_columns)
        widths += column.title.size();
    for (qsizetype i = 0; i < m_ends.size(); ++i)
        widths[i % columns] = std::max(widths[i % columns], cell(i).size());

    QString text;
    const qsizetype line = std::accumulate(widths.begin(), widths.end(), 2 * columns + 1);
    text.reserve(line * (m_ends.size() / columns + 1));
    for (qsizetype i = 0; i < columns; ++i)
        appendCell(text, m_columns[i].title, widths[i], m_columns[i].isNumber);
    endLine(text, 0, width);
    for (qsizetype row = 0; row < m_ends.size(); row += columns) {
        const qsizetype begin = text.size();
        for (qsizetype i = 0; i < columns; ++i)
            appendCell(text, cell(row + i), widths[i], m_columns[i].isNumber);
        endLine(text, begin, width);
    }
    return text;
}
