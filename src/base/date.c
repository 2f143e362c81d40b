/* Civil days and instants: the Gregorian calendar, ISO weeks, Oslo's clock.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/date.h"

#include "base/buf.h"
#include "base/err.h"

#define US_PER_SECOND INT64_C(1000000)
#define SECONDS_A_DAY INT64_C(86400)
#define US_PER_DAY    (SECONDS_A_DAY * US_PER_SECOND)
#define DAYS_IN_ERA   146097 /* 400 years */
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */

static int64_t
div_down(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static bool
is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

bool
date_is_real(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

/* Years begin in March here, so that the leap day comes last.
 * Source: Hinnant, "chrono-compatible low-level date algorithms". */
struct date
date_ymd(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = y / 400;
    int of_era = y - era * 400;
    int of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    int days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

    ASSERT(date_is_real(year, month, day));
    return (struct date){era * DAYS_IN_ERA + days - DAYS_TO_EPOCH};
}

void
date_split(struct date d, int *year, int *month, int *day)
{
    int64_t z = (int64_t)d.days + DAYS_TO_EPOCH;
    int64_t era = div_down(z, DAYS_IN_ERA);
    int of_era = (int)(z - era * DAYS_IN_ERA);
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;

    ASSERT(!date_is_none(d));
    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = (int)(y + era * 400) + (*month <= 2);
}

bool
date_is_none(struct date d)
{
    return d.days == INT32_MIN;
}

int
date_cmp(struct date a, struct date b)
{
    return (a.days > b.days) - (a.days < b.days);
}

struct date
date_add(struct date d, int32_t days)
{
    int64_t sum = (int64_t)d.days + days;

    if (date_is_none(d))
        return d;
    ASSERT(sum > INT32_MIN && sum <= INT32_MAX);
    return (struct date){(int32_t)sum};
}

struct date
date_add_months(struct date d, int32_t months)
{
    int year;
    int month;
    int day;
    int64_t count;
    int last;

    if (date_is_none(d))
        return d;
    date_split(d, &year, &month, &day);
    count = (int64_t)year * 12 + (month - 1) + months;
    ASSERT(count >= 12 && count < INT64_C(120000)); /* years 1..9999 */
    year = (int)(count / 12);
    month = (int)(count % 12) + 1;
    last = month_days(year, month);
    return date_ymd(year, month, day < last ? day : last);
}

int
date_weekday(struct date d)
{
    /* 1970-01-01 was a Thursday. */
    int64_t from_monday = (int64_t)d.days + 3;

    ASSERT(!date_is_none(d));
    return (int)(from_monday - div_down(from_monday, 7) * 7) + 1;
}

void
date_iso_week(struct date d, int *year, int *week)
{
    struct date thursday = date_add(d, 4 - date_weekday(d));
    int month;
    int day;

    date_split(thursday, year, &month, &day);
    *week = (thursday.days - date_ymd(*year, 1, 1).days) / 7 + 1;
}

struct date
date_of_week(int iso_year, int week)
{
    struct date in_week_1 = date_ymd(iso_year, 1, 4);

    return date_add(in_week_1, 1 - date_weekday(in_week_1) + (week - 1) * 7);
}

int
date_age(struct date born, struct date on)
{
    int year;
    int month;
    int day;
    int on_year;
    int on_month;
    int on_day;

    date_split(born, &year, &month, &day);
    date_split(on, &on_year, &on_month, &on_day);
    return on_year - year -
           (on_month < month || (on_month == month && on_day < day));
}

struct str
date_format(struct arena *mem, struct date d)
{
    int year;
    int month;
    int day;

    if (date_is_none(d))
        return STR("");
    date_split(d, &year, &month, &day);
    return str_fmt(mem, "%04d-%02d-%02d", year, month, day);
}

/* Exactly `n` digits at the start of `s`, which is moved past them. */
static bool
take_digits(struct str *s, size_t n, int *out)
{
    int v = 0;

    if (s->n < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return false;
        v = v * 10 + (s->p[i] - '0');
    }
    *s = str_cut(*s, n, s->n);
    *out = v;
    return true;
}

static bool
take_char(struct str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = str_cut(*s, 1, s->n);
    return true;
}

static bool
take_date(struct str *s, struct date *out)
{
    int year;
    int month;
    int day;

    if (!take_digits(s, 4, &year) || !take_char(s, '-') ||
        !take_digits(s, 2, &month) || !take_char(s, '-') ||
        !take_digits(s, 2, &day) || !date_is_real(year, month, day))
        return false;
    *out = date_ymd(year, month, day);
    return true;
}

bool
date_parse(struct str s, struct date *out)
{
    struct date d;

    if (!take_date(&s, &d) || s.n > 0)
        return false;
    *out = d;
    return true;
}

/* 01:00 UTC on the last Sunday of a month with 31 days.
 * Source: Directive 2000/84/EC, FOR-2001-11-16-1290. */
static int64_t
shift_us(int year, int month)
{
    struct date last = date_ymd(year, month, 31);
    struct date sunday = date_add(last, -(date_weekday(last) % 7));

    return sunday.days * US_PER_DAY + 3600 * US_PER_SECOND;
}

/* Oslo's distance from UTC. The rule of today is used for all years. */
static int64_t
oslo_offset_us(struct instant t)
{
    struct date d = {(int32_t)div_down(t.us, US_PER_DAY)};
    int year;
    int month;
    int day;
    bool summer;

    date_split(d, &year, &month, &day);
    summer = t.us >= shift_us(year, 3) && t.us < shift_us(year, 10);
    return (summer ? 2 : 1) * 3600 * US_PER_SECOND;
}

struct date
date_in_oslo(struct instant t)
{
    return (struct date){
        (int32_t)div_down(t.us + oslo_offset_us(t), US_PER_DAY)};
}

int
minutes_in_oslo(struct instant t)
{
    int64_t us = t.us + oslo_offset_us(t);

    return (int)((us - div_down(us, US_PER_DAY) * US_PER_DAY) /
                 (60 * US_PER_SECOND));
}

struct instant
date_end_in_oslo(struct date d)
{
    /* The clock never shifts at midnight, so an hour too early is right too
     * for asking which time the midnight belongs to. */
    int64_t midnight = ((int64_t)d.days + 1) * US_PER_DAY;
    struct instant before = {midnight - 2 * 3600 * US_PER_SECOND};

    ASSERT(!date_is_none(d));
    return (struct instant){midnight - oslo_offset_us(before)};
}

struct str
instant_format(struct arena *mem, struct instant t)
{
    int64_t days = div_down(t.us, US_PER_DAY);
    int64_t us = t.us - days * US_PER_DAY;
    int64_t seconds = us / US_PER_SECOND;
    int year;
    int month;
    int day;

    if (t.us == 0)
        return STR("");
    date_split((struct date){(int32_t)days}, &year, &month, &day);
    return str_fmt(mem, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", year, month, day,
                   (int)(seconds / 3600), (int)(seconds / 60 % 60),
                   (int)(seconds % 60), (int)(us % US_PER_SECOND));
}

/* ".123": microseconds, finer digits are dropped. No point: 0. */
static bool
take_fraction(struct str *s, int *out_us)
{
    int unit = 100000;
    int digit;

    *out_us = 0;
    if (!take_char(s, '.'))
        return true;
    if (!take_digits(s, 1, &digit))
        return false;
    do {
        *out_us += digit * unit;
        unit /= 10;
    } while (take_digits(s, 1, &digit));
    return true;
}

/* "Z" or "+02:00", in minutes. */
static bool
take_offset(struct str *s, int *out_minutes)
{
    int sign = 1;
    int hours;
    int minutes;

    *out_minutes = 0;
    if (take_char(s, 'Z') || take_char(s, 'z'))
        return true;
    if (take_char(s, '-'))
        sign = -1;
    else if (!take_char(s, '+'))
        return false;
    if (!take_digits(s, 2, &hours) || !take_char(s, ':') ||
        !take_digits(s, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *out_minutes = sign * (hours * 60 + minutes);
    return true;
}

bool
instant_parse(struct str s, struct instant *out)
{
    struct date d;
    int hour;
    int minute;
    int second;
    int us;
    int offset;
    int64_t minutes;

    if (!take_date(&s, &d) || !(take_char(&s, 'T') || take_char(&s, 't')) ||
        !take_digits(&s, 2, &hour) || !take_char(&s, ':') ||
        !take_digits(&s, 2, &minute) || !take_char(&s, ':') ||
        !take_digits(&s, 2, &second) || !take_fraction(&s, &us) ||
        !take_offset(&s, &offset) || s.n > 0)
        return false;
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    minutes = d.days * INT64_C(1440) + hour * 60 + minute - offset;
    /* A leap second ends a day of UTC; it is read as the next day's start. */
    if (second == 60 &&
        (us != 0 || div_down(minutes + 1, 1440) * 1440 != minutes + 1))
        return false;
    out->us = (minutes * 60 + second) * US_PER_SECOND + us;
    return true;
}
