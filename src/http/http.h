/* HTTP: server, request, response; one thin file over libmicrohttpd.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_HTTP_HTTP_H
#define HELHET_HTTP_HTTP_H

#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include "text/messages_http.h"
#include "text/messages_text.h"
#include "text/text.h"

/* HEAD reaches a handler as HTTP_GET with head_only set: its answer is that of
 * GET, and the server keeps the body back. A method we do not serve is refused
 * with 405 before dispatch. */
enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct http_pair {
    struct str name;
    struct str value;
};

/* One uploaded file of a multipart form. */
struct http_file {
    struct str name;         /* of the field */
    struct str file_name;    /* last part of the sender's path, UTF-8 */
    struct str content_type; /* as the sender claims; never to be believed */
    struct str bytes;        /* not checked in any way */
};

#define HTTP_PATH_ARGS_MAX 4

/* A request as the dispatcher gets it: framing strict, sizes bounded, path
 * decoded and free of "..", control characters and bad UTF-8 (all refused with
 * 400 before dispatch). */
struct http_req {
    enum http_method method;
    bool head_only;                 /* HEAD: the answer goes without its body */
    bool secure;                    /* TLS in front: __Host- cookies, HSTS */
    struct str path;                /* decoded, starts with '/' */
    struct str query;               /* raw */
    const struct http_pair *header; /* names in lower case */
    size_t n_header;
    const struct http_pair *param; /* query string, decoded, UTF-8 */
    size_t n_param;
    const struct http_pair *field; /* form body: urlencoded or multipart */
    size_t n_field;
    const struct http_file *file; /* files of a multipart form */
    size_t n_file;
    struct str body;         /* raw, when it is not a form */
    struct str content_type; /* of the body: lower case, no parameters */
    struct str peer;         /* address of the client, after trusted proxy */
    struct str request_id;   /* random, for the log and the error page */
    /* {sak} and so on; set by route_match */
    struct http_pair path_arg[HTTP_PATH_ARGS_MAX];
    size_t n_path_arg;
};

/* The value, or empty. Headers and parameters: the first of that name. */
struct str http_header(const struct http_req *req, const char *lower_name);
struct str http_param(const struct http_req *req, const char *name);
/* A cookie set by http_set_cookie under the same name. Empty when two cookies
 * of the name disagree: we cannot know which one is ours. */
struct str http_cookie(const struct http_req *req, const char *name);
struct str http_path_arg(const struct http_req *req, const char *name);

/* What a caller hands in who has no socket: the scenario runner, tests. */
struct http_sketch {
    const char *method;         /* "GET", "HEAD", "POST" */
    struct str target;          /* "/barn/x?y=1", percent-encoded */
    struct str body;            /* may be empty */
    const char *content_type;   /* or NULL */
    struct str cookies;         /* "a=1; b=2", or empty */
    const char *content_length; /* for tests of framing; NULL: none */
};
/* Builds a request as the server would, by the same parsers. Gives 0, or the
 * status (400, 405, 413, 414, 415) the server would refuse it with. `out` and
 * what it holds live in `mem`. */
int http_req_parse_target(struct arena *mem, const struct http_sketch *sketch,
                          struct http_req *out);

#define HTTP_RES_HEADERS_MAX 16

struct http_res {
    struct arena *mem;
    int status; /* 200 until set */
    struct buf body;
    const char *content_type; /* "text/html; charset=utf-8" until set */
    struct http_pair header[HTTP_RES_HEADERS_MAX];
    size_t n_header;
    struct str static_body; /* used instead of body when p is set: not copied,
                               must outlive the server */
};
void http_res_init(struct http_res *res, struct arena *mem);
/* Adds a header, or replaces one of that name (several Set-Cookie stay). The
 * name is ours; control characters in the value become spaces. */
void http_res_header(struct http_res *res, const char *name, struct str value);
/* 303 to a path of this site, which may hold a query. Anything else than an
 * address on this site becomes "/". */
void http_see_other(struct http_res *res, struct str path);
/* Download: Content-Disposition attachment with a name that tells nothing of a
 * child; nosniff; CSP sandbox. `bytes` are copied. */
void http_attachment(struct http_res *res, const char *content_type,
                     struct str file_name, struct str bytes);
