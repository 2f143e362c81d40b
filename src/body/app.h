/* What people do in bodies: plan, propose, prepare, approve, call, hold,
 * record. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_APP_H
#define HELHET_BODY_APP_H

#include "access/call.h"
#include "body/action_plan_store.h"
#include "body/store.h"
#include "file/paper.h"

/* For services.facts[SUBJECT_BODY]. */
const struct err *body_facts_gate(struct call *c, int64_t id,
                                  struct gate_facts *out,
                                  case_id *out_case) MUST_CHECK;

/* May the acting person look at a body and its meetings? Inside an open call:
 * for whether a page links to them. */
const struct err *body_sees_in(struct call *c, body_id id,
                               bool *out) MUST_CHECK;

/* What one may do in a body: decides which buttons a page shows. */
struct body_may {
    bool propose;
    bool run;
    bool approve;
    unit_id party; /* for which party one approves */
};

/* --- looking --- */
struct evaluation_ask { /* one's party has not submitted its evaluation */
    body_id body;
    struct str name;
    struct date due; /* the year's last meeting */
};
struct body_home {
    struct body_list mine;    /* those one has to do with */
    struct meeting_list next; /* one's coming meetings */
    struct str *next_body;    /* names, one for each of next */
    struct action_list todo;  /* one's open action points */
    struct late_list late;    /* one's late measures of action plans */
    const struct evaluation_ask *ask;
    size_t asks;
};
const struct err *body_app_home(struct call *c,
                                struct body_home *out) MUST_CHECK;
/* The same lists inside an open call, for the worklist. */
const struct err *body_home_in(struct call *c,
                               struct body_home *out) MUST_CHECK;

struct body_whole {
    struct body b;
    struct body_unit_list units;
    struct body_person_list people;
    struct meeting_list meetings;
    struct item_list waiting;
    struct action_list open;
    struct body_decision_list decisions; /* what was searched for */
    struct str search;
    struct body preparer; /* id {0}: none */
    struct body_may may;
    unit_id host_now;              /* whose turn it is this year */
    unit_id host_next;             /* and the next */
    const struct year_note *notes; /* of body_app_year */
    size_t notes_n;
    const struct plan_day *days; /* of body_app_year */
    size_t days_n;
};
/* Errors: NOT_FOUND, DENIED. */
const struct err *body_app_view(struct call *c, body_id id, struct str search,
                                struct body_whole *out) MUST_CHECK;

/* The same with the year's duties under agreements. */
const struct err *body_app_year(struct call *c, body_id id, int year,
                                struct body_whole *out) MUST_CHECK;

/* What happened in the plan that was in force on a meeting's day, from the log
 * since the meeting before. */
struct plan_summary {
    const struct action_plan *plan; /* NULL: there was none */
    struct measure_list measures;
    struct date since; /* DATE_NONE: there was no meeting before */
    struct date until;
    struct progress_list log; /* of those days, newest first */
    int64_t done;
    int64_t under_way;
    int64_t late;
};
struct meeting_whole {
    struct meeting m;
    struct body b;
    struct body_unit_list units;
    struct item_list items;
    struct item_list waiting;
    struct meeting_person_list people;
    struct approval_list approvals;
    struct body_decision_list decisions;
    struct action_list carried; /* from earlier meetings */
    struct action_list made;    /* at this one */
    struct meeting_list others; /* of the body, newest first */
    struct plan_summary plan;
    bool evaluates; /* the year's last: the parties answer before it */
    int32_t evaluation_year;
    int32_t evaluated;  /* parties that have submitted */
    int32_t evaluators; /* of so many */
    struct body_may may;
    struct paper_list papers;       /* of the meeting itself */
    struct paper_list *item_papers; /* of each of items */
    bool agenda_approved;           /* by every party */
    int32_t released;               /* parties that have released the minutes */
    bool released_by_own;           /* the party one approves for has */
};
const struct err *meeting_app_view(struct call *c, meeting_id id,
                                   struct meeting_whole *out) MUST_CHECK;

/* The same about an item; m.id {0}: it is on no agenda yet. */
const struct err *item_app_view(struct call *c, item_id id,
                                struct meeting_whole *out) MUST_CHECK;
/* May one say that it is done? */
const struct err *action_app_check(struct call *c, action_id id) MUST_CHECK;

/* --- doing; errors: NOT_FOUND, DENIED, INVALID (field), CONFLICT --- */
struct meeting_form {
    struct date day;
    int32_t from_minute; /* of the day, in Oslo */
    int32_t to_minute;
    struct str place;
    struct str link;
};
const struct err *meeting_app_plan(struct call *c, body_id body,
                                   const struct meeting_form *f,
                                   meeting_id *out) MUST_CHECK;
/* New time or place; one that was called is called again with it. */
const struct err *meeting_app_move(struct call *c, meeting_id id,
                                   const struct meeting_form *f) MUST_CHECK;
