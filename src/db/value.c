/* Values on their way into a statement.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/driver.h"

#include <stdarg.h>
#include <stdio.h>

struct db_val
db_null(void)
{
    return (struct db_val){.kind = DB_NULL};
}

struct db_val
db_int(int64_t v)
{
    return (struct db_val){.kind = DB_INT, .i = v};
}

struct db_val
db_id(int64_t v)
{
    return v == 0 ? db_null() : db_int(v);
}

struct db_val
db_text(struct str s)
{
    return (struct db_val){.kind = DB_TEXT, .s = s};
}

struct db_val
db_text_or_null(struct str s)
{
    return s.n == 0 ? db_null() : db_text(s);
}

struct db_val
db_cz(const char *s)
{
    return s == NULL ? db_null() : db_text(str_of(s));
}

struct db_val
db_blob(struct str s)
{
    if (s.p == NULL)
        return db_null();
    return (struct db_val){.kind = DB_BLOB, .s = s};
}

struct db_val
db_date(struct date d)
{
    if (date_is_none(d))
        return db_null();
    return (struct db_val){.kind = DB_DATE, .i = d.days};
}

struct db_val
db_time(struct instant t)
{
    return db_id(t.us);
}

/* Two digits at `p`. */
static void
put_two(char *p, int v)
{
    p[0] = (char)('0' + v / 10 % 10);
    p[1] = (char)('0' + v % 10);
}

void
db_date_text(const struct db_val *v, char out[DB_DATE_BYTES + 1])
{
    int year = 0;
    int month = 0;
    int day = 0;

    date_split((struct date){(int32_t)v->i}, &year, &month, &day);
    put_two(out, year / 100);
    put_two(out + 2, year % 100);
    out[4] = '-';
    put_two(out + 5, month);
    out[7] = '-';
    put_two(out + 8, day);
    out[DB_DATE_BYTES] = '\0';
}

const struct err *
db_not_given(struct arena *mem, const struct db_stmt *stmt)
{
    return ERR(mem, INTERNAL,
               .detail = db_detail(mem, "%s: what it needs was not given",
                                   stmt->name));
}

const char *
db_detail(struct arena *mem, const char *fmt, ...)
{
    char text[300];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    return str_cz(mem, str_of(text));
}