/* A picture shown in a page, in a sandbox of its own; nosniff. `content_type`
 * is image/png or image/jpeg. `bytes` are copied. */
void http_picture(struct http_res *res, const char *content_type,
                  struct str bytes);
/* Session cookie for the whole site: HttpOnly, SameSite=Lax, and on a secure
 * request Secure with the prefix __Host-. Value: visible ASCII without ';'.
 * An empty value takes the cookie away. */
void http_set_cookie(struct http_res *res, const struct http_req *req,
                     const char *name, struct str value);
/* 405 for a path that exists with other methods: allow = "GET, HEAD". */
void http_not_allowed(struct http_res *res, const char *allow);
/* Plain refusal in the reader's language, for statuses made in this folder and
 * for 404 and 503; the dispatcher's own error pages look better. */
void http_refuse(struct http_res *res, enum lang lang, int status);

#define HTTP_SEALED_MAX (HTTP_RES_HEADERS_MAX + 12)
/* All headers the answer leaves with, in order: those of `res`, and for each of
 * these it has not set itself: Content-Type, Content-Security-Policy,
 * X-Content-Type-Options, Referrer-Policy, Cache-Control: no-store,
 * Cross-Origin-Opener-Policy, Cross-Origin-Resource-Policy,
 * Permissions-Policy, and Strict-Transport-Security when secure. */
size_t http_res_seal(const struct http_res *res, bool secure,
                     struct http_pair out[HTTP_SEALED_MAX]);

/* The whole answer as it goes over the wire, closing the connection. */
struct str http_res_text(const struct http_res *res, bool secure,
                         const char *reason);

/* Static files of the embedded table: GET /assets/<hash>/<file> gives
 * "assets/<file>". With the file's own hash it may be kept for ever; with
 * another (a style sheet's font) it must be asked for again, and is answered
 * 304 by ETag. False: not such a file, nothing done. */
bool http_asset(const struct http_req *req, struct http_res *res);
/* "/assets/<hash>/app.css" of "app.css"; ASSERTs that the file is there. */
struct str http_asset_url(struct arena *mem, const char *file);

/* Does `pattern` ("/barn/{sak}/stafett/ny") match the path? Sets path_arg. A
 * {name} takes one segment that is not empty. */
bool route_match(const char *pattern, struct http_req *req);

/* --- form reader: sticky, ask once for the errors ---
 * Reads the body's fields on POST, the query's on GET. A single field that
 * came twice is INVALID (MSG_FORM_TWICE): which one was meant cannot be known.
 */
struct form {
    struct arena *mem;
    const struct http_req *req;
    const struct err *err;
};
struct form form_of(struct arena *mem, const struct http_req *req);
/* Trimmed; CRLF → LF; other control characters become spaces; INVALID when
 * longer than max_chars (code points). Absent is empty. */
struct str form_text(struct form *f, const char *name, size_t max_chars);
/* As form_text, and INVALID (MSG_FORM_REQUIRED) when empty. */
struct str form_text_required(struct form *f, const char *name,
                              size_t max_chars);
/* A whole number, spaces between digits allowed. Absent or no number: INVALID,
 * and `min` is given. */
int64_t form_int(struct form *f, const char *name, int64_t min, int64_t max);
/* External id in a field / in the path. A bad or absent one: INVALID /
 * NOT_FOUND, and 0 is given. */
int64_t form_id(struct form *f, const char *name);
int64_t form_id_or_none(struct form *f, const char *name);
int64_t form_path_id(struct form *f, const char *name);
/* One field "YYYY-MM-DD" or "27.11.2026", or three: name-dag, name-maned,
 * name-ar. Absent: DATE_NONE. A day that does not exist: INVALID, with what the
 * month has. */
struct date form_date(struct form *f, const char *name);
/* A box: sent with any value but "" and "0". */
bool form_checked(struct form *f, const char *name);
/* Index in `words` (NULL-terminated). INVALID, and 0, when it is none of them:
 * MSG_FORM_REQUIRED when nothing came, else MSG_FORM_CHOICE. */
int form_choice(struct form *f, const char *name, const char *const *words);
bool form_has(const struct form *f, const char *name);
/* Value number i of a field that may come many times (boxes with one name), as
 * form_text; false beyond the last. */
