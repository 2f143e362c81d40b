/* What people do with agreed hours of guidance: look, note, take back, agree.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_GUIDANCE_APP_H
#define HELHET_AGREEMENT_GUIDANCE_APP_H

#include "agreement/app.h"
#include "agreement/draft_app.h"
#include "agreement/guidance_store.h"
#include "registry/unit.h"

/* What an agreement in force holds of guidance, and what was given in a year.
 */
struct guidance_look {
    struct agreement_look look;
    int year;
    struct guidance_note_list notes; /* of the year, newest first */
    unit_id unit;                    /* the acting unit */
};
const struct err *guidance_app_view(struct call *c, agreement_id id, int year,
                                    struct guidance_look *out) MUST_CHECK;

/* May the unit note hours under the clause? It gives or receives them. */
bool guidance_may_note(const struct clause *c, unit_id unit);

/* n->agreement, ref, on, minutes and subject are what was typed; `typed`:
 * errors of the form. Errors: NOT_FOUND (no such clause of guidance in force);
 * DENIED (the acting unit neither gives nor receives); INVALID: see
 * guidance_check. */
const struct err *guidance_app_note(struct call *c, struct guidance_note *n,
                                    const struct err *typed) MUST_CHECK;
/* The acting unit takes back what it noted. Errors: NOT_FOUND. */
const struct err *guidance_app_withdraw(struct call *c, agreement_id id,
                                        int64_t note) MUST_CHECK;

/* The draft, and the units that may give and receive under it: the parties and
 * all below them. draft_app_bind takes what is agreed. Errors: NOT_FOUND:
 * nothing is being written, or no such section. */
const struct err *guidance_app_offer(struct call *c, agreement_id id,
                                     int64_t section, struct draft_look *out,
                                     struct unit_list *out_units) MUST_CHECK;

#endif
