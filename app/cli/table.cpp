// SPDX-License-Identifier: GPL-3.0-or-later
#include "table.h"

#include "printable.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype gap = 2; ///< blanks behind a cell
constexpr qsizetype leastNameWidth = 16;

/// Returns where the next one begins.
QChar *putCell(QChar *to, QStringView cell, qsizetype width, bool isNumber)
{
    const qsizetype padding = std::max<qsizetype>(width - cell.size(), 0);
    to = std::fill_n(to, isNumber ? padding : 0, u' ');
    to = std::copy(cell.begin(), cell.end(), to);
    return std::fill_n(to, (isNumber ? 0 : padding) + gap, u' ');
}

/// Without blanks at its end, and no wider than `width`; 0 is any width. Returns where the next line begins.
QChar *endLine(QChar *begin, QChar *end, int width)
{
    while (end > begin && end[-1] == u' ')
        --end;
    if (width > 1 && end - begin > width) {
        end = begin + width - 1;
        if (end[-1].isHighSurrogate())
            --end;
        *end++ = u'…';
    }
    *end++ = u'\n';
    return end;
}

} // namespace

QString oneLine(QString text)
{
    if (isPrintableAscii(text))
        return text;
    std::replace_if(text.begin(), text.end(), isSteering, u' ');
    return text;
}

void Table::add(const QStringList &cells)
{
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        *this << (i < cells.size() ? QStringView(cells[i]) : QStringView());
}

QString Table::text(int width) const
{
    QString text;
    appendTo(text, width);
    return text;
}

void Table::appendTo(QString &text, int width) const
{
    const qsizetype columns = m_columns.size();
    Q_ASSERT(m_ends.size() % columns == 0); // whole rows
    const QString cells = oneLine(m_cells);
    const auto cell = [&](qsizetype index) {
        const int begin = index > 0 ? m_ends[index - 1] : 0;
        return QStringView(cells).sliced(begin, m_ends[index] - begin);
    };
    QList<qsizetype> widths;
    for (const Column &column : m_columns)
        widths += column.title.size();
    for (qsizetype i = 0; i < m_ends.size(); ++i)
        widths[i % columns] = std::max(widths[i % columns], cell(i).size());

    const qsizetype line = std::accumulate(widths.begin(), widths.end(), gap * columns + 1);
    const qsizetype before = text.size();
    text.resize(before + line * (m_ends.size() / columns + 1));
    QChar *begin = text.data() + before;
    const auto putLine = [&](auto cellOf) {
        QChar *end = begin;
        for (qsizetype i = 0; i < columns; ++i)
            end = putCell(end, cellOf(i), widths[i], m_columns[i].isNumber);
        begin = endLine(begin, end, width);
    };
    putLine([this](qsizetype i) { return QStringView(m_columns[i].title); });
    for (qsizetype row = 0; row < m_ends.size(); row += columns)
        putLine([&](qsizetype i) { return cell(row + i); });
    text.truncate(begin - text.constData());
}

QString dashed(const QString &text)
{
    return text.isEmpty() ? u"-"_s : text;
}

QString shortened(const QString &text, qsizetype most)
{
    return text.size() > most ? text.left(most - 1) + u'…' : text;
}

QString factLines(const Facts &facts)
{
    qsizetype width = leastNameWidth;
    for (const auto &[name, value] : facts)
        width = std::max(width, name.size() + gap);
    QString text;
    for (const auto &[name, value] : facts) {
        if (!value.isEmpty())
            text += name.leftJustified(width) + oneLine(value) + u'\n';
    }
    return text;
}
