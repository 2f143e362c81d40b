/* One step of a baton inside a call: shared by the app files of this folder.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_BATON_APP_H
#define HELHET_CASEFILE_BATON_APP_H

#include "casefile/app.h"

/* An event and what the store needs beside it. */
struct baton_act {
    struct baton_event event;
    account_id by_account;
    account_id to_account;
    struct str answer;       /* plain reason of a no */
    struct baton_effects fx; /* out */
    struct baton after;      /* out */
};
/* Applies the event to the case's baton and does all that follows: holder,
 * participant, shares, offer, deadlines, jobs, timeline. `row` was read in this
 * transaction. */
const struct err *baton_act_in(struct call *c, struct baton_row *row,
                               struct baton_act *act) MUST_CHECK;
/* The installation's own goals, or the defaults. */
struct baton_terms baton_terms_of(const struct call *c);
/* A function as a party on the call's day. */
const struct err *baton_party_in(struct call *c, case_id id, function_id f,
                                 struct baton_party *out,
                                 account_id *out_account) MUST_CHECK;

/* Daily job: functions on their last day, whose things fall today. */
const struct err *casefile_job_leavers(struct call *c,
                                       int64_t object) MUST_CHECK;

/* An offer and its case's baton, within a call: what the gate has read, if it
 * has. Errors: NOT_FOUND. */
const struct err *casefile_offered_in(struct call *c, offer_id id,
                                      struct baton_row *out) MUST_CHECK;

#endif
