/* Cases, children, offers and timelines in the store.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_STORE_H
#define HELHET_CASEFILE_STORE_H

#include "access/call.h"
#include "casefile/case.h"

extern const struct db_set case_sql;
extern const struct db_set child_sql;
extern const struct db_set baton_sql;
extern const struct db_set case_list_sql;

/* Who asks: the first three parameters of every statement that shows. */
struct viewer {
    unit_id unit;
    struct instant now;
    account_id account;
};
struct viewer viewer_of(const struct call *c);

/* --- case_store.c --- */

struct case_new {
    case_id id;
    struct str wrapped_key;
    struct str lookup; /* 32 bytes, or empty */
    bool joined;
    bool is_protected;
    int32_t bti_level;
    unit_id unit;
    function_id function;
    account_id account;
};
/* Closed still, held by its opener; baton_store_save opens it. */
const struct err *case_store_insert(struct db_tx *tx, const struct case_new *n,
                                    struct instant now,
                                    struct date today) MUST_CHECK;
/* The joined open case of a child: id 0 when there is none. */
const struct err *case_store_find_joined(struct db_tx *tx, struct str lookup,
                                         case_id *out) MUST_CHECK;
/* An open case that the viewer's unit holds, for this number: id 0 if none. */
const struct err *case_store_find_own(struct db_tx *tx, const struct viewer *v,
                                      struct str lookup,
                                      case_id *out) MUST_CHECK;
/* Errors: NOT_FOUND, also where the viewer may not know of it. */
const struct err *case_store_get(struct db_tx *tx, const struct viewer *v,
                                 case_id id, struct case_head *out) MUST_CHECK;
/* What the gate asks of a case, for one person acting for a unit. */
struct case_facts {
    bool exists;
    function_id holder;
    unit_id holder_unit;
    account_id holder_account;
    bool open;
    bool is_protected;
    bool on_short_list;
    bool participant;
    bool team;
    bool opened; /* in an emergency, and not run out of time */
};
const struct err *case_store_facts(struct db_tx *tx, const struct viewer *v,
                                   case_id id,
                                   struct case_facts *out) MUST_CHECK;
const struct err *case_store_set_closed(struct db_tx *tx, case_id id,
                                        int64_t version, struct str reason,
                                        struct instant now) MUST_CHECK;
const struct err *case_store_set_protected(struct db_tx *tx, case_id id,
                                           bool is_protected) MUST_CHECK;
const struct err *case_store_set_lookup(struct db_tx *tx, case_id id,
                                        struct str lookup) MUST_CHECK;

/* Before a case opens again: a thread of its own, where another case of the
 * child is the joined one now. */
const struct err *case_store_unjoin(struct db_tx *tx, case_id id) MUST_CHECK;

/* Participants. *out_state: 0 not of the case, 1 invited, 2 active. */
enum takes_part { NOT_OF_CASE, INVITED, TAKES_PART };
const struct err *case_store_takes_part(struct db_tx *tx, case_id id,
                                        unit_id unit,
                                        enum takes_part *out) MUST_CHECK;
/* Inserts, or makes an invited unit active. */
const struct err *case_store_put_unit(struct db_tx *tx, case_id id,
                                      unit_id unit, enum purpose purpose,
                                      bool active, function_id by,
                                      struct instant now) MUST_CHECK;
const struct err *case_store_end_unit(struct db_tx *tx, case_id id,
                                      unit_id unit,
                                      struct instant now) MUST_CHECK;
struct participant_list {
    struct participant *row;
    size_t n;
};
const struct err *
case_store_list_units(struct db_tx *tx, const struct viewer *v, case_id id,
                      struct participant_list *out) MUST_CHECK;

const struct err *case_store_put_team(struct db_tx *tx, case_id id,
                                      const struct function_row *f,
                                      enum team_role role, function_id by,
                                      struct instant now) MUST_CHECK;
const struct err *case_store_end_team(struct db_tx *tx, case_id id,
                                      function_id f,
                                      struct instant now) MUST_CHECK;
struct team_list {
    struct team_member *row;
    size_t n;
};
const struct err *case_store_list_team(struct db_tx *tx, const struct viewer *v,
                                       case_id id,
                                       struct team_list *out) MUST_CHECK;
/* Team roles of somebody who leaves go to who takes over. */
const struct err *case_store_move_team(struct db_tx *tx, function_id gone,
                                       const struct function_row *to,
                                       struct instant now) MUST_CHECK;

