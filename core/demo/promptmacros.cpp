// SPDX-License-Identifier: GPL-3.0-or-later
#include "promptmacros.h"

#include "parameterid.h"
#include "parameters.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

// A list is parted by the first of these that it holds.
QStringList choicesIn(const QString &list)
{
    for (const QLatin1String mark : {"||"_L1, "|"_L1, ","_L1}) {
        if (list.contains(mark))
            return list.split(mark);
    }
    return {list};
}

// Numbers stay numbers, as in a request.
QJsonValue valueOf(const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue(text);
}

} // namespace

PromptReading readPrompt(const QString &prompt, qint64 seed)
{
    static const QRegularExpression macro(u"<(random|comment|param\\[([^\\]]+)\\]):([^<>]*)>"_s);
    PromptReading reading{.prompt = prompt};
    qsizetype from = 0;
    for (auto match = macro.match(prompt); match.hasMatch(); match = macro.match(reading.prompt, from)) {
        QString instead;
        if (match.capturedView(1) == "random"_L1) {
            const QStringList choices = choicesIn(match.captured(3));
            instead = choices[qsizetype(quint64(seed) % quint64(choices.size()))].trimmed();
        } else if (match.hasCaptured(2) && !match.captured(2).isEmpty()) {
            reading.parameters[parameterId(match.captured(2))] = valueOf(match.captured(3));
        }
        from = match.capturedStart() + instead.size();
        reading.prompt.replace(match.capturedStart(), match.capturedLength(), instead);
    }
    return reading;
}

} // namespace demo
