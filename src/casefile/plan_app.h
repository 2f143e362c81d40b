/* What people do with a joint plan: draft, adopt, follow, meet.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_PLAN_APP_H
#define HELHET_CASEFILE_PLAN_APP_H

#include "casefile/app.h"
#include "casefile/plan.h"

struct plan_view {
    struct case_view about;
    struct plan_versions versions;
    struct plan_items items;
    struct team_meetings meetings;
    int64_t newest; /* adopted; 0: none */
    bool changed;   /* the draft differs from it */
};
const struct err *plan_app_view(struct call *c, case_id id,
                                struct plan_view *out) MUST_CHECK;
/* In an open, permitted call: for pages of other folders. */
const struct err *plan_view_in(struct call *c, case_id id,
                               struct plan_view *out) MUST_CHECK;
/* What `v` may see of the items and versions; the consents' sources stay
 * sealed. For the family's page, read through the holder's eyes. */
const struct err *plan_read_in(struct call *c, const struct viewer *v,
                               case_id id, struct plan_view *out) MUST_CHECK;
/* A new item (i->item 0), or another text, owner or day for one. Errors:
 * INVALID, NOT_FOUND, DENIED (another unit's, and one does not hold the baton).
 */
const struct err *plan_app_put(struct call *c, case_id id,
                               struct plan_item *i) MUST_CHECK;
const struct err *plan_app_drop(struct call *c, case_id id,
                                int64_t item) MUST_CHECK;
const struct err *plan_app_state(struct call *c, case_id id, int64_t item,
                                 enum plan_state state,
                                 struct str note) MUST_CHECK;
/* The draft becomes the plan: measures and the evaluation get their deadlines.
 * Errors: INVALID (nothing in it; a past day; an individual plan that lacks
 * what it must contain). */
const struct err *plan_app_adopt(struct call *c, case_id id,
                                 struct plan_version *v) MUST_CHECK;
const struct err *plan_app_meet(struct call *c, case_id id,
                                struct team_meeting *m) MUST_CHECK;

#endif
