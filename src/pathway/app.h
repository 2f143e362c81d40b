/* What people do with pathways: start, record, steer, look.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_APP_H
#define HELHET_PATHWAY_APP_H

#include "casefile/app.h"
#include "pathway/edit.h"
#include "pathway/store.h"

/* --- definitions --- */

/* A definition and where it comes from. */
struct path_found {
    struct path_row row; /* id 0: ships with the program */
    struct path_def def;
};
/* In an open call: of the store, else of those that ship. Errors: NOT_FOUND. */
const struct err *pathway_find_in(struct call *c, struct str key,
                                  struct str version,
                                  struct path_found *out) MUST_CHECK;
struct path_found_list {
    struct path_found *row; /* def has title, key, version, status */
    size_t n;
};
/* All there are, those that ship too, by their titles. */
const struct err *pathway_list_in(struct call *c,
                                  struct path_found_list *out) MUST_CHECK;
const struct err *pathway_app_list(struct call *c,
                                   struct path_found_list *out) MUST_CHECK;
struct path_page {
    struct path_found found;
    struct path_problems problems;
    struct adoption_list adopted;
    bool own_adopted; /* the acting unit uses it today */
    struct path_found_list versions;
};
const struct err *pathway_app_get(struct call *c, struct str key,
                                  struct str version,
                                  struct path_page *out) MUST_CHECK;
/* The lengths that law gives, from the rules' data. */
const struct err *pathway_rules_in(struct call *c, struct path_rule **out,
                                   size_t *out_n) MUST_CHECK;

/* --- drafts --- */

/* Takes in a definition as PlanDefinition JSON: a new draft, or the draft of
 * that key and version anew. Faults are shown, not refused. Errors: INVALID
 * (field "plan"), CONFLICT (this version is published: its words are kept). */
const struct err *pathway_app_import(struct call *c, struct str json,
                                     struct path_def *out) MUST_CHECK;
/* A draft with the words of another version, perhaps under another key. Errors:
 * INVALID (field "navn", "versjon"), CONFLICT (it is there). */
const struct err *pathway_app_copy(struct call *c, struct str key,
                                   struct str version, struct str new_key,
                                   struct str new_version) MUST_CHECK;
/* A draft, and the change of it that the person saw (0: any). */
struct draft_ref {
    struct str key;
    struct str version;
    int64_t seen;
};
struct draft_page {
    struct path_found found;
    struct path_problems problems;
    struct path_rule *rules; /* lengths that law gives */
    size_t rules_n;
};
/* For those who write pathways. Errors: CONFLICT (no draft). */
const struct err *pathway_app_draft(struct call *c, struct str key,
                                    struct str version,
                                    struct draft_page *out) MUST_CHECK;
/* Changes of a draft. Errors: CONFLICT (no draft any more; somebody else has
 * changed it), INVALID (too large; those of path_edit_step), NOT_FOUND. */
const struct err *pathway_app_write(struct call *c, const struct draft_ref *ref,
                                    const struct def_words *w) MUST_CHECK;
/* `id` empty: a new step. A term by law takes its length from the rule: INVALID
 * (field "frist-regel") where there is none. */
const struct err *pathway_app_write_step(struct call *c,
                                         const struct draft_ref *ref,
                                         struct str id,
                                         struct step_words *w) MUST_CHECK;
const struct err *pathway_app_drop_step(struct call *c,
                                        const struct draft_ref *ref,
                                        struct str id) MUST_CHECK;
const struct err *pathway_app_move_step(struct call *c,
                                        const struct draft_ref *ref,
                                        struct str id, bool up) MUST_CHECK;
/* The draft is gone. */
const struct err *pathway_app_discard(struct call *c,
                                      const struct draft_ref *ref) MUST_CHECK;
/* Errors: CONFLICT (it has faults; it is no draft). */
const struct err *pathway_app_publish(struct call *c, struct str key,
                                      struct str version) MUST_CHECK;
