// SPDX-License-Identifier: GPL-3.0-or-later
#include "table.h"

#include <algorithm>

using namespace Qt::StringLiterals;

QString oneLine(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return text;
}

void Table::add(const QStringList &cells)
{
    QStringList row;
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        row += oneLine(cells.value(i));
    m_rows += row;
}

QString Table::text(int width) const
{
    QList<qsizetype> widths;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        qsizetype widest = m_columns[i].title.size();
        for (const QStringList &row : m_rows)
            widest = std::max(widest, row[i].size());
        widths += widest;
    }
    const auto line = [&](const auto &cellAt) {
        QString text;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const QString cell = cellAt(i);
            text += m_columns[i].isNumber ? cell.rightJustified(widths[i]) : cell.leftJustified(widths[i]);
            text += "  "_L1;
        }
        while (text.endsWith(u' '))
            text.chop(1);
        if (width > 1 && text.size() > width) {
            text.truncate(width - 1);
            if (text.back().isHighSurrogate())
                text.chop(1);
            text += u'…';
        }
        return text + u'\n';
    };
    QString all = line([this](qsizetype i) { return m_columns[i].title; });
    for (const QStringList &row : m_rows)
        all += line([&row](qsizetype i) { return row[i]; });
    return all;
}
