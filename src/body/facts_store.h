/* What bodies have done, as facts: what obligations of agreements are judged
 * by. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_FACTS_STORE_H
#define HELHET_BODY_FACTS_STORE_H

#include "body/body.h"
#include "db/db.h"

extern const struct db_set body_facts_sql;

/* A unit that was called to a meeting, and since when. */
struct body_fact_called {
    unit_id unit;
    struct date on;
};
/* One meeting. Everything that happened bears its day, so that any past day can
 * be judged: a fact counts on `on` when its day is not DATE_NONE and not after
 * `on`. */
struct body_fact_meeting {
    meeting_id id;
    body_id body;
    struct date day;          /* when it is to be, or was */
    enum meeting_state state; /* now */
    struct date planned_on;   /* first known */
    struct date called_on;    /* DATE_NONE: not called; so below */
    struct date noted_on;     /* when it was noted as held */
    struct date cancelled_on;
    struct date minutes_sent_on;
    struct date minutes_approved_on;
    unit_id host;
    bool quorate;
    struct date approved_on; /* agenda: the last party's day; DATE_NONE: not all
                                stand behind it as it is */
    int32_t items;           /* on the agenda, but what was taken back */
    int32_t prepared; /* of these, by the preparing body, before the day */
    struct date evaluated_on; /* an item of topic evaluation was recorded */
    bool revise;              /* which asks for a revision */
    const struct body_fact_called *invited; /* units that were called */
    size_t invited_n;
    const unit_id *present; /* units that were there */
    size_t present_n;
};
struct body_fact_decision {
    body_decision_id id;
    body_id body;
    meeting_id meeting;
    struct date on;
    struct date noted_on; /* when it was written down */
    enum item_topic topic;
    int64_t plan; /* the plan it is about; 0: none */
    int32_t year;
    int32_t number;
};
/* A plan of action that was put before the body. */
struct body_fact_plan {
    int64_t id;
    body_id body;
    int32_t number; /* of the body's plans, from 1 */
    struct str title;
    struct date from;
    struct date until;
    struct date prepared_on; /* by the body that prepares this body's matters;
                                DATE_NONE: not; so below */
    struct date endorsed_on; /* by the last of those who were parties then */
    struct date closed_on;
};
/* Every party's evaluation of a year is in. */
struct body_fact_evaluation {
    body_id body;
    int32_t year;
    struct date submitted_on; /* by the last of the parties */
};
/* A unit in a body, with its period. */
struct body_fact_unit {
    body_id body;
    unit_id unit;
    enum body_part part;
    struct date valid_from;
    struct date valid_to;
};
struct body_facts {
    const struct body *body;
    size_t bodies;
    const struct body_fact_unit *unit;
    size_t units;
    const struct body_fact_meeting *meeting; /* by day */
    size_t meetings;
    const struct body_fact_decision *decision; /* by day */
    size_t decisions;
    const struct body_fact_plan *plan; /* of any time */
    size_t plans;
    const struct body_fact_evaluation *evaluation;
    size_t evaluations;
};

/* Facts of all bodies, of meetings from `from` to `to` (both inclusive). No
 * child is in them. Inside an open transaction. */
const struct err *body_facts_in(struct db_tx *tx, struct date from,
                                struct date to,
                                struct body_facts *out) MUST_CHECK;
/* A body by its code ("RSBU-MIDT"). */
const struct body *body_facts_find(const struct body_facts *f, struct str code);
/* The unit whose turn it was to run a body's meetings in a year; {0}: none. */
unit_id body_facts_host(struct arena *mem, const struct body_facts *f,
                        body_id body, int year);

#endif
