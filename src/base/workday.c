/* Norwegian working days (virkedager): public holidays and counting.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/workday.h"

#include "base/err.h"

/* Source: the Gregorian computus as printed by Jones and by Butcher (1876). */
struct date
easter_sunday(int year)
{
    int a = year % 19;
    int century = year / 100;
    int skipped = century / 4;
    int moon = (century + 8) / 25;
    int h = (19 * a + century - skipped - (century - moon + 1) / 3 + 15) % 30;
    int rest = year % 100;
    int l = (32 + 2 * (century % 4) + 2 * (rest / 4) - h - rest % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;

    return date_ymd(year, n / 31, n % 31 + 1);
}

bool
is_public_holiday(struct date d)
{
    int year;
    int month;
    int day;

    date_split(d, &year, &month, &day);
    switch (month * 100 + day) {
    case 101:
    case 501:
    case 517:
    case 1225:
    case 1226:
        return true;
    default:
        break;
    }
    switch (d.days - easter_sunday(year).days) {
    case -3: /* Maundy Thursday */
    case -2: /* Good Friday */
    case 0:
    case 1:
    case 39: /* Ascension */
    case 49: /* Whit Sunday */
    case 50:
        return true;
    default:
        return false;
    }
}

bool
is_workday(struct date d)
{
    return date_weekday(d) <= 5 && !is_public_holiday(d);
}

struct date
workday_add(struct date from, int32_t n)
{
    struct date d = from;

    ASSERT(n >= 0);
    while (n == 0 && !is_workday(d))
        d = date_add(d, 1);
    while (n > 0) {
        d = date_add(d, 1);
        n -= is_workday(d);
    }
    return d;
}

/* Days from Monday to Friday up to and with `d`, counted from a Monday: only
 * differences mean anything. */
static int32_t
weekdays_until(struct date d)
{
    int32_t weekday = date_weekday(d); /* Monday 1 */
    int32_t weeks = (d.days - weekday + 4) / 7;

    return weeks * 5 + (weekday < 5 ? weekday : 5);
}

static int32_t
counts(struct date holiday, struct date from, struct date to)
{
    return date_cmp(from, holiday) < 0 && date_cmp(holiday, to) <= 0 &&
           date_weekday(holiday) <= 5;
}

/* Public holidays of a year from Monday to Friday in (from, to]. */
static int32_t
holidays_between(int year, struct date from, struct date to)
{
    static const int fixed[][2] = {{1, 1}, {5, 1}, {5, 17}, {12, 25}, {12, 26}};
    static const int moving[] = {-3, -2, 1, 39, 50}; /* no Sundays */
    struct date easter = easter_sunday(year);
    int32_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(moving); i++)
        n += counts(date_add(easter, moving[i]), from, to);
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++) {
        struct date d = date_ymd(year, fixed[i][0], fixed[i][1]);
        int after = d.days - easter.days;

        if (after != 39 && after != 50 && after != 1) /* counted above */
            n += counts(d, from, to);
    }
    return n;
}

int32_t
workdays_between(struct date from, struct date to)
{
    int32_t n;
    int year;
    int last;
    int month;
    int day;

    if (date_cmp(to, from) < 0)
        return -workdays_between(to, from);
    n = weekdays_until(to) - weekdays_until(from);
    date_split(from, &year, &month, &day);
    date_split(to, &last, &month, &day);
    for (; year <= last; year++)
        n -= holidays_between(year, from, to);
    return n;
}
