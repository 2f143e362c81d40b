/* Recommendations (anbefalinger): each to a service, followed to the end.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_RECOMMEND_H
#define HELHET_ASSESSMENT_RECOMMEND_H

#include "assessment/assessment.h"

/* Written by the team; addressed when follow-up begins; then accepted and done,
 * or refused with a reason. Source: R716. */
enum recommendation_state {
    RECOMMENDATION_WRITTEN,
    RECOMMENDATION_ADDRESSED,
    RECOMMENDATION_ACCEPTED,
    RECOMMENDATION_REFUSED,
    RECOMMENDATION_DONE,
    RECOMMENDATION_STATE_COUNT
};
const char *recommendation_state_word(enum recommendation_state s);
bool recommendation_state_parse(struct str word,
                                enum recommendation_state *out);
int recommendation_state_message(enum recommendation_state s);

struct recommendation {
    int64_t id;
    assessment_id assessment;
    unit_id to_unit;
    struct str unit_name;
    struct str text; /* plain; sealed in the store */
    struct date due_on;
    enum recommendation_state state;
    function_id owner; /* who carries it out */
    struct str owner_name;
    struct str status; /* plain; sealed: reason of a no, how far it has come */
    struct date addressed_on;
    struct date answered_on;
    struct date done_on;
    int64_t version;
};
struct recommendation_list {
    struct recommendation *row;
    size_t n;
};

/* May it go to `to`? Errors: CONFLICT; INVALID (a no without reason, field
 * "status"; an accepted one without owner, field "ansvarlig"). */
const struct err *recommendation_check(struct arena *mem,
                                       const struct recommendation *r,
                                       enum recommendation_state to,
                                       struct str status,
                                       function_id owner) MUST_CHECK;
/* Is it done, or answered with no? */
bool recommendation_is_settled(const struct recommendation *r);

/* Of those addressed so long ago, how many were done within the months. */
struct recommendation_share {
    int64_t addressed;
    int64_t done;
    bool shown; /* false: fewer than the threshold, in either part */
};
#define RECOMMENDATION_SHOWN_FROM 5
struct recommendation_dates {
    struct date addressed_on;
    struct date done_on; /* DATE_NONE: not done */
};
/* Suppressed when those done, or those not done, are 1 to 4 (R742). */
struct recommendation_share
recommendation_share_of(const struct recommendation_dates *row, size_t n,
                        int32_t months, struct date today);

/* --- recommend_store.c; texts sealed --- */
extern const struct db_set recommend_sql;
const struct err *
recommend_store_list(struct db_tx *tx, unit_id unit, struct instant now,
                     account_id account, assessment_id id,
                     struct recommendation_list *out) MUST_CHECK;
/* For the gate's facts. Errors: NOT_FOUND. */
const struct err *
recommend_store_where(struct db_tx *tx, int64_t id,
                      assessment_id *out_assessment, unit_id *out_unit,
                      enum recommendation_state *out_state) MUST_CHECK;
const struct err *recommend_store_insert(struct db_tx *tx,
                                         const struct recommendation *r,
                                         function_id by,
                                         struct instant now) MUST_CHECK;
const struct err *recommend_store_drop(struct db_tx *tx, assessment_id id,
                                       int64_t nr) MUST_CHECK;
/* State, owner, status and dates; version as seen. Errors: CONFLICT. */
const struct err *
recommend_store_update(struct db_tx *tx,
                       const struct recommendation *r) MUST_CHECK;
/* Dates only, of a region's assessments; nothing about a child. */
const struct err *recommend_store_dates(struct db_tx *tx,
                                        struct recommendation_dates **out,
                                        size_t *out_n) MUST_CHECK;

/* --- recommend_app.c --- */
const struct err *recommend_list_in(struct call *c, const struct assessment *a,
                                    struct recommendation_list *out) MUST_CHECK;
struct recommendation_form {
    unit_id unit;
    struct str text;
    struct date due_on;
};
const struct err *
recommend_app_add(struct call *c, assessment_id id,
                  const struct recommendation_form *f) MUST_CHECK;
const struct err *recommend_app_drop(struct call *c, assessment_id id,
                                     int64_t nr) MUST_CHECK;
/* Follow-up begins: each receiver takes part, sees CORE and what it is asked,
 * and has a deadline to answer. In the call that takes the step. */
const struct err *recommend_address_in(struct call *c,
                                       const struct assessment *a) MUST_CHECK;
struct recommendation_answer {
    enum recommendation_state to;
    function_id owner;
    struct str status;
};
const struct err *
recommend_app_answer(struct call *c, assessment_id id, int64_t nr,
                     const struct recommendation_answer *f) MUST_CHECK;
/* facts_reader for SUBJECT_RECOMMENDATION. */
const struct err *recommend_facts(struct call *c, int64_t id,
                                  struct gate_facts *out,
                                  case_id *out_case) MUST_CHECK;
/* Within 3, 6 and 12 months. */
#define RECOMMENDATION_TERMS 3
extern const int32_t recommendation_term[RECOMMENDATION_TERMS];
const struct err *recommend_app_figures(
    struct call *c,
    struct recommendation_share out[RECOMMENDATION_TERMS]) MUST_CHECK;

#endif
