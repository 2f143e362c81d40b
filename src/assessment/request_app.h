/* What people do with requests for a THK: write, send, complete, withdraw.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_REQUEST_APP_H
#define HELHET_ASSESSMENT_REQUEST_APP_H

#include "assessment/decision.h"
#include "assessment/draft.h"
#include "assessment/request_store.h"
#include "casefile/app.h"
#include "casefile/blob.h"

/* --- lists --- */

struct request_lists {
    struct request_rows drafts; /* one's own */
    struct request_rows sent;   /* the unit's */
    bool more;                  /* there are further sent ones */
    bool may_decide;            /* the inbox is this one's */
};
#define REQUEST_PER_PAGE 50
/* `page` is 1-based. */
const struct err *request_app_lists(struct call *c, int64_t page,
                                    struct request_lists *out) MUST_CHECK;

/* --- one request, as whoever opens it may see it --- */

struct request_view {
    struct assessment a;
    struct draft draft; /* what is written, or what was sent */
    bool editable;      /* the caller may write in it now */
    uint32_t relations; /* REL_BITs of the caller */
    uint32_t lacks;     /* bits of enum thk_lack that stand */
    struct str lack_note;
    struct str child_name;
    int32_t child_age; /* -1: not known */
    struct case_head head;
    struct unit requester;
    struct unit decider;
    struct str municipality_language; /* of the requester */
    struct assessment_step_list steps;
    struct date due_on;
    struct instant saved_at;
    struct decision decision; /* the last one; id 0: none */
    struct eligibility eligibility;
    struct str consent_who; /* who may consent for this child, in words */
    struct str consent_law;
    struct blob_list files; /* whose bytes are here */
};
/* Inside an open call that the gate has allowed. */
const struct err *request_view_in(struct call *c, assessment_id id,
                                  struct request_view *out) MUST_CHECK;
const struct err *request_app_view(struct call *c, assessment_id id,
                                   struct request_view *out) MUST_CHECK;

/* --- writing --- */

struct request_start {
    struct str child_name;
    int32_t child_age;
    struct str decider_name;
    assessment_id existing; /* a request of this case that is under way */
    bool existing_is_mine;
};
/* What will be begun: shown before it is. */
const struct err *request_app_before(struct call *c, case_id id,
                                     struct request_start *out) MUST_CHECK;
/* A draft for a child one works with, filled from the case. An own draft that
 * is there already is given instead. Errors: CONFLICT (one is under way),
 * INVALID (no region decides). */
const struct err *request_app_start(struct call *c, case_id id,
                                    assessment_id *out) MUST_CHECK;

struct request_saving {
    int step;
    const struct http_pair *pair;
    size_t n;
    enum draft_press press;
    size_t item;
};
/* Stores a step's form. *out_faults: what was typed and cannot be stored yet;
 * it is kept all the same. */
const struct err *request_app_save(struct call *c, assessment_id id,
                                   const struct request_saving *form,
                                   bool *out_grew,
                                   const struct err **out_faults) MUST_CHECK;
/* Deletes nothing that was sent: a draft only. */
const struct err *request_app_discard(struct call *c,
                                      assessment_id id) MUST_CHECK;
/* Sends a draft, or what was asked for. Errors: INVALID list by field. */
const struct err *request_app_send(struct call *c, assessment_id id,
                                   bool confirmed) MUST_CHECK;
const struct err *request_app_withdraw(struct call *c, assessment_id id,
                                       struct str reason) MUST_CHECK;
/* "I have read it": the worklist's line goes. */
const struct err *request_app_read_notice(struct call *c,
                                          assessment_id id) MUST_CHECK;

/* Begins a call that writes in a draft, or in what was asked for, and tells
 * which action that is. Errors: CONFLICT (not to be written in now). */
const struct err *request_begin_writing(struct call *c, assessment_id id,
                                        enum action *out_action,
                                        struct assessment *a) MUST_CHECK;
/* While something was asked for, only its steps may change: CONFLICT. */
const struct err *request_check_step_open(struct call *c,
                                          const struct assessment *a,
                                          int step) MUST_CHECK;
/* The working copy, or what stands when nothing was written since. In an open
 * call of its writer. */
const struct err *request_draft_in(struct call *c, const struct assessment *a,
                                   struct draft *out,
                                   struct instant *out_saved) MUST_CHECK;
const struct err *request_put_draft_in(struct call *c,
                                       const struct assessment *a,
                                       const struct draft *d) MUST_CHECK;
/* Fills the children's names of a list, and tells the audit. */
const struct err *request_fill_names(struct call *c,
                                     struct request_rows *list) MUST_CHECK;

/* The decider takes part and sees what the request needs: shares, and the
 * short list when the address is protected. In an open call. */
const struct err *request_share_in(struct call *c, const struct assessment *a,
                                   const struct thk_request *r) MUST_CHECK;

#endif
