// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminalof.h"

#include <QFile>

using namespace Qt::StringLiterals;

bool hasTerminal(const Owner &process, const Owner &self)
{
    if (process.boot != self.boot || process.ns != self.ns)
        return false;
    QFile facts(u"/proc/%1/stat"_s.arg(process.pid));
    if (!facts.open(QFile::ReadOnly))
        return false;
    const QByteArray line = facts.readAll();
    // The name in parentheses may hold anything; after it come state, parent, group, session, terminal.
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return fields.value(4, "0") != "0";
}
