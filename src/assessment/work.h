/* The team's work on one child, as whoever opens it may see it; and the steps.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_WORK_H
#define HELHET_ASSESSMENT_WORK_H

#include "assessment/prepare.h"
#include "assessment/recommend.h"
#include "assessment/sheet.h"
#include "assessment/team.h"
#include "casefile/app.h"
#include "crypto/crypto.h"

struct signature {
    function_id function;
    struct str name;
    struct instant at;
    bool holds; /* signed what stands in the report now */
};
struct signature_list {
    struct signature *row;
    size_t n;
};

struct work {
    struct assessment a;
    struct child child;
    int32_t age; /* -1: not known */
    struct case_head head;
    struct sheet_set sheets; /* the latest ones that are shared */
    struct team_people people;
    struct information_list information;
    struct recommendation_list recommendations;
    struct signature_list signatures;
    struct hash digest; /* of what is signed */
    struct unit requester;
    struct unit team; /* id 0: none */
    bool is_team;     /* the caller works on it */
    bool is_requester;
    bool is_decider;
};
/* In an open call that the gate has allowed. */
const struct err *work_load_in(struct call *c, assessment_id id,
                               struct work *out) MUST_CHECK;
const struct err *work_app_view(struct call *c, assessment_id id,
                                struct work *out) MUST_CHECK;
/* The same, and the units that can be asked or recommended to. */
const struct err *work_app_view_units(struct call *c, assessment_id id,
                                      struct work *out,
                                      struct unit_list *units) MUST_CHECK;
/* The same, and who works at the caller's unit. */
const struct err *work_app_view_people(struct call *c, assessment_id id,
                                       struct work *out,
                                       struct function_list *people) MUST_CHECK;
/* What is there of what the steps ask for: bits of enum thk_need. Pure. */
uint32_t work_met(const struct work *w, struct date today, struct str note);
/* Takes one of the steps of the team, or closes. Errors: as
 * assessment_step_in. */
const struct err *work_app_step(struct call *c, assessment_id id,
                                enum thk_step step, struct str note) MUST_CHECK;
/* The step that comes next for the caller; THK_STEP_COUNT: none. Pure. */
enum thk_step work_next(const struct work *w);

/* --- sheets --- */
extern const struct db_set sheet_sql;
struct sheet_view {
    struct work w;
    struct sheet sheet;       /* version 0: not written */
    struct sheet_set history; /* newest first, bodies empty */
    bool editable;
};
/* The latest of one kind and number, for its form. Errors: NOT_FOUND. */
const struct err *sheet_app_get(struct call *c, assessment_id id,
                                enum sheet_kind k, struct str nr,
                                struct sheet_view *out) MUST_CHECK;
/* A new version, after s->version as seen; the same again is no version.
 * Errors: CONFLICT, INVALID (sheet_check). */
const struct err *sheet_app_put(struct call *c, assessment_id id,
                                struct sheet *s) MUST_CHECK;
/* While one types: unfinished too, and no new version as long as the same
 * person goes on. s->version becomes the one stored. */
const struct err *sheet_app_keep(struct call *c, assessment_id id,
                                 struct sheet *s) MUST_CHECK;
/* Where a question or a recommendation belongs. Errors: NOT_FOUND. */
const struct err *work_app_where(struct call *c, bool recommendation,
                                 int64_t nr, assessment_id *out) MUST_CHECK;
const struct err *sheet_list_in(struct call *c, assessment_id id,
                                struct sheet_set *out) MUST_CHECK;

/* --- sheet_store.c: sheets and signatures; bodies sealed --- */
const struct err *sheet_store_list(struct db_tx *tx, const struct viewer *v,
                                   assessment_id id,
                                   struct sheet_set *out) MUST_CHECK;
const struct err *sheet_store_history(struct db_tx *tx, const struct viewer *v,
                                      assessment_id id, const struct sheet *s,
                                      struct sheet_set *out) MUST_CHECK;
/* s->version is the new one. Errors: CONFLICT. */
const struct err *sheet_store_put(struct db_tx *tx, assessment_id id,
                                  const struct sheet *s, function_id by,
                                  account_id account) MUST_CHECK;
/* The latest one, saved by itself, gets another body. Errors: CONFLICT. */
const struct err *sheet_store_replace(struct db_tx *tx,
                                      const struct sheet *s) MUST_CHECK;
struct signed_row {
    int64_t id;
    function_id function;
    struct str name;
    struct instant at;
    struct str digest; /* sealed */
};
struct signed_list {
    struct signed_row *row;
    size_t n;
};
const struct err *sheet_store_list_signed(struct db_tx *tx,
                                          const struct viewer *v,
                                          assessment_id id,
                                          struct signed_list *out) MUST_CHECK;
const struct err *sheet_store_sign(struct db_tx *tx, assessment_id id,
                                   const struct signed_row *s,
                                   account_id account) MUST_CHECK;

/* --- the report --- */

/* Signs what stands in the report now, with the password asked again. Errors:
 * INVALID (field "passord"), DENIED. */
const struct err *report_app_sign(struct call *c, assessment_id id,
                                  struct str password) MUST_CHECK;
/* The report to one reader as a PDF file: marked with who took it out, and
 * when. Errors: NOT_FOUND. */
const struct err *report_app_pdf(struct call *c, assessment_id id,
                                 struct str reader, struct str *out) MUST_CHECK;
/* A hash over report, areas and instruments as they stand. */
struct hash report_digest(struct arena *mem, const struct sheet_set *sheets);
/* Report class to the requester, and to a clinic that takes part on a consent.
 * In the call that finishes it. */
const struct err *report_share_in(struct call *c,
                                  const struct work *w) MUST_CHECK;

#endif
