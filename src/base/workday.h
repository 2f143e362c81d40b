/* Norwegian working days (virkedager): Monday to Friday less public holidays.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_WORKDAY_H
#define HELHET_BASE_WORKDAY_H

#include "base/date.h"

/* Easter Sunday of a Gregorian year 1583..9999. */
struct date easter_sunday(int year);

/* Public holidays: 1 January, Maundy Thursday, Good Friday, Easter Sunday and
 * Monday, 1 May, 17 May, Ascension, Whit Sunday and Monday, 25 and 26 December.
 * 24 and 31 December are ordinary working days in law.
 * Source: LOV-1995-02-24-12 § 2, LOV-1947-04-26-1. */
bool is_public_holiday(struct date d);
bool is_workday(struct date d);

/* The n-th working day after `from` (n >= 1): `from` itself is not counted,
 * the day returned is the last day of the term, that day included. n = 0 gives
 * `from` itself or the next working day. */
struct date workday_add(struct date from, int32_t n);

/* Working days in (from, to]; negative when to < from. */
int32_t workdays_between(struct date from, struct date to);

#endif
