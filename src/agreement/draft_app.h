/* What people do with drafts: start, write, comment, sign, end (R201, R202).
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_DRAFT_APP_H
#define HELHET_AGREEMENT_DRAFT_APP_H

#include "access/passkey.h"
#include "agreement/approval_store.h"
#include "body/evaluation_app.h"
#include "registry/unit.h"

/* --- starting --- */

struct draft_start {
    enum agreement_kind kind;
    agreement_id parent; /* of a supplementary agreement, else 0 */
    struct str title;    /* empty: made of the parties' names */
    struct str part[DRAFT_PARTIES_MAX]; /* codes, names, or "name (code)" */
};
/* What the form offers: units that may be parties of the kind, by name. */
struct draft_offer {
    struct unit *unit;
    size_t n;
    struct str parent_title;
};
/* Reads the offer, and fills in `s->part` the names of units told by id or
 * code; what is not known stays as it is. Errors: NOT_FOUND: no such parent. */
const struct err *draft_app_new(struct call *c, struct draft_start *s,
                                struct draft_offer *out) MUST_CHECK;
/* `typed`: errors of the form. Errors: INVALID at "part1" … "part4" (unknown
 * unit, twice the same, too few, none of one's own, not what the kind needs) or
 * "tittel". */
const struct err *draft_app_start(struct call *c, const struct draft_start *s,
                                  const struct err *typed,
                                  agreement_id *out) MUST_CHECK;
/* A new version of what was signed, to be revised. Errors: CONFLICT: one is
 * being written; NOT_FOUND: nothing was signed. */
const struct err *draft_app_revise(struct call *c, agreement_id id) MUST_CHECK;

/* --- looking --- */

struct draft_look {
    struct agreement agreement;
    struct party_list parties;
    struct version_list versions;       /* newest first */
    const struct version *v;            /* the one that is looked at, or NULL */
    struct draft_section_list sections; /* also removed ones */
    struct section_list text;           /* those that stand */
    struct clause_list clauses;         /* of those */
    struct draft_point_list points;
    struct comment_list comments;
    struct party_signature_list
        signatures; /* of every version, also gone ones */
    struct party_signature_list approvals; /* the same */
    struct sent_back_list returns;         /* of every version, oldest first */
    struct approver_list approvers;
    const struct revision_wish *wish; /* of what is being revised */
    size_t wishes;
    struct agreement_list children;
    struct notice notice; /* of the version that binds today */
    bool noticed;
    struct notice_list backs; /* that were taken back, of all versions */
    struct str hash;          /* of the text as it stands */
    bool party;               /* the acting unit is one */
    struct party_list led;    /* parties the acting leader signs for */
    unit_id unit;             /* the acting unit */
    function_id function;     /* the acting one */
};
/* What stands of a party on a version in a list of signatures or approvals, or
 * NULL. */
const struct party_signature *
signature_standing(const struct party_signature_list *list, version_id version,
                   unit_id unit);
/* Do all parties but this one stand in the list for `d->v`? */
bool draft_others_stand(const struct draft_look *d,
                        const struct party_signature_list *list, unit_id party);
/* The signature of a party that stands on a version, or NULL. */
const struct party_signature *draft_signature(const struct draft_look *d,
                                              version_id version, unit_id unit);
/* For which party the acting leader is to sign `d->v`, or NULL. */
const struct party *draft_signs_for(const struct draft_look *d);
/* Version `number`; 0: the one that is being written, -1: none. Errors:
 * NOT_FOUND; DENIED: it is being written, and one is no party. */
const struct err *draft_app_view(struct call *c, agreement_id id,
                                 int64_t number,
                                 struct draft_look *out) MUST_CHECK;
/* The sections of two versions. Errors: as above. */
const struct err *draft_app_compare(struct call *c, agreement_id id,
                                    int64_t was, int64_t now,
                                    struct draft_look *out,
                                    struct section_list *out_was,
                                    struct section_list *out_now) MUST_CHECK;

/* --- writing ---
 * Each: NOT_FOUND: nothing is being written, or no such section; INVALID, and
 * CONFLICT where nothing was typed: the text is sent to approval, and frozen
 * until a party sends it back. */

