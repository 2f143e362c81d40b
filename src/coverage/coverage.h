/* Coverage (dekning), R104: what each institution and its clinic have on a day,
 * what is missing, and since when. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_COVERAGE_H
#define HELHET_COVERAGE_COVERAGE_H

#include "agreement/agreement.h"
#include "body/body.h"
#include "registry/function.h"

enum gap_kind {
#define GAP(id, word) GAP_##id,
#include "coverage/gap_kind.def"
#undef GAP
    GAP_KIND_COUNT
};
const char *gap_kind_word(enum gap_kind k);
int gap_kind_message(enum gap_kind k);

/* --- what is known; periods are Oslo days, both ends inclusive --- */

struct coverage_unit { /* an institution, or a BUP outpatient clinic */
    unit_id id;
    bool institution;
    struct str name;
    struct str place; /* its municipality's name; empty: not registered */
    unit_id region;   /* Bufetat's, of its area; {0}: none */
    struct date from;
    struct date until;
};
struct coverage_area { /* the clinic serves the institution's municipality */
    unit_id institution;
    unit_id clinic;
    struct date from;
    struct date until;
};
struct coverage_local { /* a local agreement, signed or entered by hand */
    agreement_id agreement;
    unit_id institution;
    unit_id clinic; /* {0}: entered without */
    struct date from;
    struct date until;
    struct date known; /* counts from this day on */
    struct date gone;  /* taken back; DATE_NONE: stands */
    bool noted;        /* entered by hand: its text is not here */
    struct str title;
};
struct coverage_holder {
    unit_id unit;
    enum function_kind kind;
    struct str name;
    struct date from;
    struct date until;
};
struct coverage_start { /* a meeting of the two, held */
    unit_id institution;
    unit_id clinic;
    meeting_id meeting;
    struct date on;
};
struct coverage_facts {
    const struct coverage_unit *unit;
    size_t units;
    const struct coverage_area *area;
    size_t areas;
    const struct coverage_local *local;
    size_t locals;
    const struct coverage_holder *holder;
    size_t holders;
    const struct coverage_start *start;
    size_t starts;
};

/* --- what it comes to --- */

/* Something missing. Its leaders must close it. */
struct coverage_gap {
    enum gap_kind kind;
    struct date since; /* first day; of ENDS the last day of the agreement;
                          DATE_NONE: never was, as far as is registered */
    unit_id closes[2]; /* units whose leaders must; {0}: none */
};
/* An institution with one clinic. */
struct coverage_pair {
    const struct coverage_unit *institution;
    const struct coverage_unit *clinic; /* NULL: not registered */
    const struct coverage_local *local; /* in force; NULL: none */
    const struct coverage_holder *leader;
    const struct coverage_holder *health;
    const struct coverage_holder *contact;
    const struct coverage_start *start;
    struct coverage_gap gap[GAP_KIND_COUNT];
    size_t gaps;
};
struct coverage_clinic {
    const struct coverage_unit *unit;
    int32_t institutions; /* in its area, or with an agreement */
    int32_t in_force;     /* of these, with a local agreement */
    int32_t contacts;     /* barnevernansvarlige. How many are enough no source
                             says, so it is shown and not judged */
    const struct coverage_holder *contact;
};
struct coverage {
    struct date on;
    struct coverage_pair *pair; /* most gaps first, then by name */
    size_t pairs;
    struct coverage_clinic *clinic; /* by name */
    size_t clinics;
    int32_t count[GAP_KIND_COUNT];
    int32_t whole; /* pairs without a gap */
};

/* How it was on `on`, in one region; region {0}: everywhere. An institution
 * whose clinic is not known has one pair without clinic: it is never guessed,
 * nor chosen among several that share a municipality. A local agreement with a
 * clinic makes a pair by itself. Lives in `mem`; points into `facts`.
 * Source: the regional agreement's 4.2 (A19, A23); "ends soon" is our own
 * choice, OBLIGATION_SOON_DAYS. */
struct coverage coverage_judge(struct arena *mem,
                               const struct coverage_facts *facts,
                               unit_id region, struct date on);

/* The pair of the two; NULL: they have nothing to do with each other.
 * clinic {0}: the pair whose clinic is not registered. */
const struct coverage_pair *coverage_find(const struct coverage *c,
                                          unit_id institution, unit_id clinic);

#endif
