/* What the simulator's pages show: filled by pages*.c, drawn by capacity*.html.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CAPACITY_PAGES_H
#define HELHET_CAPACITY_PAGES_H

#include "capacity/run_queue.h"
#include "page/chart.h"
#include "page/parts.h"

/* --- the form --- */

struct cap_field {
    struct field_view field;
    struct status_tag tag; /* source, assumed, not known, changed */
    struct str source;
    struct str note;
    bool aside; /* of a region that is not looked at: hidden */
};
struct cap_group {
    struct str title;
    struct str id;
    bool open; /* something in it is wrong or changed */
    const struct cap_field *fields;
    size_t fields_n;
};

/* --- the answer --- */

struct cap_box {
    struct str value;
    struct str label;
};
struct cap_what_if {
    struct str teams;
    struct str load;
    struct str half;
    struct str nine;
    struct str within;
    struct str queue;
    struct status_tag enough;
};
struct cap_region {
    struct str name;
    struct str teams;
    struct str balance;
    struct str load;
    struct str within;
    struct str nine;
    struct str queue;
};
struct cap_pair { /* a row of the tables under the charts */
    struct str at;
    struct str value;
    struct str between;
};

struct cap_progress {
    bool going;      /* waiting or working */
    bool mine;       /* may be cancelled by the reader */
    struct str text; /* what is going on, or why not */
    struct str more; /* how much of it */
    int64_t done, total;
    struct str id;
    struct str data_href; /* for the script */
    struct str follow_href;
    struct str again_href; /* to start it after all; may be empty */
};

struct capacity_view {
    struct error_summary errors;
    const struct cap_group *groups; /* but the first */
    size_t groups_n;
    struct cap_group main;
    bool has_answer;
    struct str under; /* the area, and from when */
    struct str runs;
    const struct str *says; /* the answer in sentences */
    size_t says_n;
    bool grows;
    struct alert alert; /* the queue grows */
    const struct cap_box *boxes;
    size_t boxes_n;
    bool has_progress;
    struct cap_progress progress;
    bool has_what_if;
    struct chart what_if_chart;
    const struct cap_what_if *what_if;
    size_t what_if_n;
    struct str spread_title;
    struct chart spread_chart;
    const struct cap_pair *spread;
    size_t spread_n;
    struct chart queue_chart;
    const struct cap_pair *queue;
    size_t queue_n;
    const struct cap_region *regions; /* none when one region is looked at */
    size_t regions_n;
    const struct cap_pair *busy;
    size_t busy_n;
    struct str link; /* to this scenario */
    struct str csv_href, json_href, pdf_href;
};
PAGE_TEMPLATE(capacity, struct capacity_view);
PAGE_TEMPLATE(capacity_progress, struct cap_progress);
PAGE_TEMPLATE(capacity_running, struct cap_progress);
PAGE_TEMPLATE(capacity_group, struct cap_group);

/* The form, with what was typed when `err` is given. */
void capacity_form_fill(struct page *pg, const struct http_req *req,
                        const struct err *err, const struct params *p,
                        struct capacity_view *v);
/* The answer: sentences, boxes, tables. */
void capacity_answer_fill(struct page *pg, const struct answer *a, bool going,
                          struct capacity_view *v);
/* Its charts (pages_chart.c). */
void capacity_charts_fill(struct page *pg, const struct answer *a,
                          struct capacity_view *v);
/* How far the background run is; `query` is the scenario's. */
struct cap_progress capacity_progress_of(struct page *pg,
                                         const struct run_view *run,
                                         account_id reader, struct str query);
/* The same as a document, for pdf_write. */
const struct err *capacity_pdf(struct page *pg, const struct answer *a,
                               const struct capacity_view *v,
                               struct str *out) MUST_CHECK;

/* Words the charts and the tables share. */
struct str capacity_percent(struct page *pg, double share, int decimals);

#endif
