/* Approving a text before its leaders sign, or sending it back (R201).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_APPROVAL_APP_H
#define HELHET_AGREEMENT_APPROVAL_APP_H

#include "agreement/draft_app.h"
#include "registry/function.h"

/* The approval of a party that stands on a version, or NULL. */
const struct party_signature *approval_of(const struct draft_look *d,
                                          version_id version, unit_id unit);
/* Who approves for a party beside its leader, or NULL. */
const struct approver *approver_of(const struct draft_look *d, unit_id unit);
/* For which party the acting function is to approve `d->v`, or NULL. */
const struct party *approval_asked_of(const struct draft_look *d);
/* For which party it may send `d->v` back: also after it has approved, until
 * the last has signed. NULL: none. */
const struct party *approval_may_return(const struct draft_look *d);
/* What stands open: the text was sent back, and not sent to approval again.
 * NULL: nothing. */
const struct sent_back *approval_open_return(const struct draft_look *d);

/* Approves the text with this hash for the party. When all have, the leaders
 * may sign. Errors: DENIED: one speaks for no party; CONFLICT: it was not sent,
 * the party has approved, or the text is another. Source: R201. */
const struct err *approval_app_give(struct call *c, agreement_id id,
                                    struct str hash) MUST_CHECK;
/* Sends it back to those who write: a draft again, approvals and signatures are
 * gone, the reason is kept. Errors: DENIED; CONFLICT: it was not sent; INVALID
 * at "grunn". */
const struct err *approval_app_send_back(struct call *c, agreement_id id,
                                         struct str reason,
                                         const struct err *typed) MUST_CHECK;

/* Who may be named: the functions at the party, leaders left out. Errors:
 * NOT_FOUND: the acting leader does not lead that party. */
const struct err *
approval_app_offer(struct call *c, agreement_id id, unit_id unit,
                   struct draft_look *out,
                   struct function_list *out_offer) MUST_CHECK;
/* The leader names who approves beside itself for all texts of the agreement;
 * function 0: nobody. Errors: NOT_FOUND as above; INVALID at "godkjenner". */
const struct err *approval_app_name(struct call *c, agreement_id id,
                                    unit_id unit, function_id function,
                                    const struct err *typed) MUST_CHECK;

#endif
