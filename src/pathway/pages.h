/* What the pages of pathways show: views only, filled by pages.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_PATHWAY_PAGES_H
#define HELHET_PATHWAY_PAGES_H

#include "casefile/pages.h"
#include "page/chart.h"
#include "pathway/app.h"

/* --- the picture: swimlanes drawn from the definition itself --- */
struct lane_item {
    struct str place; /* classes: which column, how long */
    struct str look;  /* gjort, frist, over, plan, varer */
    struct str icon;
    struct str title;
    struct str href; /* empty: no link */
    struct str state;
};
struct lane {
    struct service_tag service;
    struct str color;
    const struct lane_item *items;
    size_t items_n;
};
struct lanes {
    const struct lane *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(pathway_lanes, struct lanes);
/* `v` NULL: the definition alone. */
struct lanes lanes_of(struct page *pg, const struct path_def *d,
                      const struct run_view *v);

/* --- pieces that pages of definitions share --- */
struct status_tag path_status_tag(struct page *pg, enum path_status s);
/* "Møte; Vurder (utfall)": what comes before. */
struct str path_after_text(struct page *pg, const struct path_def *d,
                           const struct path_step *s);
struct str path_term_text(struct page *pg, const struct path_term *t);
/* As many as there are problems. */
struct error_line *path_problem_lines(struct page *pg, const struct path_def *d,
                                      const struct path_problems *p);
struct crumbs path_crumbs(struct page *pg, struct str title);

/* --- /forlop --- */
struct def_line {
    struct str title;
    struct str version;
    struct str href;
    struct status_tag status;
};
struct pathway_list_view {
    const struct def_line *rows;
    size_t rows_n;
    bool may_edit;
};
PAGE_TEMPLATE(pathway_list, struct pathway_list_view);

/* --- /forlop/ny --- */
struct pathway_new_view {
    struct error_summary errors;
    struct field_view plan;
};
PAGE_TEMPLATE(pathway_new, struct pathway_new_view);
struct pathway_new_view pathway_new_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err);
struct pathway_list_view pathway_list_view_of(struct page *pg,
                                              const struct path_found_list *l,
                                              bool may_edit);

struct step_line {
    struct str title;
    struct str text;
    struct service_tag service;
    struct str who;
    struct str after;
    struct str record;
    struct str term; /* empty: none */
    struct str term_source;
    struct str source;
    bool has_condition;
};
struct adoption_line {
    struct service_tag service;
    struct str period;
};
/* What the reader may do with definitions. */
struct def_rights {
    bool adopt;
    bool edit;
    bool publish;
};
struct pathway_def_view {
    struct crumbs crumbs;
    struct str title;
    struct str under;
    struct str purpose;
    struct str source;
    struct status_tag status;
    struct lanes lanes;
    const struct step_line *steps;
    size_t steps_n;
    const struct error_line *problems;
    size_t problems_n;
    const struct adoption_line *adopted;
    size_t adopted_n;
    const struct def_line *versions;
    size_t versions_n;
    struct str base; /* address of this version */
    struct str key;
    bool may_adopt;
    bool own_adopted;
    bool may_edit;
    bool may_change; /* a draft */
    bool may_publish;
    bool may_retire;
    struct error_summary errors;
    struct field_view from;
    struct field_view to;
};
PAGE_TEMPLATE(pathway_def, struct pathway_def_view);
struct pathway_def_view pathway_def_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct path_page *p,
                                            const struct def_rights *may);

/* --- /barn/{sak}/forlop --- */
struct run_line {
    struct str title;
    struct str href;
    struct str under;
    struct status_tag status;
    struct lanes lanes;
};
struct case_pathways_view {
    struct case_top top;
    case_id id;
    const struct run_line *rows;
    size_t rows_n;
    struct empty empty;
    bool may_start;
    bool has_some;
    struct error_summary errors;
    struct field_view which;
};
PAGE_TEMPLATE(case_pathways, struct case_pathways_view);
struct case_pathways_view case_pathways_view_of(struct page *pg,
                                                const struct http_req *req,
                                                const struct err *err,
                                                const struct case_view *v,
                                                const struct case_pathways *p);