/* No longer to be started; what runs goes on. Errors: CONFLICT. */
const struct err *pathway_app_retire(struct call *c, struct str key,
                                     struct str version) MUST_CHECK;

/* --- where it is in use --- */

/* The acting unit uses the pathway from a day on, or until one. */
const struct err *pathway_app_adopt(struct call *c, struct str key,
                                    struct date from) MUST_CHECK;
const struct err *pathway_app_unadopt(struct call *c, struct str key,
                                      struct date to) MUST_CHECK;

/* --- a child's runs --- */

struct run_view {
    struct run_row row;
    struct path_row def_row; /* without body */
    struct path_def def;
    struct path_run run;
    struct event_rows events; /* texts opened */
    struct step_rows steps;   /* as they are kept: who, and ids */
    bool adopted;             /* in use at its unit today */
    struct part_list parts;   /* who takes part and may see it */
};
/* The kept row of a step of the definition, or NULL. */
const struct step_row *run_step_row(const struct run_view *v, uint32_t step);

struct run_views {
    struct run_view *row;
    size_t n;
};
/* Of a case, with what may be started there. */
struct case_pathways {
    struct run_views runs;
    struct path_found_list may_start; /* in use at the acting unit, active */
};
const struct err *pathway_app_case(struct call *c, case_id id,
                                   struct case_pathways *out) MUST_CHECK;
const struct err *pathway_app_run(struct call *c, case_id id, int64_t run,
                                  struct run_view *out) MUST_CHECK;
/* The run that a step is of. */
const struct err *pathway_app_step(struct call *c, case_id id, int64_t step,
                                   struct run_view *out) MUST_CHECK;

/* Errors: INVALID (no such, not in use here), CONFLICT (it runs already, the
 * case is closed). */
const struct err *pathway_app_start(struct call *c, case_id id, struct str key,
                                    struct str version,
                                    int64_t *out_run) MUST_CHECK;
struct record_form {
    enum path_event_kind kind;
    struct str outcome;
    struct date day;
    struct str text; /* a reason, needed for all but DONE and RESUMED */
};
/* `step`: id of its kept row. Errors: path_check_event's; INVALID (a reason is
 * missing). */
const struct err *pathway_app_record(struct call *c, case_id id, int64_t step,
                                     const struct record_form *f,
                                     int64_t *out_run) MUST_CHECK;
/* Ends the run, or keeps what is left as plain measures (R646). */
const struct err *pathway_app_end(struct call *c, case_id id, int64_t run,
                                  bool as_measures,
                                  struct str reason) MUST_CHECK;

/* What moving to another version would change. */
enum move_change {
    MOVE_SAME,
    MOVE_NEW,   /* a step that was not there */
    MOVE_GONE,  /* a step that is no longer there */
    MOVE_STATE, /* another state */
    MOVE_DUE    /* another last day */
};
struct move_line {
    enum move_change change;
    struct str title;
    enum path_state from;
    enum path_state to;
    struct date due_from;
    struct date due_to;
};
struct move_preview {
    struct path_found to;
    struct move_line *row;
    size_t n; /* changes only */
};
const struct err *pathway_app_preview(struct call *c, case_id id, int64_t run,
                                      struct str version,
                                      struct run_view *out_run,
                                      struct move_preview *out) MUST_CHECK;
const struct err *pathway_app_move(struct call *c, case_id id, int64_t run,
                                   struct str version) MUST_CHECK;
/* Pure: the changes, titles in the language, from one definition to another
 * with the same events. */
void pathway_compare(struct arena *mem, enum lang lang,
                     const struct path_def *from, const struct path_run *a,
                     const struct path_def *to, const struct path_run *b,
                     struct move_preview *out);

/* Counts of the acting unit's own runs, and of their steps. */
struct pathway_figures {
    struct run_figures runs;
    struct step_figures steps;
    struct path_found *def; /* for each of steps: where its title stands */
    bool has_region;        /* the reader may ask for a region's */
};
const struct err *pathway_app_figures(struct call *c,
                                      struct pathway_figures *out) MUST_CHECK;

#endif
