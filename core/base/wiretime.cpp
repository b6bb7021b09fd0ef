// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiretime.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

QString toWireTime(const QDateTime &moment)
{
    return moment.isValid() ? moment.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s) : QString();
}

QDateTime fromWireTime(const QString &text)
{
    // Qt reads at most milliseconds' worth of digits reliably; Go's writer gives nine of them.
    QString plain = text.trimmed().toUpper();
    const auto point = plain.indexOf(u'.');
    if (point > 0) {
        auto end = point + 1;
        while (end < plain.size() && plain[end].isDigit())
            ++end;
        plain.remove(point, end - point);
    }
    QDateTime moment = QDateTime::fromString(plain, Qt::ISODate);
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC);
    moment = moment.toUTC();
    const int year = moment.date().year();
    return moment.isValid() && year >= 1970 && year <= 9999 ? moment : QDateTime();
}
