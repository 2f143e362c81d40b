/* Civil days in Oslo and instants in UTC: two types that never mix.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_DATE_H
#define HELHET_BASE_DATE_H

#include "base/str.h"

/* A civil day: days since 1970-01-01. DATE_NONE is "no date". */
struct date {
    int32_t days;
};
#define DATE_NONE ((struct date){INT32_MIN})

/* Microseconds since 1970-01-01T00:00:00Z. 0 is "none". */
struct instant {
    int64_t us;
};

struct date date_ymd(int year, int month, int day); /* must be a real day */
bool date_is_real(int year, int month, int day);
void date_split(struct date d, int *year, int *month, int *day);
bool date_is_none(struct date d);
int date_cmp(struct date a, struct date b);
struct date date_add(struct date d, int32_t days);
/* Calendar months; the last day of the month where the day does not exist. */
struct date date_add_months(struct date d, int32_t months);
int date_weekday(struct date d); /* 1 Monday … 7 Sunday */
void date_iso_week(struct date d, int *year, int *week);
/* Monday of an ISO week. */
struct date date_of_week(int iso_year, int week);
/* Whole years from birth to `on`, negative before birth. Source: common
 * reckoning, a person born on 29 February has a birthday on 1 March in other
 * years. */
int date_age(struct date born, struct date on);

struct str date_format(struct arena *mem, struct date d); /* YYYY-MM-DD, "" */
bool date_parse(struct str s, struct date *out);          /* YYYY-MM-DD only */

/* The only crossings between the two. Oslo: CET/CEST by the EU rule, used for
 * all years. Source: Directive 2000/84/EC, FOR-2001-11-16-1290. */
struct date date_in_oslo(struct instant t);
/* Local clock time in Oslo of an instant, minutes since midnight. */
int minutes_in_oslo(struct instant t);
/* The first instant after the day has ended in Oslo. */
struct instant date_end_in_oslo(struct date d);
/* 2026-11-21T10:15:30.123456Z; "" for none */
struct str instant_format(struct arena *mem, struct instant t);
/* RFC 3339, any offset; what is finer than a microsecond is dropped. */
bool instant_parse(struct str s, struct instant *out);

#endif
