/* Request: how the server and the sketch make one of a head and a body.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_REQ_H
#define HELHET_HTTP_REQ_H

#include "http/http.h"

/* A head that the guard has passed. */
struct http_head {
    struct str method;
    struct str target;
    const struct http_pair *header; /* as sent */
    size_t n;
    bool secure;
};

/* Fills all but peer. Values are borrowed from head and body; names and decoded
 * text live in `mem`. Gives 0 or the status to refuse with. */
int http_req_fill(struct arena *mem, const struct http_head *head,
                  struct str body, struct http_req *out);

/* 12 random characters. */
struct str http_request_id(struct arena *mem);

#endif
