/* What a foster home does on its own page, and what the holder of the baton
 * does for it. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_FOSTER_APP_H
#define HELHET_FAMILY_FOSTER_APP_H

#include "family/app.h"
#include "family/foster_store.h"

/* --- the foster home's own page --- */

struct foster_view {
    struct own_page own;     /* link, head, child, units, what is withheld */
    struct foster_days days; /* coming ones */
    struct plan_items items; /* measures of the adopted plan, marked for it */
    struct foster_asks asks; /* of this link */
    struct consent_rule *rules; /* spread over the matters */
    size_t rules_n;
};
/* Read through the holder's eyes; what the child keeps is left out, and all
 * that was not put there for the foster home. Errors: NOT_FOUND (the link does
 * not hold today, or the care situation is another). Source: R624, R632. */
const struct err *foster_app_page(struct call *c,
                                  struct foster_view *out) MUST_CHECK;
/* A yes or a no to what is asked; a no goes to the holder to decide. Errors:
 * NOT_FOUND, CONFLICT. */
const struct err *foster_app_answer(struct call *c, int64_t ask,
                                    enum foster_word answer,
                                    struct str words) MUST_CHECK;

/* --- the holder --- */

struct foster_link {
    struct family_link l;
    enum care care; /* that it rests on */
    enum foster_link_state state;
};
struct foster_staff_view {
    struct case_view v; /* with the rules */
    struct foster_link *link;
    size_t links_n;
    struct foster_days days;
    struct plan_view plan;
    struct foster_measures marks;
    struct foster_asks asks;
};
const struct err *foster_app_staff(struct call *c, case_id id,
                                   struct foster_staff_view *out) MUST_CHECK;
/* An account for a foster parent, both days inclusive; it rests on the care
 * situation of today. On a protected case it is put on the short list: giving
 * it is naming it. Errors: INVALID, CONFLICT (the child lives in no foster
 * home). */
const struct err *foster_app_give(struct call *c, case_id id, struct date from,
                                  struct date to,
                                  struct new_access *out) MUST_CHECK;
const struct err *foster_app_end(struct call *c, case_id id,
                                 int64_t link) MUST_CHECK;
/* For each foster home with access, now or later. Errors: INVALID, CONFLICT
 * (nobody has). */
const struct err *foster_app_day(struct call *c,
                                 struct foster_day *d) MUST_CHECK;
const struct err *foster_app_end_day(struct call *c, case_id id,
                                     int64_t day) MUST_CHECK;
/* A measure of the adopted plan is for the foster home, or no longer. Errors:
 * NOT_FOUND, CONFLICT. */
const struct err *foster_app_mark(struct call *c, case_id id, int64_t item,
                                  bool on) MUST_CHECK;
/* Errors: INVALID, CONFLICT (nobody to ask; the child keeps its health to
 * itself). */
const struct err *foster_app_ask(struct call *c,
                                 struct foster_ask *a) MUST_CHECK;
const struct err *foster_app_decide(struct call *c, case_id id, int64_t ask,
                                    enum foster_word decision,
                                    struct str why) MUST_CHECK;

#endif
