/* Guard: strict framing of a request's head, before anything is dispatched.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_GUARD_H
#define HELHET_HTTP_GUARD_H

#include "http/http.h"

#define GUARD_HEADERS_MAX    64
#define GUARD_HEAD_MAX_BYTES 16384
#define GUARD_TARGET_MAX     4096

/* A head as the HTTP library left it. */
struct guard_head {
    struct str method;
    struct str target;              /* as sent, with its query */
    struct str version;             /* "HTTP/1.1" */
    const struct http_pair *header; /* as sent, names in any case */
    size_t n_header;
    bool too_many; /* there were more than GUARD_HEADERS_MAX */
    /* The bytes that came, from the method to the end of the empty line, where
     * the library has put NUL for each separator; method, version and headers
     * point into it. Empty: not at hand, not checked. */
    struct str raw;
    size_t target_at; /* where the target begins in raw */
};

struct guard_verdict {
    int status;      /* 0: may pass */
    const char *why; /* word for the log when refused */
    bool chunked;    /* else body_bytes tells */
    uint64_t body_bytes;
};

/* Judges a head. Statuses: 400, 405, 413 (Content-Length above
 * body_max_bytes), 414, 415, 431.
 * Source: RFC 9110 §§ 5.5, 8.6; RFC 9112 §§ 2.2, 3.2, 5.1, 5.2, 6.1, 6.3. */
void guard_check(const struct guard_head *head, size_t body_max_bytes,
                 struct guard_verdict *out);

#endif
