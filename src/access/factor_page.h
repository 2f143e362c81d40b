/* Pages of the second factor: proved again, the one-time code, backup codes.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_FACTOR_PAGE_H
#define HELHET_ACCESS_FACTOR_PAGE_H

#include "access/factor.h"
#include "access/passkey_page.h"
#include "page/qr.h"

struct factor_prove_view {
    struct crumbs crumbs;
    struct error_summary errors;
    struct field_view code;
    struct field_view next; /* where to go afterwards */
    struct passkey_button button;
};
PAGE_TEMPLATE(factor_prove, struct factor_prove_view);

struct factor_code_view {
    struct crumbs crumbs;
    struct error_summary errors;
    bool is_on;
    bool last; /* the only factor: cannot be removed */
    bool demo; /* where a login does not ask for it */
    bool begun;
    struct qr qr;
    struct str secret; /* in groups of four */
    struct field_view code;
};
PAGE_TEMPLATE(factor_code, struct factor_code_view);

struct shown_code {
    struct str text;
};
struct factor_backup_view {
    struct crumbs crumbs;
    struct error_summary errors;
    int64_t left;
    bool none;                     /* no factor that they could stand in for */
    const struct shown_code *code; /* new ones, shown once */
    size_t code_n;
};
PAGE_TEMPLATE(factor_backup, struct factor_backup_view);

/* Is it that a proof must come first? Then leads there, and back to `path`. */
bool factor_asked_again(struct call *c, const struct err *err,
                        struct http_res *res, const char *path);

extern const struct route factor_routes[];
extern const size_t factor_routes_n;

#endif
