/* The page and the table of who has looked at a case.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_CASEFILE_LOG_PAGES_H
#define HELHET_CASEFILE_LOG_PAGES_H

#include "casefile/pages.h"

/* What an action is called in a log; 0: it is not about a case. */
int look_word_message(enum action a);
/* On what ground it was permitted; 0: none of these. */
int look_ground_message(uint32_t relations);

/* Words of a choice in an address: "alt", "apnet", "avvist", "nod". */
const char *log_part_word(enum log_part p);

struct log_row {
    struct instant at;
    struct str name;
    struct str function; /* acted in; empty: none */
    struct service_tag unit;
    struct str what;
    struct str classes;
    struct str ground;
    bool refused;
    bool emergency;
};
struct case_log_view {
    struct case_top top;
    struct str id;
    struct str csv_href;
    const struct log_sum *sum;
    bool chosen; /* not everything is shown */
    struct field_view part;
    struct field_view unit;
    const struct log_row *rows;
    size_t rows_n;
    int64_t refused;
    struct empty empty;
    struct pages pages;
};
PAGE_TEMPLATE(case_log, struct case_log_view);
struct case_log_view case_log_view_of(struct page *pg,
                                      const struct http_req *req,
                                      int64_t number, const struct log_ask *ask,
                                      const struct case_log *l);
/* The same lines as a table, names of the units and all. */
struct str case_log_csv(struct page *pg, const struct access_log *log);

#endif
