/* Bodies, meetings, decisions and action points in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_BODY_STORE_H
#define HELHET_BODY_STORE_H

#include "body/body.h"
#include "db/db.h"

extern const struct db_set body_sql;
extern const struct db_set meeting_sql;

/* --- bodies --- */
struct body_list {
    struct body *row;
    size_t n;
};
struct body_unit_list {
    struct body_unit *row;
    size_t n;
};
struct body_person_list {
    struct body_person *row;
    size_t n;
};
/* Errors: NOT_FOUND. */
const struct err *body_store_get(struct db_tx *tx, body_id id,
                                 struct body *out) MUST_CHECK;
const struct err *body_store_find(struct db_tx *tx, struct str code,
                                  struct body *out, bool *found) MUST_CHECK;
/* Valid on `on`, by kind, then name; and those that an account or a unit has to
 * do with. */
const struct err *body_store_list(struct db_tx *tx, struct date on,
                                  struct body_list *out) MUST_CHECK;
/* All, also ended ones. */
const struct err *body_store_list_all(struct db_tx *tx,
                                      struct body_list *out) MUST_CHECK;
const struct err *body_store_list_of(struct db_tx *tx, account_id account,
                                     unit_id unit, struct date on,
                                     struct body_list *out) MUST_CHECK;
const struct err *body_store_insert(struct db_tx *tx,
                                    const struct body *b) MUST_CHECK;
const struct err *body_store_add_unit(struct db_tx *tx, body_id body,
                                      const struct body_unit *u) MUST_CHECK;
const struct err *body_store_add_person(struct db_tx *tx,
                                        const struct body_person *p) MUST_CHECK;
/* In the body's order; DATE_NONE: all periods. */
const struct err *body_store_units(struct db_tx *tx, body_id body,
                                   struct date on,
                                   struct body_unit_list *out) MUST_CHECK;
const struct err *body_store_people(struct db_tx *tx, body_id body,
                                    struct date on,
                                    struct body_person_list *out) MUST_CHECK;

/* Rules of how it works; b->version as seen. Errors: CONFLICT. */
const struct err *body_store_update(struct db_tx *tx,
                                    const struct body *b) MUST_CHECK;
const struct err *body_store_end(struct db_tx *tx, body_id id,
                                 struct date last) MUST_CHECK;
/* A seat with its body. Errors: NOT_FOUND. */
const struct err *body_store_person(struct db_tx *tx, person_id id,
                                    struct body_person *out) MUST_CHECK;
/* The seat's last day. */
const struct err *body_store_end_person(struct db_tx *tx, person_id id,
                                        struct date last) MUST_CHECK;
const struct err *body_store_end_unit(struct db_tx *tx, body_id body,
                                      unit_id unit,
                                      struct date last) MUST_CHECK;
/* A unit of that name today; {0}: none. */
const struct err *body_store_unit_named(struct db_tx *tx, struct str name,
                                        struct date on,
                                        unit_id *out) MUST_CHECK;

/* --- meetings --- */
struct meeting_list {
    struct meeting *row;
    size_t n;
};
struct item_list {
    struct agenda_item *row;
    size_t n;
};
struct meeting_person_list {
    struct meeting_person *row;
    size_t n;
};
struct approval {
    unit_id unit;
    struct str unit_name;
    struct str name; /* who said yes */
    struct instant at;
};
struct approval_list {
    struct approval *row;
    size_t n;
};
struct body_decision_list {
    struct body_decision *row;
    size_t n;
};
struct action_list {
    struct action_point *row;
    size_t n;
};
/* Errors: NOT_FOUND. */
const struct err *meeting_store_get(struct db_tx *tx, meeting_id id,
                                    struct meeting *out) MUST_CHECK;
/* Of a body, newest first. */
const struct err *meeting_store_list(struct db_tx *tx, body_id body,
                                     struct meeting_list *out) MUST_CHECK;
/* Called or planned ones of bodies where the account has a seat, or its unit is
 * in, from `from` on, soonest first, at most 50. */
