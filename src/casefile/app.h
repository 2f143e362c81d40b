/* What people and the system do with cases and the baton.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * Functions ending in _in work inside the caller's open, permitted call: other
 * folders use them. The others are calls of their own. */
#ifndef HELHET_CASEFILE_APP_H
#define HELHET_CASEFILE_APP_H

#include "casefile/list_store.h"
#include "deadline/app.h"
#include "sharing/record_app.h"

/* --- facts for the gate, registered by main --- */
const struct err *casefile_facts_case(struct call *c, int64_t id,
                                      struct gate_facts *out,
                                      case_id *out_case) MUST_CHECK;
const struct err *casefile_facts_offer(struct call *c, int64_t id,
                                       struct gate_facts *out,
                                       case_id *out_case) MUST_CHECK;

/* --- inside an open call --- */

struct case_open_form {
    struct child child;
    int32_t bti_level; /* -1: not used */
    struct str text;   /* why, may be empty; sealed */
};
/* Opens a case for the acting function; the caller has checked who may. The
 * answer is the same whether the child has a joined case or not: if so, the new
 * one is a thread of its own and that case's holder is asked to invite it.
 * Errors: INVALID (child_check), DENIED (the unit's type). Source: R602. */
const struct err *casefile_app_open_in(struct call *c,
                                       const struct case_open_form *form,
                                       case_id *out) MUST_CHECK;
/* The municipality as typed - number, name, or "Name (number)" - becomes its
 * number. Errors: INVALID (field kommune: none, or several of that name). */
const struct err *casefile_place_in(struct call *c, struct child *k) MUST_CHECK;
/* A child of the acting unit's own: its open case for this number, if any. */
const struct err *casefile_find_own_in(struct call *c, const struct natid *id,
                                       case_id *out, bool *found) MUST_CHECK;
/* What the acting unit may know: NOT_FOUND otherwise. */
const struct err *casefile_child_in(struct call *c, case_id id,
                                    struct child *out) MUST_CHECK;
const struct err *casefile_head_in(struct call *c, case_id id,
                                   struct case_head *out) MUST_CHECK;
const struct err *casefile_persons_in(struct call *c, case_id id,
                                      struct person_list *out) MUST_CHECK;
/* p->id 0: new, else replaced. */
const struct err *casefile_put_person_in(struct call *c, case_id id,
                                         struct person *p) MUST_CHECK;
/* A unit takes part (active) or is invited; an active one sees CORE and what
 * it writes itself. No line on the timeline when it took part before. */
const struct err *casefile_join_in(struct call *c, case_id id, unit_id unit,
                                   enum purpose purpose,
                                   bool active) MUST_CHECK;
/* Join, and share `classes` from one unit on a basis given in `s`. */
const struct err *casefile_join_shared_in(struct call *c, const struct share *s,
                                          uint32_t classes) MUST_CHECK;
const struct err *casefile_team_in(struct call *c, case_id id, function_id f,
                                   enum team_role role) MUST_CHECK;
/* A line on the timeline by the acting function; e->text is plain. Fields that
 * are 0 are filled: id, at, function, unit. */
const struct err *casefile_event_in(struct call *c, struct event *e) MUST_CHECK;
/* Puts an account on the short list, when the case is protected. */
const struct err *casefile_reveal_in(struct call *c, case_id id,
                                     account_id account) MUST_CHECK;
/* A deadline of a case: d's person filled from its function when account_id is
 * 0. Made by deadline_open_in. */
const struct err *casefile_deadline_in(struct call *c,
                                       struct deadline *d) MUST_CHECK;

/* --- the baton --- */

struct offer_form {
    case_id case_id;
    function_id to;          /* a person; {0}: to all with a function */
    unit_id to_unit;         /* when to is {0} */
    enum function_kind kind; /* when to is {0} */
    struct str reason;
    uint32_t classes; /* what comes along besides CORE: CLASS_BITs */
    enum basis basis;
    bool consented;
    enum consenter consent_by;
    struct str source; /* how the consent was given */
};
/* Offers the baton. A receiver who is away: the offer goes to the deputy (as
 * casefile_route_in showed before). Errors: INVALID, CONFLICT, NOT_FOUND. */
const struct err *casefile_app_offer(struct call *c, const struct offer_form *f,
                                     offer_id *out) MUST_CHECK;
enum offer_answer { ANSWER_YES, ANSWER_TALK, ANSWER_NO };
/* YES is one transaction: holder, participant, shares, deadlines, timeline,
 * audit. NO needs a reason. *out_case may be NULL. */
const struct err *casefile_app_answer(struct call *c, offer_id id,
                                      enum offer_answer answer,
                                      struct str reason,
                                      case_id *out_case) MUST_CHECK;
const struct err *casefile_app_withdraw(struct call *c, offer_id id,
                                        case_id *out_case) MUST_CHECK;
/* Who gets what is sent to a function today: itself, or while it is away the
 * deputy; *out_until is the last day away, DATE_NONE when not away. */
