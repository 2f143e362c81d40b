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

int32_t
workdays_between(struct date from, struct date to)
{
    int32_t n = 0;

    if (date_cmp(to, from) < 0)
        return -workdays_between(to, from);
    while (date_cmp(from, to) < 0) {
        from = date_add(from, 1);
        n += is_workday(from);
    }
    return n;
}