bool form_each(struct form *f, const char *name, size_t i, size_t max_chars,
               struct str *out);
/* The file of a multipart form, or NULL when none was chosen. */
const struct http_file *form_file(const struct form *f, const char *name);
/* Adds an error found elsewhere (a rule on a field). */
void form_add(struct form *f, const struct err *err);
/* One fault of a field. */
void form_fault(struct form *f, const char *field, int msg);
const struct err *form_errors(const struct form *f) MUST_CHECK;
/* Is `err` something the person can mend in the form? Then sets the status
 * (422, 409), and the handler shows the form once more with what was typed. */
bool form_shown_again(const struct err *err, struct http_res *res);

/* --- server --- */
/* Writes what people see of a refusal made before dispatch: sets content type
 * and body; status, Allow and Retry-After are set. Runs on an I/O thread: no
 * database, nothing slow. */
typedef void (*http_refusal)(struct http_res *res, enum lang lang, int status);

/* 0 or NULL means the value in brackets. */
struct http_options {
    const char *listen;        /* "127.0.0.1:8080", "[::1]:0", "unix:/path" */
    unsigned io_threads;       /* (2) */
    unsigned workers;          /* (16) */
    size_t body_max_bytes;     /* 413 above (16 MiB) */
    size_t arena_cap_bytes;    /* of each call; 503 above (64 MiB) */
    const char *trusted_proxy; /* address whose X-Forwarded-For counts ("unix"
                                  for any on a unix socket), or NULL */
    bool tls_in_front;         /* a TLS proxy stands in front: __Host- cookies
                                  and HSTS; so too when trusted_proxy is set */
    unsigned connections_max;  /* (1024); above it, and above the next, who has
                                  not sent a whole request gives way */
    unsigned per_address_max;  /* connections of one address, /64 in IPv6; the
                                  proxy and unix sockets are free (256) */
    unsigned queue_max;        /* calls waiting for a worker; 503 above (512) */
    unsigned head_ms;          /* to send a request's head (10 000) */
    unsigned body_ms; /* to send its body, or to take our answer (30 000) */
    unsigned slowest_bytes_s; /* and 1 s more for each of these (16 384) */
    unsigned idle_ms;         /* between requests (75 000) */
    http_refusal refusal;     /* (one line of plain text) */
};
/* Called on a worker thread with a fresh arena; fills *res. `worker` is the
 * worker's number, 0-based. What it fills is sent after it returns. When the
 * arena is full the call ends there: what it deferred is run, the answer is
 * 503. */
typedef void (*http_handler)(void *ctx, unsigned worker, struct http_req *req,
                             struct http_res *res);
struct http_server;
/* Errors: INVALID (no address; plain HTTP beyond loopback without TLS in
 * front), UNAVAILABLE (taken, or no threads). */
const struct err *http_server_start(struct arena *mem,
                                    const struct http_options *opt,
                                    http_handler handler, void *ctx,
                                    struct http_server **out) MUST_CHECK;
/* The port it listens on; 0 on a unix socket. */
int http_server_port(const struct http_server *s);
/* Runs `fn(arg)` on a worker thread, for jobs; false when stopping or when too
 * many wait. Jobs hold at most a quarter of the workers, and one worker always
 * prefers them. */
bool http_server_run(struct http_server *s,
                     void (*fn)(void *arg, unsigned worker), void *arg);
/* What the server has done since it started, for metrics. */
struct http_stats {
    uint64_t answers[6];  /* by the status' first digit; [0] is not used */
    uint64_t refused;     /* by the guard: framing, grammar, size */
    uint64_t queue_full;  /* 503: too many calls waited */
    uint64_t memory_full; /* 503: a call's arena was full */
    uint64_t too_slow;    /* connections ended: time up, or gave way */
    unsigned connections; /* open now */
    unsigned calls;       /* waiting or running now */
};
void http_server_stats(const struct http_server *s, struct http_stats *out);
/* Stops accepting, finishes what is under way (up to 10 s for what is being
 * sent; a handler is never cut off), ends threads, frees. */
void http_server_stop(struct http_server *s);

#endif