const struct err *casefile_route_in(struct call *c, function_id f,
                                    struct function_row *out,
                                    struct date *out_until) MUST_CHECK;
const struct err *casefile_app_absence(struct call *c, struct date from,
                                       struct date to) MUST_CHECK;

/* --- leavers --- */

struct leaver_result {
    int64_t cases;  /* batons that moved */
    int64_t offers; /* offers that moved or ended */
    struct str to_name;
    function_id to; /* who took over, {0}: there was nothing */
};
/* Ends a function with its last day: batons, offers, deadlines and team roles
 * fall to the deputy or the leader in the same transaction, and are listed to
 * them. With a last day ahead they stay until that day's job. Errors: CONFLICT
 * (nobody to take over). Source: R615. */
const struct err *
casefile_app_function_ends(struct call *c, function_id f, struct date last_day,
                           struct leaver_result *out) MUST_CHECK;
/* A unit is reorganised: what functions there hold goes to `to`, by the same
 * rule, in bulk. */
const struct err *casefile_app_reorganise(struct call *c, unit_id unit,
                                          function_id to,
                                          struct leaver_result *out) MUST_CHECK;

/* Who takes over from a function of the acting unit (or from oneself) on the
 * day; empty: nobody. out_name, of the function itself, may be NULL. */
const struct err *casefile_app_stand_in(struct call *c, function_id f,
                                        struct str *out_name,
                                        struct str *out_stand_in) MUST_CHECK;
struct staff_member {
    struct function_row function;
    struct str deputy; /* name, or empty */
};
struct staff_list {
    struct staff_member *row;
    size_t n;
};
/* Today's functions at the acting unit. */
const struct err *casefile_app_staff(struct call *c,
                                     struct staff_list *out) MUST_CHECK;

/* A colleague whom who acts answers for: leaders at their own unit,
 * administrators anywhere. Errors: NOT_FOUND. */
const struct err *casefile_app_colleague(struct call *c, function_id f,
                                         struct function_row *out) MUST_CHECK;
/* Takes every second factor of such a colleague away. Errors: as above, and of
 * factor_reset_in. */
const struct err *casefile_app_reset_factor(struct call *c,
                                            function_id f) MUST_CHECK;

/* --- the case --- */
const struct err *casefile_app_open(struct call *c,
                                    const struct case_open_form *form,
                                    case_id *out) MUST_CHECK;
const struct err *casefile_app_close(struct call *c, case_id id,
                                     int64_t version, enum close_reason reason,
                                     struct str achieved) MUST_CHECK;
const struct err *casefile_app_reopen(struct call *c, case_id id,
                                      struct str reason) MUST_CHECK;
/* A new version of the child; the old one stays. */
const struct err *casefile_app_correct(struct call *c, struct child *k,
                                       struct str reason) MUST_CHECK;
const struct err *casefile_app_invite(struct call *c, case_id id, unit_id unit,
                                      enum purpose purpose) MUST_CHECK;
const struct err *casefile_app_unit_leaves(struct call *c, case_id id,
                                           unit_id unit) MUST_CHECK;
const struct err *casefile_app_team_add(struct call *c, case_id id,
                                        function_id f,
                                        enum team_role role) MUST_CHECK;
const struct err *casefile_app_team_end(struct call *c, case_id id,
                                        function_id f) MUST_CHECK;
const struct err *casefile_app_short_list(struct call *c, case_id id,
                                          account_id account,
                                          bool on) MUST_CHECK;
/* Somebody around the child: guardian, carer, network. */
const struct err *casefile_app_person(struct call *c, case_id id,
                                      struct person *p) MUST_CHECK;
const struct err *casefile_app_person_end(struct call *c, case_id id,
                                          int64_t person) MUST_CHECK;
/* Puts the person of a function on it. */
const struct err *casefile_app_short_list_add(struct call *c, case_id id,
                                              function_id f) MUST_CHECK;
/* Shares classes that the acting unit owns with a unit of the case, and lets it
 * take part. Errors: INVALID (share_check), CONFLICT (not of the case). */
const struct err *casefile_share_in(struct call *c, struct share *s,
                                    uint32_t classes) MUST_CHECK;
const struct err *casefile_app_share(struct call *c, struct share *s,
                                     uint32_t classes) MUST_CHECK;
/* Puts down what was answered when somebody was asked to consent; what is given
 * is shared with a unit of the case from now. r->from_unit is the acting one.
 * Errors: INVALID (consent_check), CONFLICT (the unit is not of the case). */
const struct err *casefile_app_consent(struct call *c,
                                       struct consent_record *r) MUST_CHECK;
/* What the dated rules say for the child today, in a matter; no rule where its
 * age is not known. In an open, permitted call. Source: R632. */
const struct err *
casefile_consent_answer_in(struct call *c, case_id id,
                           enum consent_matter matter,
                           struct consent_answer *out) MUST_CHECK;
/* Withdrawn: the shares that rest on it end now. Errors: consent_end_in. */
const struct err *casefile_app_consent_end(struct call *c, case_id id,
                                           int64_t record,
                                           struct str reason) MUST_CHECK;
