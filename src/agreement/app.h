/* What people do with agreements: look, check, enter evidence, confirm reading.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_APP_H
#define HELHET_AGREEMENT_APP_H

#include "access/call.h"
#include "agreement/draft_store.h"
#include "agreement/duty_store.h"
#include "agreement/store.h"
#include "file/paper.h"

/* The gate's facts of an agreement. PARTY: the acting unit is one, or
 * began an agreement that was never signed; UNIT_MEMBER:
 * it lies below or above a party; INVITED: the agreement invites it. A draft
 * that was never signed is known to its parties only. */
const struct err *agreement_facts(struct call *c, int64_t id,
                                  struct gate_facts *out,
                                  case_id *out_case) MUST_CHECK;

/* An agreement on a day, with what its clauses are then. */
struct agreement_look {
    struct agreement agreement;
    struct party_list parties;
    struct version_list versions;  /* newest first */
    const struct version *version; /* binding on the day; NULL: none */
    struct date on;
    struct section_list sections;
    struct clause_list clauses;
    struct fact_list facts;
    struct verdict *verdict; /* of each clause; obligations only */
    int32_t count[VERDICT_COUNT];
    int32_t people;           /* clauses for people to judge */
    bool party;               /* the acting unit is a party */
    bool must_read;           /* the acting function is asked to confirm it */
    int32_t released;         /* parties that have released the version */
    bool released_by_own;     /* the acting unit has */
    struct paper_list papers; /* of its evidence; agreement_app_view only */
};
struct look_list {
    struct agreement_look *row;
    size_t n;
    struct draft_waits waits; /* agreement_app_list only */
};

/* The agreements one may know of, judged on a day, and what waits for the
 * acting person under them, and for the acting unit: texts to sign (leaders),
 * comments to answer. */
const struct err *
agreement_app_list(struct call *c, struct date on, struct look_list *out,
                   struct agreement_duty_list *out_mine) MUST_CHECK;
/* Errors: NOT_FOUND. */
const struct err *agreement_app_view(struct call *c, agreement_id id,
                                     struct date on,
                                     struct agreement_look *out) MUST_CHECK;
/* All agreements of the store, by the system (CLI, job). */
const struct err *agreement_app_check(struct call *c, struct date on,
                                      struct look_list *out) MUST_CHECK;
/* One agreement judged on a day; in an open call that is permitted. */
const struct err *agreement_look_in(struct call *c, const struct agreement *a,
                                    struct date on,
                                    struct agreement_look *out) MUST_CHECK;
/* What is due or breached today becomes a duty of each responsible party's
 * leader, with the day of its rule; what is no longer, is closed. */
const struct err *agreement_settle_in(struct call *c,
                                      agreement_id id) MUST_CHECK;
/* Daily job "agreement.check": the same for all. */
const struct err *agreement_job_check(struct call *c,
                                      int64_t object) MUST_CHECK;

/* Adds the open duties of the agreements of a body to its year, as struct
 * year_note; with a link for who may see the agreement. Inside an open call. */
const struct err *agreement_year_in(struct call *c, int64_t body, int year,
                                    struct growing *out) MUST_CHECK;

/* --- released to the public (R305) --- */

/* The acting party releases the version in force, or takes that back. Errors:
 * CONFLICT: none is in force. */
const struct err *agreement_app_release(struct call *c, agreement_id id,
                                        bool release) MUST_CHECK;
/* What every party has released: agreements, parties, sections; nothing else is
 * read. For anybody. */
const struct err *agreement_app_public(struct call *c,
                                       struct look_list *out) MUST_CHECK;

/* The same inside an open call that is permitted. */
const struct err *agreement_check_in(struct call *c, struct date on,
                                     struct look_list *out) MUST_CHECK;

/* What people typed about a fact; e->agreement and e->ref say where. `typed`:
 * errors of the form, told after the gate was asked. `file`: a document that
 * goes with it and has been through paper_check, or NULL. Errors: INVALID (a
 * day in the future for what has happened, an end before its start, a kind that
 * is not entered by hand); NOT_FOUND: no such point. */
const struct err *
agreement_app_add_evidence(struct call *c, struct evidence *e,
                           const struct paper_file *file,
                           const struct err *typed) MUST_CHECK;
const struct err *agreement_app_withdraw(struct call *c, agreement_id id,
                                         int64_t evidence) MUST_CHECK;

/* The acting person confirms having read the version in force (R204). Errors:
 * CONFLICT: none is in force. */
const struct err *agreement_app_confirm(struct call *c,
                                        agreement_id id) MUST_CHECK;

/* Puts the regional agreement of Midt-Norge with its two versions into a call
 * that is open and permitted; does nothing when it is there, or when its
 * parties are not in the registry.
 * Source: the regional agreement in force from 2021-09-01, renewed 2023-11-08
 */
const struct err *agreement_install_in(struct call *c) MUST_CHECK;
/* The same in a call of its own (init, demo). */
const struct err *agreement_app_install(struct call *c) MUST_CHECK;

#endif
