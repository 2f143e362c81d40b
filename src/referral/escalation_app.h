/* What people do with escalations.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REFERRAL_ESCALATION_APP_H
#define HELHET_REFERRAL_ESCALATION_APP_H

#include "casefile/app.h"
#include "referral/escalation_store.h"

struct escalation_page {
    struct escalation_list list; /* texts opened */
    struct escalation_levels levels;
};
const struct err *escalation_app_page(struct call *c, case_id id,
                                      struct escalation_page *out) MUST_CHECK;
/* The baton stays where it is. Errors: INVALID, CONFLICT (one is open). */
const struct err *escalation_app_raise(struct call *c, case_id id,
                                       struct str matter,
                                       struct str wish) MUST_CHECK;

enum escalation_doing { ESCALATION_VIEW, ESCALATION_LIFT, ESCALATION_DECIDE };
struct escalation_form {
    enum escalation_doing doing;
    struct str text; /* the view, or the decision and who does what */
    struct date by_on;
    struct str clear; /* LIFT to AU: what may be read there */
    bool cleared;     /* a person says that it tells nothing of who */
};
/* LIFT from the leaders to AU needs a cleared text: one that tells who the
 * child is, by name, number, day or place, is refused at its field. Errors:
 * NOT_FOUND, INVALID, CONFLICT (decided, or at the last level). */
const struct err *escalation_app_do(struct call *c, case_id id,
                                    int64_t escalation,
                                    const struct escalation_form *f) MUST_CHECK;

/* --- AU and the system meeting --- */
const struct err *escalation_app_clear(struct call *c,
                                       struct escalation_page *out) MUST_CHECK;
/* AU's advice goes back to the case. The text is checked as a cleared one. */
const struct err *escalation_app_advise(struct call *c, int64_t escalation,
                                        struct str text) MUST_CHECK;
/* The region's routine. */
const struct err *
escalation_app_set_level(struct call *c,
                         const struct escalation_level *l) MUST_CHECK;

#endif
