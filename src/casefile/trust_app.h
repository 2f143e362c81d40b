/* Whom the child trusts most, in the child's own words (R621): on the team page
 * and on the child's own, not on the guardians'.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_TRUST_APP_H
#define HELHET_CASEFILE_TRUST_APP_H

#include "casefile/app.h"
#include "casefile/trust_store.h"

enum { TRUST_MAX_CHARS = 200 };

/* For the team page: nothing where the reader does not see the child's voice.
 * Errors: those of the gate. */
const struct err *trust_app_get(struct call *c, case_id id,
                                struct trust *out) MUST_CHECK;
/* An adult puts it down. Errors: INVALID (field "tillit"). */
const struct err *trust_app_put(struct call *c, case_id id,
                                struct str words) MUST_CHECK;
/* In a call that is permitted: what the child told, for itself. */
const struct err *trust_own_in(struct call *c, case_id id,
                               struct trust *out) MUST_CHECK;
/* The same to put it down, as information of a unit. Errors: INVALID. */
const struct err *trust_put_in(struct call *c, case_id id, unit_id unit,
                               bool by_child, struct str words) MUST_CHECK;

#endif
