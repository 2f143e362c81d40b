/* Opening a case in an emergency, and judging the looks that stand out.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_EMERGENCY_APP_H
#define HELHET_CASEFILE_EMERGENCY_APP_H

#include "casefile/app.h"
#include "casefile/emergency_store.h"

/* Opens the joined case of a child to the acting person alone, for minutes, for
 * what units of the own field have written; the leader is told by mail at once,
 * and the look stands first in the review. The same answer whether the child
 * has no case, none of the own field, or one that may not be known of.
 * Errors: INVALID (emergency_check), NOT_FOUND with a message. */
const struct err *emergency_app_open(struct call *c, const struct natid *number,
                                     struct emergency *e,
                                     case_id *out) MUST_CHECK;
/* What the acting unit may open: for the form. */
const struct err *emergency_app_field(struct call *c,
                                      enum work_field *out) MUST_CHECK;

struct look_list {
    struct look *row; /* those that stand out most first */
    size_t n;
};
struct review_view {
    struct look_list looks;
    struct review_list wrong; /* notes opened */
};
/* The last 30 days of the acting leader's unit. */
const struct err *review_app_view(struct call *c,
                                  struct review_view *out) MUST_CHECK;
/* Errors: INVALID (no note), NOT_FOUND (no such look), CONFLICT. */
const struct err *review_app_judge(struct call *c, struct review *r) MUST_CHECK;
/* The unit, the child or the authority was told today of a wrongful look. */
const struct err *review_app_tell(struct call *c, int64_t id,
                                  enum tell_step step) MUST_CHECK;

#endif
