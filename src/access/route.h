/* A route: method, path, the action it names, and its handler.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_ROUTE_H
#define HELHET_ACCESS_ROUTE_H

#include "access/call.h"
#include "http/http.h"
#include "page/page.h"

/* Reads the form, calls one app function, renders or redirects; at most 25
 * lines. `pg` is ready: language, user, csrf, menu; its `out` is the response's
 * body. An error it returns becomes the error page; INVALID on a form is shown
 * by the handler itself, which then sets res->status = 422 and returns NULL. */
typedef const struct err *(*route_handler)(struct call *c,
                                           const struct http_req *req,
                                           struct http_res *res,
                                           struct page *pg);
struct route {
    enum http_method method;
    const char *path; /* "/barn/{sak}/stafett/ny" */
    enum action action;
    route_handler handler;
};
/* Each feature's web.c ends with its routes: `const struct route x_routes[]`
 * and `const size_t x_routes_n`; main/ lists them all for the dispatcher. */
struct route_set {
    const struct route *route;
    size_t n;
};

/* An entry of the left menu that a feature offers. Shown to `roles`. */
struct menu_entry {
    const char *href;
    int label;
    int group;
    uint32_t roles;
    const char *icon; /* name in page/icons.txt; NULL: none */
};

#endif
