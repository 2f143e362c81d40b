/* What people and the system do with shares; the case's key.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_APP_H
#define HELHET_SHARING_APP_H

#include "sharing/store.h"

/* --- inside the caller's transaction --- */

/* The case's key, unwrapped once in each call. Errors: NOT_FOUND (no case, or
 * its key is destroyed). */
const struct err *case_key_in(struct call *c, case_id id,
                              struct key *out) MUST_CHECK;
/* A new share; makes s->id; valid_from {0} means now. Does nothing when the
 * same class is shared between the two for the same purpose without end.
 * Errors: INVALID (share_check). */
const struct err *share_grant_in(struct call *c, struct share *s) MUST_CHECK;
/* The unit's own: it sees what it writes of these classes (CLASS_BITs). */
const struct err *share_own_in(struct call *c, case_id id, unit_id unit,
                               uint32_t classes) MUST_CHECK;
/* The same basis for several classes at once; s->class_ is ignored. */
const struct err *share_grant_classes_in(struct call *c, const struct share *s,
                                         uint32_t classes) MUST_CHECK;
/* Who may consent for a child in a matter today, by the dated rules.
 * *found false: no rule answers. */
const struct err *consent_who_in(struct call *c,
                                 const struct consent_facts *facts,
                                 struct consent_rule *out,
                                 bool *found) MUST_CHECK;

/* --- calls of their own --- */

/* Withdraws: works from the next request. Errors: NOT_FOUND, CONFLICT (ended
 * already; what a unit wrote itself stays with it), DENIED (another unit's). */
const struct err *sharing_app_end(struct call *c, case_id id, share_id share,
                                  struct str reason) MUST_CHECK;
/* Reads within an open, permitted call: opened texts. */
const struct err *sharing_list_in(struct call *c, case_id id,
                                  struct share_list *out) MUST_CHECK;

#endif
