/* The dispatcher: session, CSRF, language, route, handler, error page, log.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_DISPATCH_H
#define HELHET_ACCESS_DISPATCH_H

#include "access/route.h"
#include "access/session.h"

struct dispatcher {
    const struct services *sv;
    const struct route_set *sets;
    size_t sets_n;
    const struct menu_entry *menu;
    size_t menu_n;
};

/* One request from bytes to answer; `ctx` is a struct dispatcher. An
 * http_handler: called on a worker, res is ready to fill. */
void dispatch(void *ctx, unsigned worker, struct http_req *req,
              struct http_res *res);

/* The page of a refusal made before dispatch. An http_refusal. */
void dispatch_refuse(struct http_res *res, enum lang lang, int status);

#define SESSION_COOKIE "helhet" /* http adds __Host- where it is secure */
/* The form token that belongs to a cookie value. */
struct str csrf_token(struct arena *mem, const struct services *sv,
                      struct str cookie);
/* A path of our own to go to after login: starts with one '/', no scheme, no
 * control characters; else "/". */
struct str local_path(struct str wanted);

extern const struct route access_routes[];
extern const size_t access_routes_n;
/* Help, privacy, accessibility, status: open to everybody. */
extern const struct route help_routes[];
extern const size_t help_routes_n;

#endif
