/* Preparation (forarbeid): whom the team asks, and what they answered.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ASSESSMENT_PREPARE_H
#define HELHET_ASSESSMENT_PREPARE_H

#include "assessment/assessment.h"
#include "registry/function.h"
#include "sharing/app.h"

enum information_source {
#define INFORMATION(id, word, msg) INFORMATION_##id,
#include "assessment/prepare_sources.def"
#undef INFORMATION
    INFORMATION_COUNT
};
extern const char *const information_words[]; /* NULL last */
int information_message(enum information_source s);

enum information_state {
    INFORMATION_ASKED,
    INFORMATION_ANSWERED, /* by the unit, here */
    INFORMATION_PAPER,    /* came on paper, noted by the team */
    INFORMATION_NOTHING   /* they have nothing, or do not answer */
};
int information_state_message(enum information_state s);

struct information {
    int64_t id;
    assessment_id assessment;
    unit_id unit; /* 0: asked on paper */
    struct str unit_name;
    enum information_source source;
    struct str question; /* plain; sealed in the store */
    struct instant asked_at;
    struct date due_on;
    enum information_state state;
    struct str answer; /* plain; sealed in the store; empty for others than
                          the team and who answered */
    struct instant answered_at;
    int64_t version;
};
struct information_list {
    struct information *row;
    size_t n;
};

/* May it be answered so? Errors: CONFLICT (answered already), INVALID. */
const struct err *information_check(struct arena *mem,
                                    const struct information *i,
                                    enum information_state to,
                                    struct str answer) MUST_CHECK;

/* --- prepare_store.c; texts sealed --- */
extern const struct db_set prepare_sql;
const struct err *prepare_store_list(struct db_tx *tx, unit_id unit,
                                     struct instant now, account_id account,
                                     assessment_id id,
                                     struct information_list *out) MUST_CHECK;
/* For the gate. Errors: NOT_FOUND. */
const struct err *prepare_store_where(struct db_tx *tx, int64_t id,
                                      assessment_id *out) MUST_CHECK;
const struct err *prepare_store_insert(struct db_tx *tx,
                                       const struct information *i,
                                       function_id by) MUST_CHECK;
const struct err *prepare_store_answer(struct db_tx *tx,
                                       const struct information *i,
                                       function_id by) MUST_CHECK;

/* --- prepare_app.c --- */

/* What the acting unit may see of it, opened: the team all, a unit that is
 * asked its own. In an open call. */
const struct err *prepare_list_in(struct call *c, const struct assessment *a,
                                  struct information_list *out) MUST_CHECK;
/* On what ground something is shared, as typed in a form. */
struct ground {
    enum basis basis;
    struct str how; /* how and by whom a consent was given */
};
struct information_form {
    enum information_source source;
    unit_id unit; /* 0: on paper */
    struct str question;
    struct date due_on;
    struct ground ground;
};
/* The unit takes part, sees CORE and the question, and has a deadline. */
const struct err *prepare_app_ask(struct call *c, assessment_id id,
                                  const struct information_form *f) MUST_CHECK;
/* The unit that was asked answers: its answer is shared with the team on its
 * own ground. nothing: it has none. */
const struct err *prepare_app_answer(struct call *c, assessment_id id,
                                     int64_t nr, bool nothing,
                                     struct str answer,
                                     const struct ground *g) MUST_CHECK;
/* The team notes what came on paper, or that nothing will come. */
const struct err *prepare_app_note(struct call *c, assessment_id id, int64_t nr,
                                   enum information_state how,
                                   struct str answer) MUST_CHECK;

/* Fills a share's consent from the dated rules, when that is its ground. The
 * child's age and care decide who may consent. Errors: INVALID, field
 * "hvordan", "grunnlag". */
const struct err *prepare_ground_in(struct call *c, case_id id,
                                    const struct ground *g,
                                    struct share *s) MUST_CHECK;
/* Whom to turn to at a unit: contact point, coordinator, else who leads, else
 * who has been there longest. *found false: nobody. */
const struct err *prepare_whom_in(struct call *c, unit_id unit,
                                  struct function_row *out,
                                  bool *found) MUST_CHECK;

#endif
