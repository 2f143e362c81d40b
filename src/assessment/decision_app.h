/* What Bufetat does with a request: receive, ask for more, take up, decide.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_DECISION_APP_H
#define HELHET_ASSESSMENT_DECISION_APP_H

#include "assessment/assessment.h"
#include "assessment/decision_store.h"
#include "assessment/request_store.h"
#include "registry/reference.h"
#include "text/messages_assessment.h"

/* The latest decision, opened; id 0 when there is none. In an open call. */
const struct err *decision_last_in(struct call *c, const struct assessment *a,
                                   struct decision *out) MUST_CHECK;

/* --- the inbox --- */

struct inbox_filter {
    struct str state; /* word, empty: all */
    int64_t priority; /* 0: all */
    int64_t page;     /* 1-based */
};
struct inbox {
    struct request_rows list;
    struct state_counts counts;
    int64_t total; /* of the filter's state */
};
/* In an open call: DENIED unless the acting unit is a Bufetat region, or
 * (teams) one of its THK teams. */
const struct err *bufetat_only_in(struct call *c, bool teams) MUST_CHECK;
/* In an open call: whether the inbox is the acting one's to open. */
const struct err *inbox_is_own_in(struct call *c, bool *out) MUST_CHECK;
const struct err *inbox_app_list(struct call *c, const struct inbox_filter *f,
                                 struct inbox *out) MUST_CHECK;

/* --- steps, `version` as seen --- */
const struct err *inbox_app_receive(struct call *c, assessment_id id,
                                    int64_t version) MUST_CHECK;
/* Asks for `lacks` (bits of enum thk_lack) with a reason. */
const struct err *inbox_app_lack(struct call *c, assessment_id id,
                                 int64_t version, uint32_t lacks,
                                 struct str reason) MUST_CHECK;
/* `ground`: why the consent is not needed, when it is not attached. */
const struct err *inbox_app_take_up(struct call *c, assessment_id id,
                                    int64_t version,
                                    struct str ground) MUST_CHECK;

/* --- the decision --- */

/* Stands at once; or, a refusal when the installation asks for two, is
 * proposed. Errors: INVALID list, CONFLICT. */
const struct err *decision_app_make(struct call *c, assessment_id id,
                                    int64_t version,
                                    struct decision *d) MUST_CHECK;
/* The second person says yes, or (agree false, with a reason) no. Errors:
 * DENIED (MSG_THK_SECOND_SAME) for who proposed it. */
const struct err *decision_app_second(struct call *c, assessment_id id,
                                      int64_t version, bool agree,
                                      struct str reason) MUST_CHECK;
const struct err *decision_app_undo(struct call *c, assessment_id id,
                                    int64_t version,
                                    struct str reason) MUST_CHECK;
/* The codes of the national list of refusal reasons, valid today. */
const struct err *decision_app_reasons(struct call *c, assessment_id id,
                                       struct code_list *out) MUST_CHECK;

#endif
