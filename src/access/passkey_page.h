/* The page of one's own security, the steps of a new passkey, and the button.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_PASSKEY_PAGE_H
#define HELHET_ACCESS_PASSKEY_PAGE_H

#include "access/passkey.h"
#include "access/route.h"
#include "page/parts.h"

/* A button by which a passkey answers in the form that it stands in. Hidden
 * until the script has seen that the browser can. */
struct passkey_button {
    bool shown;
    bool offered; /* who is logged in and has none may make one */
    struct str origin;
    struct str label;
};
PAGE_TEMPLATE(passkey_button, struct passkey_button);
/* `label` is a message; not shown where passkeys are not set up. */
struct passkey_button passkey_button_of(const struct page *pg,
                                        const struct services *sv, int label);
/* The same for who is logged in: only where they have a passkey. */
const struct err *passkey_own_button(struct call *c, const struct page *pg,
                                     int label,
                                     struct passkey_button *out) MUST_CHECK;
/* What the button's script put into the form. Errors: INVALID. */
struct passkey_answer passkey_answer_of(struct form *f);

struct passkey_line {
    struct str name;
    struct str href;
    struct instant made;
    struct instant used;
    struct instant went_back;
    bool backed_up;
};
struct security_view {
    bool must_set_up; /* nowhere else before there is a second factor */
    bool has_code;
    struct str code; /* how it is with the one-time code */
    bool has_factor;
    int64_t codes; /* backup codes that are left */
    const struct passkey_line *line;
    size_t line_n;
    struct str origin; /* empty: not set up */
    struct empty empty;
};
PAGE_TEMPLATE(security, struct security_view);

struct passkey_new_view {
    struct crumbs crumbs;
    struct error_summary errors;
    struct field_view name;
    struct str origin;
};
PAGE_TEMPLATE(passkey_new, struct passkey_new_view);

struct passkey_make_view {
    struct crumbs crumbs;
    struct str name;
    struct page_json options; /* of navigator.credentials.create */
    struct str origin;
};
PAGE_TEMPLATE(passkey_make, struct passkey_make_view);

struct passkey_edit_view {
    struct crumbs crumbs;
    struct error_summary errors;
    struct field_view name;
    struct str path;
};
PAGE_TEMPLATE(passkey_edit, struct passkey_edit_view);

extern const struct route passkey_routes[];
extern const size_t passkey_routes_n;

/* The way to a page below the one of security: that one, and `here`, a text. */
struct crumbs security_crumbs(struct page *pg, int here);

#endif