const struct err *case_store_put_short_list(struct db_tx *tx, case_id id,
                                            account_id account, function_id by,
                                            struct instant now) MUST_CHECK;
const struct err *case_store_end_short_list(struct db_tx *tx, case_id id,
                                            account_id account) MUST_CHECK;
struct short_name {
    account_id account;
    struct str name;
};
struct short_list {
    struct short_name *row;
    size_t n;
};
const struct err *case_store_short_list(struct db_tx *tx,
                                        const struct viewer *v, case_id id,
                                        struct short_list *out) MUST_CHECK;

/* text is sealed already. */
const struct err *case_store_add_event(struct db_tx *tx, const struct event *e,
                                       struct str sealed) MUST_CHECK;
struct event_list {
    struct event *row; /* texts still sealed */
    size_t n;
};
/* Newest first, at most `max`; core lines, and others that are shared. */
const struct err *case_store_list_events(struct db_tx *tx,
                                         const struct viewer *v, case_id id,
                                         int64_t max,
                                         struct event_list *out) MUST_CHECK;

/* Open and missed deadlines of a case, soonest first. */
struct case_deadline {
    deadline_id id;
    struct str kind;
    struct date due_on;
    int64_t source;
    unit_id unit;
    account_id account;
    int64_t object_id;
    struct str name;
    struct str unit_name;
    enum unit_type unit_type;
};
struct case_deadline_list {
    struct case_deadline *row;
    size_t n;
};
const struct err *
case_store_list_deadlines(struct db_tx *tx, const struct viewer *v, case_id id,
                          struct case_deadline_list *out) MUST_CHECK;

const struct err *case_store_insert_knock(struct db_tx *tx, case_id joined,
                                          case_id thread, unit_id unit,
                                          struct instant now,
                                          int64_t *out_id) MUST_CHECK;
struct knock {
    int64_t id;
    case_id thread;
    unit_id unit;
    struct str unit_name;
    struct instant at;
};
struct knock_list {
    struct knock *row;
    size_t n;
};
/* Unanswered ones of a joined case. */
const struct err *case_store_list_knocks(struct db_tx *tx,
                                         const struct viewer *v, case_id id,
                                         struct knock_list *out) MUST_CHECK;
const struct err *case_store_answer_knock(struct db_tx *tx, case_id id,
                                          int64_t knock, const char *answer,
                                          function_id by,
                                          struct instant now) MUST_CHECK;

/* --- child_store.c --- */

/* A new version becomes what holds; `reason` may be empty for the first. */
const struct err *child_store_put(struct db_tx *tx, const struct key *key,
                                  const struct child *k, struct str reason,
                                  function_id by,
                                  struct instant now) MUST_CHECK;
const struct err *child_store_get(struct db_tx *tx, const struct viewer *v,
                                  const struct key *key, case_id id,
                                  struct child *out) MUST_CHECK;
struct person_list {
    struct person *row;
    size_t n;
};
/* Errors: NOT_FOUND (not of this case, or ended). */
const struct err *child_store_end_person(struct db_tx *tx, case_id id,
                                         int64_t person,
                                         struct instant now) MUST_CHECK;
const struct err *child_store_put_person(struct db_tx *tx,
                                         const struct key *key, case_id id,
                                         struct person *p, function_id by,
                                         struct instant now) MUST_CHECK;
const struct err *child_store_list_persons(struct db_tx *tx,
                                           const struct viewer *v,
                                           const struct key *key, case_id id,
                                           struct person_list *out) MUST_CHECK;

/* --- baton_store.c --- */

/* A baton and what the store must know to write it again. */
struct baton_row {
    struct baton baton;
    case_id case_id;
    account_id holder_account;
    bool is_protected;
    int64_t version; /* of the case */
    int64_t offer_version;
    function_id offer_from;
    uint32_t offer_classes; /* CLASS_BITs that come along */
    enum basis offer_basis;
    bool offer_consented;
    enum consenter offer_consent_by;
    struct str offer_consent_rule;
    struct str offer_source; /* sealed */
    struct instant offered_at;
    struct str reason;       /* sealed */
    struct str to_name;      /* baton_store_names: receiver, or empty */
    struct str to_unit_name; /* baton_store_names */
};
const struct err *baton_store_get(struct db_tx *tx, case_id id,
                                  struct baton_row *out) MUST_CHECK;
