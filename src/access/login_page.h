/* The login page and what stands around it: views of access' own templates.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_LOGIN_PAGE_H
#define HELHET_ACCESS_LOGIN_PAGE_H

#include "access/passkey_page.h"
#include "access/route.h"
#include "access/session.h"

struct login_view {
    struct str login;   /* typed before */
    struct str next;    /* where to go afterwards */
    struct str problem; /* what was wrong, or empty */
    bool session_ended;
    bool wants_code; /* second factor: everywhere but in the demo */
    struct passkey_button button;
    const struct kept_field *kept;
    size_t kept_n;
};
PAGE_TEMPLATE(login, struct login_view);

/* After a login that interrupted a form: send it again. */
struct resend_view {
    struct str path;
    struct str name;      /* in whose name, where that is known by now */
    struct str unit_name; /* beside it; may be empty */
    struct str once;      /* token of the form that was sent, may be empty */
    const struct kept_field *kept;
    size_t kept_n;
};
PAGE_TEMPLATE(resend, struct resend_view);

struct function_choice {
    function_id id;
    struct str label;
    struct str unit_name;
    bool current;
};
struct functions_view {
    const struct function_choice *choice;
    size_t choice_n;
};
PAGE_TEMPLATE(functions, struct functions_view);

struct session_line {
    session_id id;
    struct str agent;
    struct instant created;
    struct instant seen;
    bool current;
};
struct sessions_view {
    const struct session_line *line;
    size_t line_n;
    int64_t fails; /* failed logins since the last good one */
    struct instant last_fail;
};
PAGE_TEMPLATE(sessions, struct sessions_view);

/* A visitor without a cookie gets one, so that a form has a token. It is no
 * session: no row stands behind it. */
void give_visitor_cookie(struct call *c, struct http_res *res,
                         const struct http_req *req, struct page *pg);

/* Fields of a posted form, to be shown again as hidden ones; `prefix` is cut
 * off and required. The form's own tokens are left behind. */
void keep_fields(struct arena *mem, const struct http_req *req,
                 struct str prefix, const struct kept_field **out,
                 size_t *out_n);
/* Path and query as they were asked for. */
struct str wanted_page(struct arena *mem, const struct http_req *req);

/* Answers a request that needs a login: GET → 303 to the login page, POST → the
 * login page itself, where `keep` with everything typed kept. */
void login_page_for(struct call *c, const struct http_req *req,
                    struct http_res *res, struct page *pg, bool keep);

#endif
