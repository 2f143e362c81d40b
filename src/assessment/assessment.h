/* One assessment (THK) in the store, and the one way to move it on.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_ASSESSMENT_H
#define HELHET_ASSESSMENT_ASSESSMENT_H

#include "access/call.h"
#include "assessment/request.h"
#include "assessment/state.h"
#include "registry/unit.h"
#include "text/messages_assessment.h"

struct assessment {
    assessment_id id;
    case_id case_id;
    enum thk_state state;
    struct instant state_at;
    account_id author_account;
    function_id author_function;
    unit_id requester_unit;
    unit_id decider_unit;
    unit_id team_unit; /* 0: none chosen */
    struct str sealed; /* the request; assessment_request_in opens it */
    int64_t request_version;
    struct str variant; /* "", "A", "B", "C" */
    int64_t priority;   /* 0 none, 1 urgent, 2 high, 3 normal */
    struct str message_id;
    struct instant sent_at;
    struct instant made_at;
    int64_t version;
};

extern const struct db_set assessment_sql;

/* --- store.c: no gate here; the statements that show join the shares --- */

/* Whatever its state and whoever asks: for the facts and for app functions that
 * have asked the gate. Errors: NOT_FOUND. */
const struct err *assessment_store_get(struct db_tx *tx, assessment_id id,
                                       struct assessment *out) MUST_CHECK;
/* By the official message it came with. */
const struct err *assessment_store_find_message(struct db_tx *tx,
                                                struct str message,
                                                struct assessment *out,
                                                bool *found) MUST_CHECK;
const struct err *assessment_store_insert(struct db_tx *tx,
                                          struct assessment *a) MUST_CHECK;
/* All columns but the state; a->version as seen. Errors: CONFLICT. */
const struct err *assessment_store_update(struct db_tx *tx,
                                          struct assessment *a) MUST_CHECK;

/* Only move.c. Errors: CONFLICT. */
const struct err *assessment_store_set_state(struct db_tx *tx,
                                             struct assessment *a,
                                             enum thk_state to,
                                             struct instant now) MUST_CHECK;
/* Takes away a draft that was never sent. Errors: CONFLICT. */
const struct err *assessment_store_discard(struct db_tx *tx,
                                           struct assessment *a) MUST_CHECK;
/* One step that was taken; `note` is sealed until assessment_steps_in. */
struct assessment_step {
    int64_t id;
    enum thk_step step;
    enum thk_state from; /* when it is added */
    struct instant at;
    account_id account;   /* when it is added */
    function_id function; /* when it is added; {0}: the system */
    struct str note;
    struct str name; /* of who took it; empty: the system */
    struct str unit_name;
    enum unit_type unit_type;
};
struct assessment_step_list {
    struct assessment_step *row;
    size_t n;
};
const struct err *assessment_store_add_step(struct db_tx *tx,
                                            const struct assessment_step *s,
                                            assessment_id id) MUST_CHECK;
const struct err *
assessment_store_list_steps(struct db_tx *tx, unit_id unit, struct instant now,
                            account_id account, assessment_id id,
                            struct assessment_step_list *out) MUST_CHECK;

/* A line in a worklist: the last thing that happened which a unit is to know.
 * It goes when the unit takes a step, or says that it has read it. */
struct assessment_notice {
    assessment_id id;
    case_id case_id;
    enum thk_step step;
    struct instant at;
};
struct assessment_notice_list {
    struct assessment_notice *row;
    size_t n;
};
const struct err *assessment_store_put_notice(struct db_tx *tx,
                                              const struct assessment *a,
                                              enum thk_step step, unit_id unit,
                                              account_id account,
                                              struct instant now) MUST_CHECK;
const struct err *assessment_store_drop_notice(struct db_tx *tx,
                                               assessment_id id,
                                               unit_id unit) MUST_CHECK;
/* Those for the unit, or for this person there; oldest first. */
const struct err *assessment_store_list_notices(
    struct db_tx *tx, unit_id unit, struct instant now, account_id account,
    int64_t max, struct assessment_notice_list *out) MUST_CHECK;

/* For the gate's facts: is the function a member, or left out? */
const struct err *team_store_is_member(struct db_tx *tx, assessment_id id,
                                       function_id f, bool *out_member,
                                       bool *out_left_out) MUST_CHECK;

/* --- move.c --- */

/* What a step is called on a page: "Mottatt av Bufetat". */
int thk_step_message(enum thk_step s);
/* All steps of an assessment, oldest first, notes opened. */
const struct err *
assessment_steps_in(struct call *c, const struct assessment *a,
                    struct assessment_step_list *out) MUST_CHECK;

/* Opens the sealed request with the case's key. */
const struct err *assessment_request_in(struct call *c,
                                        const struct assessment *a,
                                        struct thk_request *out) MUST_CHECK;
const struct err *assessment_seal_in(struct call *c, struct assessment *a,
                                     const struct thk_request *r) MUST_CHECK;

/* Takes a step in the call's transaction, after the gate has allowed it: checks
 * state and needs (thk_step_check), writes state and step, opens and closes the
 * goals' deadlines, adds the timeline event, tells who is to be told (a line in
 * their worklist). a->version must be as seen. `note` may be empty. Errors:
 * CONFLICT, INVALID list. */
const struct err *assessment_step_in(struct call *c, struct assessment *a,
                                     enum thk_step step, uint32_t met,
                                     struct str note) MUST_CHECK;

/* facts_reader for SUBJECT_ASSESSMENT: relations requester, decider, assessor,
 * author, participant; a draft exists for its author only. */
const struct err *assessment_facts(struct call *c, int64_t id,
                                   struct gate_facts *out,
                                   case_id *out_case) MUST_CHECK;

/* --- the units around it --- */
/* The Bufetat region (or BFE) that decides for a municipality on a day. Errors:
 * INVALID (MSG_THK_NO_DECIDER) when the catchment has a hole. */
const struct err *assessment_decider_in(struct call *c, struct str municipality,
                                        unit_id *out) MUST_CHECK;

#endif
