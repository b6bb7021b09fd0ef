// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiretime.h"

#include <QCalendar>

#include <chrono>

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::year firstYear(1970); ///< earlier ones are a clock that was not set, or Go's zero time

void putDigits(QString &text, qsizetype at, qsizetype count, int number)
{
    for (qsizetype i = at + count - 1; i >= at; --i, number /= 10)
        text[i] = QChar(u'0' + number % 10);
}

/// The one form in which we write, ten times as fast as by Qt's parser: a thousand sessions have two
/// thousand.
template <typename View> QDateTime fromOurForm(View text)
{
    if (text.size() != 20)
        return {};
    bool valid = true;
    const auto number = [&](qsizetype at, qsizetype count, char16_t end) {
        int value = 0;
        for (qsizetype i = at; i < at + count; ++i) {
            const int digit = QChar(text[i]).unicode() - u'0';
            valid = valid && digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        valid = valid && text[at + count] == QChar(end);
        return value;
    };
    const std::chrono::year year(number(0, 4, u'-'));
    const std::chrono::month month(unsigned(number(5, 2, u'-')));
    const std::chrono::year_month_day day(year, month, std::chrono::day(unsigned(number(8, 2, u'T'))));
    const int hour = number(11, 2, u':');
    const int minute = number(14, 2, u':');
    const int second = number(17, 2, u'Z');
    if (!valid || year < firstYear || !day.ok() || hour > 23 || minute > 59 || second > 59)
        return {};
    const auto moment = std::chrono::sys_days(day) + std::chrono::hours(hour) + std::chrono::minutes(minute)
        + std::chrono::seconds(second);
    return QDateTime::fromSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC);
}

QDateTime fromOurForm(QUtf8StringView text)
{
    return fromOurForm(QLatin1String(text.data(), text.size())); // digits are the same in both
}

bool isBelievable(const QDateTime &moment)
{
    const int year = moment.date().year();
    return moment.isValid() && year >= int(firstYear) && year <= 9999;
}

} // namespace

QString toWireTime(const QDateTime &moment)
{
    if (!moment.isValid())
        return {};
    const QDateTime utc = moment.toUTC();
    const auto day = QCalendar().partsFromDate(utc.date());
    const QTime time = utc.time();
    QString text = u"0000-00-00T00:00:00Z"_s;
    putDigits(text, 0, 4, day.year);
    putDigits(text, 5, 2, day.month);
    putDigits(text, 8, 2, day.day);
    putDigits(text, 11, 2, time.hour());
    putDigits(text, 14, 2, time.minute());
    putDigits(text, 17, 2, time.second());
    return text;
}

QDateTime fromWireTime(QAnyStringView text)
{
    const QDateTime ours = text.visit([](auto view) { return fromOurForm(view); });
    if (ours.isValid())
        return ours;
    // Qt reads at most milliseconds' worth of digits reliably; Go's writer gives nine of them.
    QString plain = text.toString().trimmed().toUpper();
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
    return isBelievable(moment) ? moment : QDateTime();
}