struct section_form {
    int64_t id; /* 0: a new one, last */
    struct str heading;
    struct str body;
    int32_t level;
    int64_t version;      /* as seen */
    const int32_t *point; /* that it covers */
    size_t points;
    bool tells_points; /* false: what it covers stays */
};
/* Errors: CONFLICT: somebody saved meanwhile; *out_theirs is what stands. */
const struct err *draft_app_save(struct call *c, agreement_id id,
                                 struct section_form *s,
                                 const struct err *typed,
                                 struct section *out_theirs) MUST_CHECK;
const struct err *draft_app_move(struct call *c, agreement_id id,
                                 int64_t section, bool up) MUST_CHECK;
/* Takes a section away, or brings it back. */
const struct err *draft_app_remove(struct call *c, agreement_id id,
                                   int64_t section, bool back) MUST_CHECK;
/* Covered by a section, or waived with a reason (section 0). Errors: INVALID at
 * "grunn". */
const struct err *draft_app_point(struct call *c, agreement_id id,
                                  const struct point_cover *p,
                                  const struct err *typed) MUST_CHECK;
/* agreed_from, until, notice_months and version of `v`. Errors: INVALID at
 * "til"; CONFLICT. */
const struct err *draft_app_terms(struct call *c, agreement_id id,
                                  const struct version *v,
                                  const struct err *typed) MUST_CHECK;
/* An obligation of a section: k->section_id, statement, duty. Errors: INVALID
 * at "slag", "antall"; of guidance: see guidance_check_terms. */
const struct err *draft_app_bind(struct call *c, agreement_id id,
                                 struct clause *k,
                                 const struct err *typed) MUST_CHECK;
const struct err *draft_app_unbind(struct call *c, agreement_id id,
                                   int64_t clause) MUST_CHECK;

/* Gives the draft up: its version stays, and is written no more. Errors:
 * INVALID at "grunn". */
const struct err *draft_app_discard(struct call *c, agreement_id id,
                                    struct str reason,
                                    const struct err *typed) MUST_CHECK;

/* --- comments --- */
/* An answer (k->parent) gets its comment's section. */
const struct err *draft_app_comment(struct call *c, agreement_id id,
                                    struct comment *k,
                                    const struct err *typed) MUST_CHECK;
const struct err *draft_app_settle(struct call *c, agreement_id id,
                                   int64_t comment) MUST_CHECK;

/* --- signing --- */

/* Sends the text to approval: it is frozen. Errors: INVALID, one for each point
 * that is neither covered nor waived; a text without sections. Source: R202. */
const struct err *draft_app_send(struct call *c, agreement_id id) MUST_CHECK;
/* The acting leader signs for the party: the text with this hash. Errors:
 * DENIED: not a party's; CONFLICT: not approved by all, signed already, or the
 * text is another; INVALID at "kode": the proof is not right. Source: R201,
 * R802. */
const struct err *draft_app_sign(struct call *c, agreement_id id,
                                 struct str hash,
                                 struct factor_proof *proof) MUST_CHECK;
/* A signed version takes effect, a version under notice ends: the daily job. */
const struct err *draft_turn_in(struct call *c) MUST_CHECK;
/* The acting party gives notice; `ends`: its last day where no notice period is
 * agreed, else not read. Errors: CONFLICT: none in force, or notice was given;
 * INVALID at "siste", "grunn". */
const struct err *draft_app_end(struct call *c, agreement_id id,
                                struct date ends, struct str reason,
                                const struct err *typed) MUST_CHECK;
/* The last day when notice is given today; NONE: no period is agreed. */
struct date draft_notice_day(const struct draft_look *d, struct date today);

/* The party that gave notice takes it back, on its last day at the latest; the
 * notice stays in the history. Own choice. Errors: CONFLICT: there is none;
 * DENIED: another party gave it. */
const struct err *draft_app_take_back(struct call *c,
                                      agreement_id id) MUST_CHECK;

/* What waits for the acting unit: in an open call that is permitted. */
const struct err *draft_waits_in(struct call *c,
                                 struct draft_waits *out) MUST_CHECK;

/* Shared by draft_app.c, edit_app.c, sign_app.c: in an open call. */
const struct err *draft_look_in(struct call *c, agreement_id id, int64_t number,
                                struct draft_look *out) MUST_CHECK;
/* Begins, permits and reads what is being written. Errors: NOT_FOUND. */
const struct err *draft_begin(struct call *c, enum action a, agreement_id id,
                              struct draft_look *out) MUST_CHECK;

#endif
