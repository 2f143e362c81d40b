/* The worklist (arbeidsflaten): what needs me now. Types.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_WORKLIST_LIST_H
#define HELHET_WORKLIST_LIST_H

#include "agreement/draft_app.h"
#include "agreement/duty_store.h"
#include "assessment/assessment.h"
#include "body/app.h"
#include "casefile/app.h"
#include "message/between.h"

/* Whose duties are listed. */
enum duty_filter {
    DUTIES_MINE,
    DUTIES_UNIT, /* all of the acting unit's */
    DUTIES_TOLD  /* missed ones that I was told of as a leader */
};
struct duty {
    int64_t id;
    case_id case_id;
    struct child_label label;
    struct sealed_label sealed;
    enum deadline_kind kind;
    enum deadline_source source;
    struct date due_on;
    int64_t object_id;
    struct str who; /* must act */
    struct str unit;
    enum unit_type unit_type;
};
struct duty_list {
    struct duty *row;
    size_t n;
    bool more; /* than the page holds */
};
/* An offer of the baton: to me, or from me. */
struct offer_line {
    offer_id id;
    case_id case_id;
    struct child_label label;
    struct sealed_label sealed;
    struct date due_on;
    enum baton_rung rung;
    enum offer_state state;
    struct str name; /* of the other side; empty: to a function */
    enum function_kind kind;
    struct str unit;
    enum unit_type unit_type;
};
struct offer_list {
    struct offer_line *row;
    size_t n;
};
/* Due within the next seven days: today and so many after it. */
enum { DUTY_WEEK_DAYS = 6 };
/* Each counted to 1000 at most. */
struct duty_counts {
    int64_t over;
    int64_t week;
    int64_t offers;
    int64_t held;
    int64_t told;
    int64_t all; /* of the filter */
};
/* What happened in an assessment that one's unit is to know of. */
struct news_line {
    assessment_id id;
    case_id case_id;
    enum thk_step step;
    struct instant at;
    struct str child; /* first name */
    struct date birth_date;
};
struct news_list {
    struct news_line *row;
    size_t n;
};
struct worklist {
    struct duty_counts counts;
    struct news_list news;             /* oldest first, at most 20 */
    struct agreement_duty_list agreed; /* due or breached, mine to see to */
    struct draft_waits drafts;         /* texts my unit is to answer or sign */
    struct body_home bodies;           /* my meetings and action points */
    int64_t authorities;               /* functions that wait for my look */
    struct between_lines between;      /* of other units, about no case */
    struct duty_list duties;
    struct offer_list asked; /* to answer, soonest first */
    struct offer_list sent;  /* open, and those answered the last 14 days */
    struct case_list held;
};

/* A child found by name, number or the case's reference. */
struct found_child {
    case_id case_id;
    struct child_label label;
    struct sealed_label sealed;
    struct str family; /* sealed in the store's answer */
    struct str holder;
};
struct found_list {
    struct found_child *row;
    size_t n;
};

#endif
