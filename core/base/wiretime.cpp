// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiretime.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::year firstYear(1970); ///< earlier ones are a clock that was not set, or Go's zero time

void putDigits(WireTime &text, size_t at, size_t count, unsigned number)
{
    for (size_t i = at + count; i-- > at; number /= 10)
        text[i] = char('0' + number % 10);
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
    if (!valid || year < firstYear || !day.ok() || hour > 23 || minute > 59 || second > 60)
        return {};
    const auto moment = std::chrono::sys_days(day) + std::chrono::hours(hour) + std::chrono::minutes(minute)
        + std::chrono::seconds(std::min(second, 59)); // 60 is a leap second
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

WireTime wireTime(const QDateTime &moment)
{
    const std::chrono::sys_seconds seconds(std::chrono::seconds(moment.toSecsSinceEpoch()));
    const auto midnight = std::chrono::floor<std::chrono::days>(seconds);
    const std::chrono::year_month_day day(midnight);
    const std::chrono::hh_mm_ss time(seconds - midnight);
    WireTime text = {'0', '0', '0', '0', '-', '0', '0', '-', '0', '0',
                     'T', '0', '0', ':', '0', '0', ':', '0', '0', 'Z'};
    putDigits(text, 0, 4, unsigned(int(day.year())));
    putDigits(text, 5, 2, unsigned(day.month()));
    putDigits(text, 8, 2, unsigned(day.day()));
    putDigits(text, 11, 2, unsigned(time.hours().count()));
    putDigits(text, 14, 2, unsigned(time.minutes().count()));
    putDigits(text, 17, 2, unsigned(time.seconds().count()));
    return text;
}

QString toWireTime(const QDateTime &moment)
{
    if (!moment.isValid())
        return {};
    const WireTime text = wireTime(moment);
    return QString::fromLatin1(text.data(), text.size());
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
