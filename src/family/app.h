/* What the child and the guardians do on their own page, and what staff do with
 * what the child says. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_FAMILY_APP_H
#define HELHET_FAMILY_APP_H

#include "casefile/app.h"
#include "casefile/plan_app.h"
#include "casefile/trust_app.h"
#include "family/store.h"

/* Facts for the gate: the family's by its links, everybody else's by
 * casefile_facts_case. Registered by main. */
const struct err *family_facts_case(struct call *c, int64_t id,
                                    struct gate_facts *out,
                                    case_id *out_case) MUST_CHECK;

/* The link that the person acts by, and the gate's yes: the call is open.
 * Errors: NOT_FOUND (none that holds today), those of the gate. */
const struct err *family_permit_own(struct call *c, enum action a,
                                    struct family_link *out) MUST_CHECK;

/* --- the child's and the guardians' own --- */

struct own_page {
    struct family_link link;
    struct case_head head;
    struct child child;
    int32_t age; /* -1: not known */
    struct team_list team;
    struct participant_list units;
    struct event_list events;
    struct case_deadline_list deadlines;
    struct share_list shares; /* texts still sealed, and not shown */
    struct statement_list said;
    struct withheld_list withheld;
    uint32_t hidden; /* CLASS_BITs kept from the reader: guardians only */
    struct access_log log;
    account_id reader;
    struct plan_view plan; /* items and versions */
    struct trust trust;    /* the child's page alone */
    bool foster;           /* a foster home has a page too: the same */
};
/* What the child keeps from its guardians and foster parents: sets p->hidden
 * from p->withheld; is a class kept; is what a unit wrote of a kept kind? */
void own_note_hidden(struct own_page *p);
bool own_hides(const struct own_page *p, enum info_class k);
bool own_keeps_unit(const struct own_page *p, unit_id id);
/* The own page of the acting link; `log`: with who looked, `skip` lines passed
 * over. Everything is read through the holder's eyes, then what the child keeps
 * from its guardians is left out. Errors: NOT_FOUND (no open link). */
const struct err *family_app_page(struct call *c, bool log, int64_t skip,
                                  struct own_page *out) MUST_CHECK;
/* The adopted plan, with link, units and what is withheld; the rest of *out is
 * empty. A guardian does not get what the child keeps: the plan as a whole, its
 * own goals with what it has said, and what the services wrote with theirs.
 * Errors: NOT_FOUND (no open link). Source: R622, R623. */
const struct err *family_app_plan(struct call *c,
                                  struct own_page *out) MUST_CHECK;
/* The child says something: the holder gets it to answer. */
const struct err *family_app_say(struct call *c, struct str words,
                                 bool to_guardians) MUST_CHECK;
/* The child tells whom it trusts most: the team reads it, guardians do not.
 * Errors: INVALID. */
const struct err *family_app_trust(struct call *c, struct str said) MUST_CHECK;
/* Keeps a class from the guardians, or no longer. */
const struct err *family_app_withhold(struct call *c, enum info_class k,
                                      bool hide, struct str why) MUST_CHECK;

/* --- staff --- */

struct voice_view {
    struct case_view v;
    struct statement_list said; /* texts opened */
    bool may_answer;
};
const struct err *voice_app_view(struct call *c, case_id id,
                                 struct voice_view *out) MUST_CHECK;
/* An adult puts down what the child said. Errors: INVALID. */
const struct err *voice_app_put(struct call *c, struct statement *s) MUST_CHECK;
/* What was done with it; closes the holder's deadline. Errors: NOT_FOUND,
 * INVALID, CONFLICT. */
const struct err *voice_app_answer(struct call *c, case_id id,
                                   int64_t statement, enum became became,
                                   struct str weight,
                                   struct str outcome) MUST_CHECK;

struct access_view {
    struct case_view v;
    struct link_list links;
    struct withheld_list withheld; /* reasons opened */
    int32_t age;
};
const struct err *access_app_view(struct call *c, case_id id,
                                  struct access_view *out) MUST_CHECK;
/* What is told once to whoever hands it over. Login and password are made up
 * where they are empty. */
struct new_access {
    struct str login;
    struct str password;
    struct str secret; /* of the second factor; not in the demo */
};
/* An account for the child (person 0) or for a guardian, who must have parental
 * responsibility by the service's own record, never by own word. The login
 * names nobody. Errors: INVALID, CONFLICT (has one). Source: R624. */
const struct err *access_app_open(struct call *c, case_id id, int64_t person,
                                  struct new_access *out) MUST_CHECK;
/* The same in a call that is permitted: account and link, as *l says. */
const struct err *family_open_in(struct call *c, struct family_link *l,
                                 struct new_access *out) MUST_CHECK;
const struct err *access_app_end(struct call *c, case_id id,
                                 int64_t link) MUST_CHECK;
/* An adult confirms or lifts what the child keeps. From 16 nobody lifts it.
 * Errors: DENIED, CONFLICT. */
const struct err *access_app_decide(struct call *c, case_id id,
                                    enum info_class k, bool keep) MUST_CHECK;

#endif
