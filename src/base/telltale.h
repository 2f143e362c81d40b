/* What in a text would tell who a child is, for what must be told without
 * identity: escalations to AU, anonymous consultations. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BASE_TELLTALE_H
#define HELHET_BASE_TELLTALE_H

#include "base/str.h"

/* What would tell who the child is. */
enum telltale {
    TELLTALE_NONE,
    TELLTALE_NAME,   /* a name of the case: people, units, places */
    TELLTALE_NUMBER, /* six digits or more in a row, blanks apart */
    TELLTALE_DATE    /* a day, or a year of birth */
};
/* The first thing in `text` that tells who the child is: one of `word` as a
 * whole word (ASCII case does not matter; shorter than two bytes are passed
 * over), a long number, a date or a year. *out_at is what was found. */
enum telltale telltale_find(struct str text, const struct str *word, size_t n,
                            struct str *out_at);

#endif