/* Invites the asking unit into the joined case, or does not. */
const struct err *casefile_app_answer_knock(struct call *c, case_id id,
                                            int64_t knock, unit_id unit,
                                            bool invite) MUST_CHECK;

/* --- pages --- */

/* What of a case a page shows. Head, child and baton always come along. */
enum view_part {
    VIEW_UNITS = 1,
    VIEW_TEAM = 2,
    VIEW_DEADLINES = 4,
    VIEW_EVENTS = 8,
    VIEW_SHARES = 16,
    VIEW_PERSONS = 32,
    VIEW_KNOCKS = 64,
    VIEW_SHORT_LIST = 128,
    VIEW_CONSENT = 256,
    VIEW_PEOPLE = 1024, /* whom the baton may be offered to, with VIEW_UNITS */
    VIEW_INVITE = 2048, /* units that may be invited */
    VIEW_HOLDER = 4096, /* DENIED for all but the holder and its leader */
    VIEW_ANSWERS = 8192 /* consents that were answered, and the rules */
};
/* Somebody who may get the baton or join the team. */
struct receiver {
    struct function_row function;
    struct date away_until; /* DATE_NONE: here */
    struct str stand_in;    /* who answers meanwhile; empty: nobody */
};
struct receiver_list {
    struct receiver *row;
    size_t n;
};
struct case_view {
    struct case_head head;
    struct child child;
    struct str municipality; /* name of the child's, empty: not known */
    struct baton_row baton;  /* reason opened */
    struct bounce bounce;
    struct participant_list units;
    struct team_list team;
    struct case_deadline_list deadlines;
    struct event_list events; /* texts opened */
    struct share_list shares;
    struct person_list persons;
    struct knock_list knocks;
    struct short_list short_list;
    struct consent_rule consent; /* who may consent to an assessment */
    bool consent_known;
    struct consent_list answers;
    struct consent_rule *rules; /* spread over the matters */
    size_t rules_n;
    struct receiver_list people;
    struct unit_list invite;
    bool is_holder; /* the acting person holds the baton, or leads who does */
    account_id reader;
    enum role role; /* the reader's: what a page offers, see role_may */
};
/* Within an open, permitted call. */
const struct err *casefile_view_in(struct call *c, case_id id, unsigned parts,
                                   struct case_view *out) MUST_CHECK;
/* `a` is what is asked for: CASE_VIEW, or, for a form, the action that it leads
 * to is asked again when it is sent. */
const struct err *casefile_app_view(struct call *c, enum action a, case_id id,
                                    unsigned parts,
                                    struct case_view *out) MUST_CHECK;
/* Who has looked at a case, with what its pages have on top. */
struct case_log {
    struct case_view head;
    struct access_log log;
    struct log_sum sum; /* of the last 30 days */
};
const struct err *casefile_app_log(struct call *c, case_id id,
                                   const struct log_ask *ask,
                                   struct case_log *out) MUST_CHECK;

/* Opens the two sealed columns of a row that a statement with SHARE_SEES gave.
 * Damaged ones are no error: the name says so (call_or_damaged). */
const struct err *casefile_label_in(struct call *c, case_id id,
                                    struct str wrapped_key, struct str given,
                                    struct str birth,
                                    struct child_label *out) MUST_CHECK;
/* The birth date alone; DATE_NONE: not known. */
const struct err *casefile_born_in(struct call *c, case_id id,
                                   struct str wrapped_key, struct str birth,
                                   struct date *out) MUST_CHECK;
/* "Lea, 14 år", "Lea" */
struct str child_label_text(struct arena *mem, enum lang lang,
                            const struct child_label *l);

/* Cases that the acting unit may know of, latest opened first. */
const struct err *casefile_app_list(struct call *c, enum case_filter filter,
                                    int64_t skip, int64_t max,
                                    struct case_list *out) MUST_CHECK;
const struct err *casefile_list_in(struct call *c, enum case_filter filter,
                                   int64_t skip, int64_t max,
                                   struct case_list *out) MUST_CHECK;

const struct err *casefile_app_offer_view(struct call *c, offer_id id,
                                          struct offer_view *out) MUST_CHECK;
const struct err *casefile_app_bounces(struct call *c,
                                       struct bounce_counts *out) MUST_CHECK;

/* --- jobs and verify --- */
extern const struct job_handler casefile_jobs[];
extern const size_t casefile_jobs_n;
extern const char *const casefile_daily[];
extern const size_t casefile_daily_n;

struct casefile_verdict {
    int64_t cases;
    int64_t events;
    int64_t bad;       /* cases whose history does not give what is stored */
    case_id first_bad; /* {0}: none */
    const char *why;   /* English, for operators */
};
/* Replays the history of every case and compares: no case was ever without a
 * holder; and each event is as it was written, by its keyed hash. In a read
 * transaction of the caller's. Source: R616. */
const struct err *casefile_verify(struct db_tx *tx, const struct keyring *keys,
                                  struct casefile_verdict *out) MUST_CHECK;

#endif