struct item_form {
    enum item_kind kind;
    enum item_topic topic;
    struct str title;
    struct str text;
    int32_t minutes;
    int64_t plan;
};
const struct err *body_app_propose(struct call *c, body_id body,
                                   const struct item_form *f,
                                   item_id *out) MUST_CHECK;
/* By who prepares the body's matters: advice, and onto a meeting's agenda. */
const struct err *body_app_prepare(struct call *c, item_id id,
                                   meeting_id meeting,
                                   struct str advice) MUST_CHECK;
const struct err *body_app_take_back(struct call *c, item_id id) MUST_CHECK;
/* A party's yes to the agenda. */
const struct err *meeting_app_approve(struct call *c, meeting_id id) MUST_CHECK;
/* Sends invitations. Needs an agenda that every party has approved. */
const struct err *meeting_app_call(struct call *c, meeting_id id) MUST_CHECK;
const struct err *meeting_app_cancel(struct call *c, meeting_id id,
                                     struct str reason) MUST_CHECK;
struct presence_mark {
    person_id person;
    enum presence presence;
};
/* Who was there; may be noted again until the minutes are sent. */
const struct err *meeting_app_hold(struct call *c, meeting_id id,
                                   const struct presence_mark *mark,
                                   size_t n) MUST_CHECK;
struct record_form {
    struct str record;
    struct str decision; /* empty: none */
    struct str action;   /* empty: none */
    person_id person;    /* who does the action */
    struct date due_on;
    bool revise; /* an evaluation: the agreement should be revised */
};
/* An item's minutes; a decision gets the next number of its year. */
const struct err *meeting_app_record(struct call *c, item_id id,
                                     const struct record_form *f) MUST_CHECK;
const struct err *meeting_app_send_minutes(struct call *c,
                                           meeting_id id) MUST_CHECK;
/* The minutes of `id` were approved in the meeting `in`. */
const struct err *meeting_app_approve_minutes(struct call *c, meeting_id id,
                                              meeting_id in) MUST_CHECK;
const struct err *action_app_done(struct call *c, action_id id, struct str note,
                                  body_id *out) MUST_CHECK;

/* --- minutes for anybody (R305) --- */
/* The acting person's party releases approved minutes, or takes that back.
 * Errors: CONFLICT: they are not approved. */
const struct err *minutes_app_release(struct call *c, meeting_id id,
                                      bool release) MUST_CHECK;
struct minutes {
    struct meeting m;
    struct body b;
    struct body_unit_list units;
    struct item_list items;
    struct body_decision_list decisions;
};
struct minutes_list {
    struct minutes *row;
    size_t n;
};
/* What every party has released; nothing else is read. For anybody. */
const struct err *minutes_app_public(struct call *c,
                                     struct minutes_list *out) MUST_CHECK;

/* --- members and rules, by who runs the body; what was stays --- */
struct body_members {
    struct body b;
    struct body_unit_list units;    /* of all periods */
    struct body_person_list people; /* of all periods */
};
const struct err *members_app_view(struct call *c, body_id id,
                                   struct body_members *out) MUST_CHECK;
/* The same about the body of a seat. */
const struct err *
members_app_view_seat(struct call *c, person_id id, struct body_members *out,
                      struct body_person *out_seat) MUST_CHECK;
struct seat_form {
    struct str login;   /* empty: a person without a login */
    struct str name;    /* with a login: not used */
    struct str address; /* e-mail, the same */
    struct str unit;    /* by name; empty with a login: where they work */
    enum seat seat;
    struct date from;
};
const struct err *members_app_add(struct call *c, body_id id,
                                  const struct seat_form *f) MUST_CHECK;
/* Another seat from today, or none after the day `last`. CONFLICT: nobody would
 * run the body. */
const struct err *members_app_change(struct call *c, person_id id,
                                     enum seat seat, struct date last,
                                     body_id *out) MUST_CHECK;
/* Members and invited only: parties are the agreement's. */
const struct err *members_app_add_unit(struct call *c, body_id id,
                                       struct str name,
                                       enum body_part part) MUST_CHECK;
const struct err *members_app_end_unit(struct call *c, body_id id,
                                       unit_id unit) MUST_CHECK;
/* Quorum, turns and how many meetings; b->id, b->version and those fields. */
const struct err *members_app_rules(struct call *c,
                                    const struct body *b) MUST_CHECK;

/* Daily job "body.remind": a mail to who has an open action point, some days
 * before it is due and once more when it is late. It says which body and which
 * day, nothing else. */
const struct err *body_job_remind(struct call *c, int64_t object) MUST_CHECK;

/* --- inside an open and permitted call (demo, set-up) --- */
const struct err *body_add_in(struct call *c, struct body *b,
                              const struct body_unit *unit, size_t units,
                              struct body_person *person,
                              size_t people) MUST_CHECK;

#endif