const struct err *meeting_store_mine(struct db_tx *tx, account_id account,
                                     unit_id unit, struct date from,
                                     struct meeting_list *out) MUST_CHECK;
/* Inserts, or changes the version seen (m->version > 0). Errors: CONFLICT. */
const struct err *meeting_store_put(struct db_tx *tx,
                                    const struct meeting *m) MUST_CHECK;
const struct err *item_store_get(struct db_tx *tx, item_id id,
                                 struct agenda_item *out) MUST_CHECK;
/* On an agenda, in order, without what was taken back. */
const struct err *item_store_list(struct db_tx *tx, meeting_id meeting,
                                  struct item_list *out) MUST_CHECK;
/* Proposed and not placed. */
const struct err *item_store_waiting(struct db_tx *tx, body_id body,
                                     struct item_list *out) MUST_CHECK;
const struct err *item_store_put(struct db_tx *tx,
                                 const struct agenda_item *i) MUST_CHECK;
/* The highest item number of a body in a year. */
const struct err *item_store_last_number(struct db_tx *tx, body_id body,
                                         int year, int32_t *out) MUST_CHECK;
const struct err *approval_store_list(struct db_tx *tx, meeting_id meeting,
                                      struct approval_list *out) MUST_CHECK;
const struct err *approval_store_put(struct db_tx *tx, meeting_id meeting,
                                     unit_id unit, account_id account,
                                     struct instant at) MUST_CHECK;
const struct err *approval_store_clear(struct db_tx *tx,
                                       meeting_id meeting) MUST_CHECK;
/* Everybody with a seat on the meeting's day, or who was called. */
const struct err *
meeting_store_people(struct db_tx *tx, const struct meeting *m,
                     struct meeting_person_list *out) MUST_CHECK;
const struct err *
meeting_store_put_person(struct db_tx *tx, meeting_id meeting,
                         const struct meeting_person *p) MUST_CHECK;
const struct err *
body_decision_store_list(struct db_tx *tx, meeting_id meeting,
                         struct body_decision_list *out) MUST_CHECK;
/* Of a body, newest first, at most 200; `text` is a pattern of
 * search_pattern. */
const struct err *
body_decision_store_search(struct db_tx *tx, body_id body, struct str text,
                           struct body_decision_list *out) MUST_CHECK;
const struct err *body_decision_store_last_number(struct db_tx *tx,
                                                  body_id body, int year,
                                                  int32_t *out) MUST_CHECK;
/* `search`: title and text in lower case. Errors: CONFLICT. */
const struct err *body_decision_store_insert(struct db_tx *tx,
                                             const struct body_decision *d,
                                             struct str search) MUST_CHECK;
/* Open ones of a body that were made before `before`, or done after `after`:
 * what stands on a meeting's agenda. Soonest due first. */
const struct err *action_store_carried(struct db_tx *tx, body_id body,
                                       struct instant before,
                                       struct instant after,
                                       struct action_list *out) MUST_CHECK;
/* Made at a meeting. */
const struct err *action_store_list(struct db_tx *tx, meeting_id meeting,
                                    struct action_list *out) MUST_CHECK;
/* Open ones of an account, soonest due first, at most 50. */
const struct err *action_store_mine(struct db_tx *tx, account_id account,
                                    struct action_list *out) MUST_CHECK;
/* An open action point that somebody should be reminded of. */
struct action_due {
    action_id id;
    struct date due_on;
    struct str name;
    struct str address; /* may be empty */
    struct str body_name;
};
struct action_due_list {
    struct action_due *row;
    size_t n;
};
/* Open ones that are due by `last`, soonest first, at most 500. */
const struct err *action_store_due(struct db_tx *tx, struct date last,
                                   struct action_due_list *out) MUST_CHECK;
const struct err *action_store_get(struct db_tx *tx, action_id id,
                                   struct action_point *out) MUST_CHECK;
const struct err *action_store_put(struct db_tx *tx,
                                   const struct action_point *a) MUST_CHECK;

#endif
