/* Form reader: dates, in one field or in three.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/http.h"

#include "base/banned.h"
#include "text/messages_text.h"

#define TYPED_MAX_CHARS 40

static int
days_in_month(int year, int month)
{
    int day = 31;

    while (!date_is_real(year, month, day))
        day--;
    return day;
}

static struct date
real_date(struct form *f, const char *name, int64_t year, int64_t month,
          int64_t day)
{
    const char *field = str_cz(f->mem, str_of(name));
    bool month_is_real = year >= 1800 && year <= 2999 && month >= 1 &&
                         month <= 12;

    if (month_is_real && date_is_real((int)year, (int)month, (int)day))
        return date_ymd((int)year, (int)month, (int)day);
    if (month_is_real && day > 0 && day <= 31)
        form_add(f, ERR(f->mem, INVALID, .msg = MSG_FORM_DATE_MONTH_HAS,
                        .arg = {msg_int(month),
                                msg_int(days_in_month((int)year, (int)month))},
                        .field = field));
    else
        form_add(f, ERR(f->mem, INVALID, .msg = MSG_FORM_DATE, .field = field));
    return DATE_NONE;
}

/* Parts are year, month and day as typed. One that is no number gives 0, which
 * is no part of a real day. */
static struct date
typed_date(struct form *f, const char *name, struct str year, struct str month,
           struct str day)
{
    int64_t y = 0;
    int64_t m = 0;
    int64_t d = 0;

    if (!str_to_i64(year, &y) || !str_to_i64(month, &m) || !str_to_i64(day, &d))
        return real_date(f, name, 0, 0, 0);
    return real_date(f, name, y, m, d);
}

static struct date
one_field(struct form *f, const char *name, struct str s)
{
    bool dots = str_has(s, STR("."));
    char sep = dots ? '.' : '-';
    struct str a, b, c, rest;

    if (!str_split(s, sep, &a, &rest) || !str_split(rest, sep, &b, &c))
        return real_date(f, name, 0, 0, 0);
    return dots ? typed_date(f, name, str_trim(c), str_trim(b), str_trim(a))
                : typed_date(f, name, a, b, c);
}

struct date
form_date(struct form *f, const char *name)
{
    const struct err *before = f->err;
    struct str whole = form_text(f, name, TYPED_MAX_CHARS);
    struct str part[3];
    static const char *const suffix[] = {"-dag", "-maned", "-ar"};

    if (f->err != before)
        return DATE_NONE;
    if (whole.n > 0)
        return one_field(f, name, whole);
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        part[i] = form_text(
            f, str_cz(f->mem, str_fmt(f->mem, "%s%s", name, suffix[i])),
            TYPED_MAX_CHARS);
    if (f->err != before || part[0].n + part[1].n + part[2].n == 0)
        return DATE_NONE;
    return typed_date(f, name, part[2], part[1], part[0]);
}