struct run_step_line {
    struct str title;
    struct str href;
    struct service_tag service;
    struct str who;
    struct due_tag due;
    struct str due_source;
    struct status_tag status;
};
struct pathway_run_view {
    struct case_top top;
    case_id id;
    struct str run;
    struct str title;
    struct str under;
    struct status_tag status;
    struct lanes lanes;
    const struct run_step_line *next;
    size_t next_n;
    struct empty nothing;
    const struct run_step_line *steps;
    size_t steps_n;
    struct timeline timeline;
    bool may_steer;
    bool not_adopted;
    struct error_summary errors;
    struct field_view how;
    struct field_view reason;
    bool has_versions;
    struct field_view version;
};
PAGE_TEMPLATE(pathway_run, struct pathway_run_view);
struct pathway_run_view pathway_run_view_of(struct page *pg,
                                            const struct http_req *req,
                                            const struct err *err,
                                            const struct case_view *v,
                                            const struct run_view *r,
                                            const struct path_found_list *all);

struct pathway_step_view {
    struct case_top top;
    case_id id;
    struct str step;
    struct str run_href;
    struct str run_title;
    struct str title;
    struct status_tag status;
    struct facts facts;
    bool may_record;
    struct error_summary errors;
    struct field_view what;
    bool has_outcomes;
    struct field_view outcome;
    struct field_view day;
    struct field_view text;
    struct timeline timeline;
};
PAGE_TEMPLATE(pathway_step, struct pathway_step_view);
struct pathway_step_view
pathway_step_view_of(struct page *pg, const struct http_req *req,
                     const struct err *err, const struct case_view *v,
                     const struct run_view *r, int64_t step);
/* Words of the form's choices, NULL last; their kinds in the same order. */
extern const char *const record_words[];
extern const enum path_event_kind record_kinds[];

struct move_row {
    struct str title;
    struct str what;
    struct str from;
    struct str to;
};
struct pathway_move_view {
    struct case_top top;
    case_id id;
    struct str run;
    struct str title;
    struct str version;
    const struct move_row *rows;
    size_t rows_n;
};
PAGE_TEMPLATE(pathway_move, struct pathway_move_view);
struct pathway_move_view pathway_move_view_of(struct page *pg,
                                              const struct case_view *v,
                                              const struct run_view *r,
                                              const struct move_preview *m);

/* --- /forlop/tall --- */
/* Counts in words: a small one is not shown. */
struct figure_line {
    struct str title;
    struct str started;
    struct str finished;
    struct str stopped;
};
struct step_figure_line {
    struct str pathway;
    struct str title;
    struct service_tag service;
    struct str opened;
    struct str median;
    struct str late;
    struct str deviations;
};
struct pathway_figures_view {
    const struct figure_line *rows;
    size_t rows_n;
    const struct step_figure_line *steps;
    size_t steps_n;
    bool has_region;
};
PAGE_TEMPLATE(pathway_figures, struct pathway_figures_view);
struct pathway_figures_view
pathway_figures_view_of(struct page *pg, const struct pathway_figures *f);

/* --- /forlop/region: rows, lanes and steps in words, as above --- */
struct region_figures;
struct region_view {
    struct crumbs crumbs;
    struct str unit;
    struct date from;
    struct date to;
    const struct figure_line *rows;
    size_t rows_n;
    struct chart chart;
    bool has_chart;
    const struct step_figure_line *lanes;
    size_t lanes_n;
    const struct step_figure_line *steps;
    size_t steps_n;
};
PAGE_TEMPLATE(pathway_region, struct region_view);
struct region_view region_view_of(struct page *pg,
                                  const struct region_figures *f);
/* Fields of one line of a file. */
void pathway_csv_line(struct buf *b, const struct str *field, size_t n);
struct str region_csv(struct page *pg, const struct region_view *v);

/* The steps' figures, with the same small counts hidden. */
struct str pathway_figures_csv(struct page *pg,
                               const struct pathway_figures_view *v);

#endif