/* Of the case that the offer, open or not, is about. Errors: NOT_FOUND. */
const struct err *baton_store_of_offer(struct db_tx *tx, offer_id id,
                                       struct baton_row *out) MUST_CHECK;
/* Whom the open offer is for, for pages; none: both stay empty. */
const struct err *baton_store_names(struct db_tx *tx,
                                    struct baton_row *row) MUST_CHECK;
/* A function as the rules look at it; does its unit take part in the case, or
 * is it invited to? Errors: NOT_FOUND. */
const struct err *baton_store_party(struct db_tx *tx, case_id id, function_id f,
                                    struct date today, struct baton_party *out,
                                    account_id *out_account) MUST_CHECK;
/* Holder, counts and openness as `after` has them; version seen in `before`.
 * Errors: CONFLICT (somebody was first; the database's own triggers). */
const struct err *baton_store_save(struct db_tx *tx,
                                   const struct baton_row *before,
                                   const struct baton *after,
                                   account_id holder_account) MUST_CHECK;
const struct err *baton_store_log(struct db_tx *tx, const struct keyring *keys,
                                  case_id id, int64_t seq,
                                  const struct baton_event *e,
                                  struct instant now) MUST_CHECK;
const struct err *baton_store_insert_offer(struct db_tx *tx,
                                           const struct baton_row *r,
                                           const struct baton *after,
                                           account_id to_account,
                                           struct instant now) MUST_CHECK;
const struct err *baton_store_update_offer(struct db_tx *tx,
                                           const struct baton_row *before,
                                           const struct baton *after,
                                           account_id to_account,
                                           account_id above_account) MUST_CHECK;
const struct err *baton_store_end_offer(struct db_tx *tx,
                                        const struct baton_row *before,
                                        enum offer_state how, function_id by,
                                        struct str sealed_answer,
                                        struct instant now) MUST_CHECK;
/* Different units asked since the baton was last accepted. */
const struct err *baton_store_units_asked(struct db_tx *tx, case_id id,
                                          struct date since,
                                          int32_t *out) MUST_CHECK;
struct case_ids {
    case_id *id;
    size_t n;
};
/* Open cases whose baton or open offer concerns a function. */
const struct err *baton_store_list_of_function(struct db_tx *tx, function_id f,
                                               struct case_ids *out) MUST_CHECK;
/* Functions on their last day, or past it, that still hold or are offered. */
struct function_ids {
    function_id *id;
    size_t n;
};
const struct err *baton_store_list_leaving(struct db_tx *tx, struct date today,
                                           struct function_ids *out) MUST_CHECK;
/* The function itself, when it holds, is offered, must do or is on a team. */
const struct err *baton_store_list_bound(struct db_tx *tx, function_id f,
                                         struct function_ids *out) MUST_CHECK;
/* Open cases asked since `before` or earlier, without an escalation. */
const struct err *baton_store_list_stuck(struct db_tx *tx, struct date before,
                                         struct case_ids *out) MUST_CHECK;
/* The history of one case, for replay. */
struct baton_history {
    struct baton_event *row;
    size_t n;
    bool sealed; /* each row is as it was written */
};
const struct err *baton_store_history(struct db_tx *tx,
                                      const struct keyring *keys, case_id id,
                                      struct baton_history *out) MUST_CHECK;
const struct err *baton_store_all_cases(struct db_tx *tx, case_id after,
                                        struct case_ids *out) MUST_CHECK;
/* Planned absence of a function that covers a day: its last day. */
const struct err *baton_store_absent(struct db_tx *tx, function_id f,
                                     struct date on, struct date *out_until,
                                     bool *out) MUST_CHECK;
const struct err *baton_store_put_absence(struct db_tx *tx, function_id f,
                                          struct date from, struct date to,
                                          struct instant now) MUST_CHECK;
/* Regional counts without identity (R614), over holder units. */
struct bounce_count {
    struct str unit_name;
    int64_t cases;
    int64_t offers;
    int64_t refused;
    int64_t raised;
};
/* Below five children a number could point at one of them (R742). */
#define BOUNCE_SHOWN_FROM 5
struct bounce_counts {
    struct bounce_count *row;
    size_t n;
};
const struct err *baton_store_bounces(struct db_tx *tx,
                                      struct bounce_counts *out) MUST_CHECK;

#endif
