/* HTTP: server, request, response; one thin file over libmicrohttpd.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_HTTP_H
#define HELHET_HTTP_HTTP_H

#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct http_pair {
    struct str name;
    struct str value;
};

/* A request as the dispatcher gets it: framing strict, sizes bounded, path
 * decoded and free of "..", control characters and bad UTF-8 (all refused with
 * 400 before dispatch). */
struct http_req {
    enum http_method method;
    struct str path;            /* decoded, starts with '/' */
    struct str query;           /* raw */
    const struct http_pair *header; /* names in lower case */
    size_t n_header;
    const struct http_pair *param;  /* query string, decoded, UTF-8 */
    size_t n_param;
    const struct http_pair *field;  /* form body: urlencoded or multipart */
    size_t n_field;
    struct str body;            /* raw, when it is not a form */
    struct str peer;            /* address of the client, after trusted proxy */
    struct str request_id;      /* random, for the log and the error page */
    struct http_pair path_arg[4]; /* set by route_match: {sak} and so on */
    size_t n_path_arg;
};

struct str http_header(const struct http_req *req, const char *lower_name);
struct str http_param(const struct http_req *req, const char *name);
struct str http_cookie(const struct http_req *req, const char *name);
struct str http_path_arg(const struct http_req *req, const char *name);

struct http_res {
    struct arena *mem;
    int status;            /* 200 until set */
    struct buf body;
    const char *content_type; /* "text/html; charset=utf-8" until set */
    struct http_pair header[16];
    size_t n_header;
    struct str static_body; /* used instead of body when p is set: not copied */
};
void http_res_init(struct http_res *res, struct arena *mem);
void http_res_header(struct http_res *res, const char *name, struct str value);
/* 303 to `path`, or to path + external form of `id`, or + suffix. */
void http_see_other(struct http_res *res, struct str path);
/* Download: Content-Disposition attachment with a name that tells nothing of a
 * child; nosniff; CSP sandbox. */
void http_attachment(struct http_res *res, const char *content_type,
                     struct str file_name, struct str bytes);

/* Does `pattern` ("/barn/{sak}/stafett/ny") match the path? Sets path_arg. */
bool route_match(const char *pattern, struct http_req *req);

/* --- form reader: sticky, ask once for the errors --- */
struct form {
    struct arena *mem;
    const struct http_req *req;
    const struct err *err;
};
struct form form_of(struct arena *mem, const struct http_req *req);
/* Trimmed; CRLF → LF; INVALID when longer than max_chars. Absent is empty. */
struct str form_text(struct form *f, const char *name, size_t max_chars);
/* As form_text, and INVALID (MSG_FORM_REQUIRED) when empty. */
struct str form_text_required(struct form *f, const char *name,
                              size_t max_chars);
int64_t form_int(struct form *f, const char *name, int64_t min, int64_t max);
/* External id in a field / in the path. A bad or absent one: INVALID / NOT_FOUND. */
int64_t form_id(struct form *f, const char *name);
int64_t form_id_or_none(struct form *f, const char *name);
int64_t form_path_id(struct form *f, const char *name);
/* One field "YYYY-MM-DD", or three: name-dag, name-maned, name-ar. Absent:
 * DATE_NONE. A day that does not exist: INVALID, with what month has. */
struct date form_date(struct form *f, const char *name);
bool form_checked(struct form *f, const char *name);
/* Index in `words` (NULL-terminated); INVALID when it is none of them. */
int form_choice(struct form *f, const char *name, const char *const *words);
bool form_has(const struct form *f, const char *name);
const struct err *form_errors(const struct form *f) MUST_CHECK;

/* --- server --- */
struct http_options {
    const char *listen;      /* "127.0.0.1:8080", "[::1]:0", "unix:/path" */
    unsigned io_threads;     /* 2 */
    unsigned workers;        /* 16 */
    size_t body_max_bytes;   /* 413 above */
    size_t arena_cap_bytes;  /* of each call; 503 above */
    const char *trusted_proxy; /* address whose X-Forwarded-For counts, or NULL */
};
/* Called on a worker thread with a fresh arena; fills *res. `worker` is the
 * worker's number, 0-based. What it fills is sent after it returns. */
typedef void (*http_handler)(void *ctx, unsigned worker, struct http_req *req,
                             struct http_res *res);
/* When the arena of a call is full: answers 503 in `res` (new, empty arena). */
struct http_server;
const struct err *http_server_start(struct arena *mem,
                                    const struct http_options *opt,
                                    http_handler handler, void *ctx,
                                    struct http_server **out) MUST_CHECK;
int http_server_port(const struct http_server *s);
/* Runs `fn(arg)` on a worker thread, for jobs; false when stopping. */
bool http_server_run(struct http_server *s, void (*fn)(void *arg, unsigned worker),
                     void *arg);
/* Stops accepting, finishes what is under way (up to 10 s), ends threads. */
void http_server_stop(struct http_server *s);

#endif
