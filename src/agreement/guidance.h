/* Agreed hours of guidance between units (veiledning): what is agreed, what was
 * given, quarter by quarter. Pure.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * A clause of kind GUIDANCE binds its first unit to give its second unit so
 * many hours each month or quarter. Whole periods count, as whole years do for
 * the others. Source: R505. Its terms are the parties' own; no law sets them.
 */
#ifndef HELHET_AGREEMENT_GUIDANCE_H
#define HELHET_AGREEMENT_GUIDANCE_H

#include "agreement/agreement.h"

enum {
    GUIDANCE_HOURS_MAX = 200,  /* agreed for one period */
    GUIDANCE_NOTE_HOURS = 24,  /* given on one day, at most */
    GUIDANCE_SUBJECT_MAX = 200 /* characters */
};

/* Hours that were given on a day. */
struct guidance_note {
    int64_t id;
    agreement_id agreement;
    struct str ref; /* of the clause */
    struct date on;
    int32_t minutes; /* a quarter of an hour at least, and whole quarters */
    struct str subject;
    function_id function; /* who noted them */
    struct date known;
    unit_id unit; /* the rest is read along, of the function */
    struct str unit_name;
    struct str name;
    int32_t kind; /* enum function_kind */
};
struct guidance_note_list {
    struct guidance_note *row;
    size_t n;
};

/* The first and the last day of the period of `months` (1 or 3) that holds
 * `on`. */
struct date guidance_first(struct date on, int32_t months);
struct date guidance_last(struct date on, int32_t months);
/* Is the period that holds `on` agreed as a whole? */
bool guidance_is_agreed(const struct obligation *o, struct date on);

/* A quarter of one clause. */
struct guidance_quarter {
    struct date first;
    int32_t agreed; /* minutes; a month's hours, for each month agreed */
    int32_t given;  /* minutes */
};
/* The quarter that holds `on`, counted from `notes`. */
struct guidance_quarter
guidance_quarter_of(const struct clause *c,
                    const struct guidance_note_list *notes, struct date on);

/* May it be noted under `c` on `today`? Every fault. Errors: INVALID at "dag"
 * (none, in the future, outside what is agreed), "timer" (nothing, too much,
 * no whole quarter of an hour), "emne" (empty; a long number, a date or a
 * year, which might be a child's). */
const struct err *guidance_check(struct arena *mem,
                                 const struct guidance_note *n,
                                 const struct clause *c,
                                 struct date today) MUST_CHECK;
/* May it be agreed? Errors: INVALID at "antall", "fra_enhet", "til_enhet",
 * "til". */
const struct err *guidance_check_terms(struct arena *mem,
                                       const struct clause *c) MUST_CHECK;

#endif
