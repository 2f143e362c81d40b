/* Dates, times and numbers as people read them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "text/messages_text.h"
#include "text/text.h"

struct str
int_text(struct arena *mem, enum lang l, int64_t v)
{
    char digits[32];
    size_t n = 0;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    bool grouped = u >= 10000;
    struct buf b;

    do {
        digits[n++] = (char)('0' + u % 10);
        u /= 10;
    } while (u > 0);
    buf_init(&b, mem);
    if (v < 0)
        buf_cz(&b, "\u2212");
    while (n > 0) {
        buf_char(&b, digits[--n]);
        if (grouped && n > 0 && n % 3 == 0)
            buf_cz(&b, l == LANG_EN ? "," : "\u00a0");
    }
    return buf_done(&b);
}

struct str
date_text(struct arena *mem, enum lang l, struct date d)
{
    int y;
    int m;
    int day;

    if (date_is_none(d))
        return STR_NONE;
    date_split(d, &y, &m, &day);
    return msg_text(
        mem, l, MSG_DATE_FULL,
        (const struct msg_arg[]){msg_int(day), msg_int(m), msg_int(y)}, 3);
}

struct str
date_day_month(struct arena *mem, enum lang l, struct date d)
{
    int y;
    int m;
    int day;

    if (date_is_none(d))
        return STR_NONE;
    date_split(d, &y, &m, &day);
    return msg_text(mem, l, MSG_DATE_DAY_MONTH,
                    (const struct msg_arg[]){msg_int(day), msg_int(m)}, 2);
}

struct str
date_short(struct arena *mem, enum lang l, struct date d)
{
    struct str weekday;
    int y;
    int m;
    int day;

    if (date_is_none(d))
        return STR_NONE;
    date_split(d, &y, &m, &day);
    weekday = msg_plain(l, MSG_WDAY_1 + date_weekday(d) - 1);
    return msg_text(
        mem, l, MSG_DATE_SHORT,
        (const struct msg_arg[]){msg_str(weekday), msg_int(day), msg_int(m)},
        3);
}

struct str
weekday_text(enum lang l, struct date d)
{
    return msg_plain(l, MSG_WEEKDAY_1 + date_weekday(d) - 1);
}

struct str
date_relative(struct arena *mem, enum lang l, struct date d, struct date today)
{
    int64_t ahead;
    int year;
    int this_year;
    int m;
    int day;

    if (date_is_none(d))
        return STR_NONE;
    ahead = (int64_t)d.days - today.days;
    if (ahead == 0)
        return msg_plain(l, MSG_DATE_TODAY);
    if (ahead == 1)
        return msg_plain(l, MSG_DATE_TOMORROW);
    if (ahead == -1)
        return msg_plain(l, MSG_DATE_YESTERDAY);
    date_split(today, &this_year, &m, &day);
    date_split(d, &year, &m, &day);
    if (ahead > 0 && ahead < 7)
        return msg_text(
            mem, l, MSG_DATE_ON_WEEKDAY,
            (const struct msg_arg[]){msg_str(weekday_text(l, d)), msg_int(day)},
            2);
    return year == this_year ? date_day_month(mem, l, d) : date_text(mem, l, d);
}

struct str
clock_text(struct arena *mem, enum lang l, struct instant t)
{
    int minutes = minutes_in_oslo(t);

    return msg_text(
        mem, l, MSG_DATE_CLOCK,
        (const struct msg_arg[]){msg_str(str_fmt(mem, "%02d", minutes / 60)),
                                 msg_str(str_fmt(mem, "%02d", minutes % 60))},
        2);
}

struct str
time_text(struct arena *mem, enum lang l, struct instant t)
{
    if (t.us == 0)
        return STR_NONE;
    return msg_text(
        mem, l, MSG_DATE_AT_TIME,
        (const struct msg_arg[]){msg_str(date_text(mem, l, date_in_oslo(t))),
                                 msg_str(clock_text(mem, l, t))},
        2);
}
