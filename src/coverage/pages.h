/* What the page of coverage shows, and its sheet: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_COVERAGE_PAGES_H
#define HELHET_COVERAGE_PAGES_H

#include "coverage/app.h"
#include "notify/sheet.h"
#include "page/parts.h"

struct gap_line {
    struct str text;  /* what is missing, and since when */
    struct str close; /* who must close it */
    struct str start; /* where its agreement is begun, or empty */
};
struct pair_line {
    struct str group; /* heading above this row; empty: as the one before */
    unit_id id;
    struct str name;
    struct str place; /* empty: not registered */
    bool known;       /* the clinic is */
    struct service_tag clinic;
    struct status_tag agreement;
    struct str until;
    struct str health; /* empty: nobody */
    struct str contact;
    struct date start; /* DATE_NONE: none held */
    const struct gap_line *gaps;
    size_t gaps_n;
};
struct clinic_line {
    unit_id id;
    struct str name;
    struct str contact; /* empty: nobody */
    int64_t contacts;
    int64_t institutions;
    int64_t in_force;
};
struct matrix_cell {
    bool there; /* the two belong together */
    struct status_tag tag;
};
struct matrix_head {
    struct str name;
};
struct matrix_row {
    unit_id id;
    struct str name;
    const struct matrix_cell *cells;
    size_t cells_n;
};
struct coverage_view {
    struct crumbs crumbs;
    struct counts counts;
    struct str past; /* "As on 1 May 2026", or empty */
    struct str csv;  /* addresses of the downloads: same region and day */
    struct str xlsx;
    bool chosen; /* another region or day than the whole country today */
    struct field_view region;
    struct field_view day;
    struct error_summary errors;
    const struct pair_line *rows;
    size_t rows_n;
    struct empty empty;
    const struct matrix_head *columns;
    size_t columns_n;
    const struct matrix_row *matrix;
    size_t matrix_n;
    const struct clinic_line *clinics;
    size_t clinics_n;
};
PAGE_TEMPLATE(coverage_page, struct coverage_view);
/* `err`: what was wrong with the day asked for, or NULL. */
struct coverage_view coverage_view_of(struct page *pg,
                                      const struct http_req *req,
                                      const struct err *err,
                                      const struct coverage_look *l);

/* One line for each gap; one for a pair that has none. */
struct sheet coverage_sheet_of(struct arena *mem, enum lang lang,
                               const struct coverage_look *l);

#endif
