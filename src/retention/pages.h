/* Pages of retention: views only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_RETENTION_PAGES_H
#define HELHET_RETENTION_PAGES_H

#include "page/parts.h"
#include "retention/app.h"

struct ripe_row {
    case_id id;
    struct str label;
    struct date closed_on;
    struct date kept_until; /* DATE_NONE: cannot be reckoned */
    struct str rule;
    struct status_tag state;
    const struct choice *holds; /* labels: what holds it */
    size_t holds_n;
    bool may_ask;
    bool may_confirm;
    bool may_stop;
};
struct retention_view {
    struct str how; /* two persons and the term */
    const struct ripe_row *rows;
    size_t rows_n;
    struct empty none;
    bool more;
    bool has_rules;
};
PAGE_TEMPLATE(retention_page, struct retention_view);
struct retention_view retention_view_of(struct page *pg, const struct call *c,
                                        const struct ripe_list *list);

struct rule_row {
    struct str rule;
    struct str type;
    struct str years;
    struct str starts;
    struct str legal_basis;
    struct date valid_from;
    struct date valid_to;
    struct str source;
};
struct retention_rules_view {
    const struct rule_row *rows;
    size_t rows_n;
    struct empty none;
    bool may_add;
    struct error_summary errors;
    struct field_view code;
    struct field_view type;
    struct field_view years;
    struct field_view starts;
    struct field_view age;
    struct field_view law;
    struct field_view from;
    struct field_view to;
    struct field_view source;
};
PAGE_TEMPLATE(retention_rules_page, struct retention_rules_view);
struct retention_rules_view
retention_rules_view_of(struct page *pg, const struct http_req *req,
                        const struct err *wrong,
                        const struct retention_rules *rules, bool may_add);

#endif
