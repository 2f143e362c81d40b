/* What the registry's pages show: views only, filled by view.c.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_REGISTRY_PAGES_H
#define HELHET_REGISTRY_PAGES_H

#include "page/parts.h"
#include "registry/app.h"

/* --- /enheter --- */
struct unit_line {
    unit_id id;
    struct service_tag service;
    int type; /* message */
    struct str kind;
    unit_id parent_id;
    struct str parent;
    struct date ended; /* DATE_NONE: not ended */
};
struct unit_list_view {
    struct crumbs crumbs;
    struct field_view text;
    struct field_view type;
    const struct unit_line *rows;
    size_t rows_n;
    int64_t total;
    struct pages pages;
    struct empty empty;
};
PAGE_TEMPLATE(registry_unit_list, struct unit_list_view);

/* --- /enheter/{id} --- */
struct function_line {
    int kind;       /* message */
    int profession; /* message, 0: none */
    struct str holder;
    struct str deputy; /* empty: none today */
    struct str period;
    bool limited; /* sees only some of what the unit sees */
};
struct served_line {
    int purpose; /* message */
    struct str number;
    struct str name;
    struct str district;
    struct str period;
    int certainty; /* message */
};
struct succession_line {
    unit_id id;
    struct str name;
    struct date since;
};
struct unit_view {
    struct crumbs crumbs;
    struct str name;
    int type; /* message */
    struct str kind;
    struct date ended;
    struct facts facts;
    struct str source;
    struct str note;
    const struct succession_line *after;
    size_t after_n;
    const struct succession_line *before;
    size_t before_n;
    const struct unit_line *children;
    size_t children_n;
    const struct function_line *functions;
    size_t functions_n;
    const struct served_line *served;
    size_t served_n;
};
PAGE_TEMPLATE(registry_unit, struct unit_view);

/* --- /kommuner --- */
struct place_line {
    struct str number;
    struct str name;
    struct str county;
};
struct place_list_view {
    struct crumbs crumbs;
    struct field_view text;
    const struct place_line *rows;
    size_t rows_n;
    struct empty empty;
};
PAGE_TEMPLATE(registry_place_list, struct place_list_view);

/* --- /kommuner/{nr} --- */
struct responsible_line {
    int purpose; /* message */
    bool known;  /* false: a hole */
    unit_id unit_id;
    struct str unit;
    struct str district;
    struct str period;
    int certainty; /* message, 0 at a hole */
    struct str note;
};
struct place_view {
    struct crumbs crumbs;
    struct str name;
    struct str number;
    struct str county;
    struct facts facts;
    const struct responsible_line *responsible;
    size_t responsible_n;
    const struct unit_line *units;
    size_t units_n;
};
PAGE_TEMPLATE(registry_place, struct place_view);

/* --- /enheter/hull --- */
struct problem_line {
    bool overlap;
    struct str number;
    struct str place;
    int purpose; /* message */
    struct str district;
    unit_id a_id; /* overlap */
    struct str a;
    unit_id b_id;
    struct str b;
};
struct problems_view {
    struct crumbs crumbs;
    int64_t places; /* municipalities with a hole */
    const struct problem_line *rows;
    size_t rows_n;
    struct pages pages;
    struct empty empty;
};
PAGE_TEMPLATE(registry_problems, struct problems_view);

#define REGISTRY_PER_PAGE 50

/* Fill a view from what the app function gave. */
struct unit_list_view unit_list_view_of(struct page *pg,
                                        const struct http_req *req,
                                        const struct unit_search *what,
                                        const struct unit_found *found);
struct unit_view unit_view_of(struct page *pg, const struct unit_whole *w);
struct place_list_view place_list_view_of(struct page *pg, struct str text,
                                          const struct municipality_list *list);
struct place_view place_view_of(struct page *pg, const struct place_whole *w);
struct problems_view
problems_view_of(struct page *pg, const struct http_req *req, int64_t number,
                 const struct catchment_problem_list *list);

#endif
