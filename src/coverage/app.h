/* Looking at coverage. Nothing about a child.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_APP_H
#define HELHET_COVERAGE_APP_H

#include "access/call.h"
#include "coverage/coverage.h"

/* Who leads a unit on the day, or else the nearest above it. */
struct coverage_closer {
    unit_id unit;
    struct str unit_name;
    struct str name; /* of the person; empty: nobody leads all the way up */
};
struct coverage_look {
    struct coverage c;
    struct unit_list regions; /* to choose among */
    unit_id region;           /* chosen; {0}: all */
    struct coverage_closer *closer;
    size_t closers;
    bool may_start; /* the reader may begin an agreement, from today on */
};
/* How it was on `on`, in one region, by its code; one that is not there: all.
 */
const struct err *coverage_app_look(struct call *c, struct str region,
                                    struct date on,
                                    struct coverage_look *out) MUST_CHECK;

/* Bufetat's regions, and Oslo's agency that does the same. Inside an open call
 * that is permitted. */
const struct err *coverage_regions_in(struct call *c,
                                      struct unit_list *out) MUST_CHECK;

/* Who closes it for a unit; NULL: not looked up. */
const struct coverage_closer *coverage_closer_of(const struct coverage_look *l,
                                                 unit_id unit);

#endif
