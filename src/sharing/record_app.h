/* Consents in a call: the rules, an answer, the list, the withdrawal.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_SHARING_RECORD_APP_H
#define HELHET_SHARING_RECORD_APP_H

#include "sharing/app.h"
#include "sharing/record.h"

/* --- inside the caller's open, permitted call --- */

/* The rules that shipped or were imported, spread over the matters. */
const struct err *consent_rules_in(struct call *c, struct consent_rule **out,
                                   size_t *out_n) MUST_CHECK;
/* Stores the answer, and for what is given the shares that rest on it. To the
 * asking unit itself: a consent that a service without an account tells it
 * something; nothing is shared, and the form's words were not used. */
const struct err *consent_put_in(struct call *c,
                                 struct consent_record *r) MUST_CHECK;
/* Opened texts, newest first. */
const struct err *consent_list_in(struct call *c, case_id id,
                                  struct consent_list *out) MUST_CHECK;

/* Withdrawn: every share that rests on it ends now, and works from the next
 * request on every road. Errors: NOT_FOUND, DENIED (another unit's), CONFLICT
 * (withdrawn already, or refused). */
const struct err *consent_end_in(struct call *c, case_id id, int64_t record,
                                 struct str reason) MUST_CHECK;

#endif
