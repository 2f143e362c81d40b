/* Server: the one file that knows libmicrohttpd. Two threads of the library do
 * the I/O; a whole request is suspended and handed to a worker of ours, its
 * answer sent when the worker resumes it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "http/http.h"

#include "base/banned.h"
#include "base/log.h"
#include "http/conns.h"
#include "http/guard.h"
#include "http/gzip.h"
#include "http/listen.h"
#include "http/parse.h"
#include "http/pool.h"
#include "http/req.h"
#include "text/messages_http.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <setjmp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#define CONNECTION_MEMORY 32768
#define BODY_FIRST_BYTES  16384
#define BODY_TOTAL_MAX    ((size_t)256 * 1024 * 1024)
#define DRAIN_MAX         ((size_t)256 * 1024 * 1024)
#define REFUSAL_ARENA     ((size_t)1024 * 1024)
#define STOP_MS           10000

struct http_server {
    struct http_options opt;
    http_handler handler;
    void *ctx;
    bool secure;
    struct listener listener;
    struct MHD_Daemon *daemon;
    struct conns *conns;
    struct pool *pool;
    struct gzip_cache *gzip;
    struct arena **arena; /* one for each worker */
    _Atomic size_t body_total;
    atomic_bool stopping;
    _Atomic uint64_t answers[6];
    _Atomic uint64_t refused;
    _Atomic uint64_t queue_full;
    _Atomic uint64_t memory_full;
    atomic_uint calls;
};

/* A connection and the request it is at. Belongs to one thread at a time: its
 * I/O thread, then the worker until it resumes. */
struct exchange {
    struct conn conn; /* first */
    struct http_server *server;
    struct MHD_Connection *mhd;
    char *target; /* a copy: the library cuts the original up */
    size_t target_n;
    size_t target_cap;
    const char *target_at; /* the original, where it lies */
    struct str method;
    struct http_pair header[GUARD_HEADERS_MAX];
    size_t n_header;
    bool too_many;
    bool begun;
    bool close; /* after the answer */
    char *body;
    size_t body_n;
    size_t body_cap;
    bool draining;  /* refused by hand; what still comes is dropped */
    size_t drained; /* bytes */
    struct MHD_Response *response;
    unsigned status;
    size_t response_bytes;
};

/* --- answers --- */

static void
add_header(struct MHD_Response *r, struct arena *mem, struct http_pair h)
{
    /* The library refuses an empty value. */
    if (h.value.n > 0)
        (void)MHD_add_response_header(r, h.name.p, str_cz(mem, h.value));
}

static struct str
exchange_header(const struct exchange *x, const char *lower_name)
{
    for (size_t i = 0; i < x->n_header; i++) {
        if (ascii_same(x->header[i].name, lower_name))
            return x->header[i].value;
    }
    return STR_NONE;
}

/* Bodies that are not static are copied (12 KB in a microsecond), so that the
 * arena can be used again at once. */
static struct MHD_Response *
response_of(struct str body, bool is_static)
{
    /* Not written to; the library's type has no const. */
    union {
        const char *in;
        void *out;
    } p = {body.p};
    struct MHD_Response *r = MHD_create_response_from_buffer(
        body.n, p.out,
        is_static ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);

    ASSERT(r);
    return r;
}

/* Makes the library's response of ours. */
static void
set_response(struct exchange *x, struct arena *mem, const struct http_res *res)
{
    struct http_pair header[HTTP_SEALED_MAX];
    size_t n = http_res_seal(res, x->server->secure, header);
    bool is_static = res->static_body.p != NULL;
    struct str body = is_static ? res->static_body : buf_done(&res->body);
    struct str packed = STR_NONE;
    struct MHD_Response *r;

    if (is_static && gzip_wanted(exchange_header(x, "accept-encoding")))
        packed = gzip_of(x->server->gzip, body);
    body = packed.p ? packed : body;
    r = response_of(body, is_static);
    for (size_t i = 0; i < n; i++)
        add_header(r, mem, header[i]);
    if (is_static)
        (void)MHD_add_response_header(r, "Vary", "Accept-Encoding");
    if (packed.p)
        (void)MHD_add_response_header(r, "Content-Encoding", "gzip");
    if (x->close || atomic_load(&x->server->stopping))
        (void)MHD_add_response_header(r, "Connection", "close");
    x->status = (unsigned)res->status;
    x->response_bytes = body.n;
    x->response = r;
}

static void
write_refusal(const struct exchange *x, struct http_res *res, int status)
{
    enum lang lang = lang_negotiate(exchange_header(x, "accept-language"));

    http_refuse(res, lang, status);
    if (x->server->opt.refusal) {
        buf_init(&res->body, res->mem);
        x->server->opt.refusal(res, lang, status);
    }
}

static void
set_refusal(struct exchange *x, struct arena *mem, int status)
{
    struct http_res res;

    http_res_init(&res, mem);
    write_refusal(x, &res, status);
    set_response(x, mem, &res);
}

/* How long `bytes` may take on their way. */
static int64_t
limit_ms(const struct http_server *s, uint64_t bytes)
{
    return (int64_t)s->opt.body_ms +
           (int64_t)(bytes / s->opt.slowest_bytes_s) * 1000;
}

static enum MHD_Result
send_answer(struct exchange *x)
{
    struct http_server *s = x->server;
    struct MHD_Response *r = x->response;
    enum MHD_Result done = MHD_NO;

    x->response = NULL;
    atomic_fetch_add(&s->answers[x->status / 100 % 6], 1);
    if (conn_enter(s->conns, &x->conn, CONN_SEND,
                   limit_ms(s, x->response_bytes)))
        done = MHD_queue_response(x->mhd, x->status, r);
    MHD_destroy_response(r);
    return done;
}

/* A refusal made on the I/O thread. The connection is closed after it: what
 * follows on it may not be what it seems. */
static enum MHD_Result
refuse_now(struct exchange *x, int status)
{
    struct arena *mem = arena_new(REFUSAL_ARENA);

    x->close = true;
    set_refusal(x, mem, status);
    arena_free(mem);
    return send_answer(x);
}

/* Refuses a body that is on its way. A browser reads no answer before all of
 * its body has gone, and an answer that is followed by a reset is lost on it;
 * the library knows only those two ways. So the answer is sent by hand, and
 * what still comes is read and dropped, within bounds. */
static enum MHD_Result
refuse_and_drain(struct exchange *x, int status)
{
    struct http_server *s = x->server;
    struct arena *mem = arena_new(REFUSAL_ARENA);
    struct http_res res;
    struct str text;
    bool sent = false;

    http_res_init(&res, mem);
    write_refusal(x, &res, status);
    text = http_res_text(&res, s->secure,
                         MHD_get_reason_phrase_for((unsigned)status));
    atomic_fetch_add(&s->answers[status / 100], 1);
    if (conn_enter(s->conns, &x->conn, CONN_SEND, s->opt.body_ms))
        sent = send(x->conn.fd, text.p, text.n, MSG_DONTWAIT | MSG_NOSIGNAL) ==
               (ssize_t)text.n;
    arena_free(mem);
    x->draining = true;
    return sent ? MHD_YES : MHD_NO;
}

/* NO closes the connection: with all of the body read, that is no reset. */
static enum MHD_Result
drain(struct exchange *x, size_t *upload_n)
{
    size_t n = *upload_n;

    *upload_n = 0;
    x->drained += n;
    return n == 0 || x->drained > DRAIN_MAX ? MHD_NO : MHD_YES;
}

/* --- on a worker --- */

/* The last address of X-Forwarded-For, when the proxy we trust wrote it. */
static struct str
peer_of(const struct exchange *x, const struct http_req *req, struct arena *mem)
{
    const char *proxy = x->server->opt.trusted_proxy;
    struct str peer = str_of(x->conn.peer);
    struct str list = http_header(req, "x-forwarded-for");
    unsigned char ignored[16];
    const char *last;
    size_t at;

    if (!proxy || !str_eq_cz(peer, proxy) || list.n == 0)
        return peer;
    at = list.n;
    while (at > 0 && list.p[at - 1] != ',')
        at--;
    last = str_cz(mem, str_trim(str_cut(list, at, list.n)));
    if (inet_pton(AF_INET, last, ignored) != 1 &&
        inet_pton(AF_INET6, last, ignored) != 1)
        return peer;
    return str_of(last);
}

static void
serve(struct exchange *x, unsigned worker, struct arena *mem)
{
    struct http_server *s = x->server;
    struct http_head head = {.method = x->method,
                             .target = {x->target, x->target_n},
                             .header = x->header,
                             .n = x->n_header,
                             .secure = s->secure};
    struct http_req req;
    struct http_res res;
    int status = http_req_fill(mem, &head, (struct str){x->body, x->body_n},
                               &req);

    if (status) {
        x->close = true;
        set_refusal(x, mem, status);
        return;
    }
    req.peer = peer_of(x, &req, mem);
    http_res_init(&res, mem);
    s->handler(s->ctx, worker, &req, &res);
    set_response(x, mem, &res);
}

/* Serves within the arena's cap. */
static void
serve_bounded(struct exchange *x, unsigned worker, struct arena *mem)
{
    jmp_buf full;

    if (setjmp(full) == 0) {
        arena_on_full(mem, &full);
        serve(x, worker, mem);
    } else {
        arena_on_full(mem, NULL);
        arena_reset(mem);
        log_event(LOG_WARN, "http_call_memory_full", NULL);
        atomic_fetch_add(&x->server->memory_full, 1);
        set_refusal(x, mem, 503);
    }
    arena_on_full(mem, NULL);
}

static void
run_call(void *arg, unsigned worker)
{
    struct exchange *x = arg;
    struct arena *mem = x->server->arena[worker];

    serve_bounded(x, worker, mem);
    arena_reset(mem);
    atomic_fetch_sub(&x->server->calls, 1);
    MHD_resume_connection(x->mhd);
}

/* --- on an I/O thread --- */

static enum MHD_Result
collect_header(void *cls, enum MHD_ValueKind kind, const char *name,
               size_t name_n, const char *value, size_t value_n)
{
    struct exchange *x = cls;

    (void)kind;
    if (x->n_header == GUARD_HEADERS_MAX) {
        x->too_many = true;
        return MHD_NO;
    }
    x->header[x->n_header++] = (struct http_pair){{name, name_n},
                                                  {value, value ? value_n : 0}};
    return MHD_YES;
}

static size_t
head_bytes(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

    return info ? info->header_size : 0;
}

static enum MHD_Result
begin(struct exchange *x, const char *method, const char *version)
{
    struct http_server *s = x->server;
    struct guard_verdict verdict;
    struct guard_head head = {.method = str_of(method),
                              .target = {x->target, x->target_n},
                              .version = str_of(version),
                              .header = x->header,
                              .raw = {method, head_bytes(x->mhd)}};

    x->begun = true;
    x->method = head.method;
    (void)MHD_get_connection_values_n(x->mhd, MHD_HEADER_KIND, collect_header,
                                      x);
    head.n_header = x->n_header;
    head.too_many = x->too_many;
    /* Pointers into one block of the library's. */
    head.target_at = (size_t)(x->target_at - method);
    guard_check(&head, s->opt.body_max_bytes, &verdict);
    if (verdict.status) {
        log_event(LOG_DEBUG, "http_refused", verdict.why);
        atomic_fetch_add(&s->refused, 1);
        /* Who waits for "100 Continue" has sent nothing yet. */
        if (verdict.status == 413 && !exchange_header(x, "expect").p)
            return refuse_and_drain(x, 413);
        return refuse_now(x, verdict.status);
    }
    /* The library is lenient with the line ends of chunks: nothing that comes
     * after a chunked body is read as a request. */
    x->close = verdict.chunked;
    if (!conn_enter(s->conns, &x->conn, CONN_BODY,
                    limit_ms(s, verdict.body_bytes)))
        return MHD_NO;
    return MHD_YES;
}

/* Room for `more` bytes of body; false when the server holds too much. */
static bool
body_room(struct exchange *x, size_t more)
{
    size_t cap = x->body_cap ? x->body_cap : BODY_FIRST_BYTES;
    size_t grow;
    char *p;

    while (cap < x->body_n + more)
        cap *= 2;
    if (cap == x->body_cap)
        return true;
    grow = cap - x->body_cap;
    if (atomic_fetch_add(&x->server->body_total, grow) + grow >
        BODY_TOTAL_MAX) {
        atomic_fetch_sub(&x->server->body_total, grow);
        return false;
    }
    p = realloc(x->body, cap);
    ASSERT(p);
    x->body = p;
    x->body_cap = cap;
    return true;
}

static enum MHD_Result
take_body(struct exchange *x, const char *p, size_t n)
{
    if (n > x->server->opt.body_max_bytes - x->body_n)
        return refuse_and_drain(x, 413);
    if (!body_room(x, n))
        return refuse_and_drain(x, 503);
    memcpy(x->body + x->body_n, p, n);
    x->body_n += n;
    return MHD_YES;
}

static enum MHD_Result
dispatch(struct exchange *x)
{
    struct http_server *s = x->server;

    if (!conn_enter(s->conns, &x->conn, CONN_CALL, 0))
        return MHD_NO;
    MHD_suspend_connection(x->mhd);
    atomic_fetch_add(&s->calls, 1);
    if (!pool_call(s->pool, run_call, x)) {
        struct arena *mem = arena_new(REFUSAL_ARENA);

        atomic_fetch_sub(&s->calls, 1);
        atomic_fetch_add(&s->queue_full, 1);
        x->close = true;
        set_refusal(x, mem, 503);
        arena_free(mem);
        MHD_resume_connection(x->mhd);
    }
    return MHD_YES;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *mhd, const char *url,
           const char *method, const char *version, const char *upload,
           size_t *upload_n, void **con_cls)
{
    struct exchange *x = *con_cls;
    enum MHD_Result done;

    (void)cls;
    (void)mhd;
    (void)url;
    if (!x)
        return MHD_NO;
    if (x->response)
        return send_answer(x);
    if (x->draining)
        return drain(x, upload_n);
    if (!x->begun)
        return begin(x, method, version);
    if (*upload_n == 0)
        return dispatch(x);
    done = take_body(x, upload, *upload_n);
    *upload_n = 0;
    return done;
}

static struct exchange *
exchange_of(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

/* The request line has come. */
static void *
on_target(void *cls, const char *uri, struct MHD_Connection *mhd)
{
    struct exchange *x = exchange_of(mhd);
    size_t n = strlen(uri);

    (void)cls;
    if (!x || !conn_enter(x->server->conns, &x->conn, CONN_HEAD,
                          x->server->opt.head_ms))
        return NULL;
    if (n > x->target_cap) {
        char *p = realloc(x->target, n);

        ASSERT(p);
        x->target = p;
        x->target_cap = n;
    }
    memcpy(x->target, uri, n);
    x->target_n = n;
    x->target_at = uri;
    return x;
}

/* A request has ended, well or not: ready for the next on the connection. */
static void
on_done(void *cls, struct MHD_Connection *mhd, void **con_cls,
        enum MHD_RequestTerminationCode code)
{
    struct exchange *x = exchange_of(mhd);

    (void)cls;
    (void)con_cls;
    (void)code;
    if (!x)
        return;
    if (x->response)
        MHD_destroy_response(x->response);
    free(x->body);
    atomic_fetch_sub(&x->server->body_total, x->body_cap);
    x->response = NULL;
    x->body = NULL;
    x->body_n = x->body_cap = x->drained = 0;
    x->n_header = 0;
    x->too_many = x->begun = x->close = x->draining = false;
    (void)conn_enter(x->server->conns, &x->conn, CONN_IDLE,
                     x->server->opt.idle_ms);
}

static void
on_connection(void *cls, struct MHD_Connection *mhd, void **socket_context,
              enum MHD_ConnectionNotificationCode what)
{
    struct http_server *s = cls;
    struct exchange *x = *socket_context;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        x = calloc(1, sizeof *x);
        ASSERT(x);
        x->server = s;
        x->mhd = mhd;
        conns_add(
            s->conns, &x->conn,
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)
                ->connect_fd,
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
                ->client_addr,
            s->opt.head_ms);
        *socket_context = x;
    } else if (x) {
        conns_remove(s->conns, &x->conn);
        free(x->body);
        free(x->target);
        free(x);
        *socket_context = NULL;
    }
}

static enum MHD_Result
on_accept(void *cls, const struct sockaddr *address, socklen_t n)
{
    struct http_server *s = cls;

    (void)n;
    return conns_may(s->conns, address) ? MHD_YES : MHD_NO;
}

/* The path is decoded by us; the library leaves it as it came. */
static size_t
keep_as_is(void *cls, struct MHD_Connection *mhd, char *s)
{
    (void)cls;
    (void)mhd;
    return strlen(s);
}

/* --- start and stop --- */

static void
set_defaults(struct http_options *o)
{
    o->io_threads = o->io_threads ? o->io_threads : 2;
    o->workers = o->workers ? o->workers : 16;
    o->body_max_bytes = o->body_max_bytes ? o->body_max_bytes
                                          : (size_t)16 * 1024 * 1024;
    o->arena_cap_bytes = o->arena_cap_bytes ? o->arena_cap_bytes
                                            : (size_t)64 * 1024 * 1024;
    o->connections_max = o->connections_max ? o->connections_max : 1024;
    o->per_address_max = o->per_address_max ? o->per_address_max : 256;
    o->queue_max = o->queue_max ? o->queue_max : 512;
    o->head_ms = o->head_ms ? o->head_ms : 10000;
    o->body_ms = o->body_ms ? o->body_ms : 30000;
    o->slowest_bytes_s = o->slowest_bytes_s ? o->slowest_bytes_s : 16384;
    o->idle_ms = o->idle_ms ? o->idle_ms : 75000;
}

/* As many files as the system lets us have; connections take half of them, so
 * that the store always has some. */
static void
files_for_all(struct http_options *o)
{
    struct rlimit files;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files) == 0 &&
        files.rlim_cur / 2 < o->connections_max)
        o->connections_max = (unsigned)(files.rlim_cur / 2);
}

static struct MHD_Daemon *
start_daemon(struct http_server *s)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, on_accept,
        s, on_request, s, MHD_OPTION_LISTEN_SOCKET, s->listener.fd,
        MHD_OPTION_THREAD_POOL_SIZE, s->opt.io_threads,
        /* The library divides its limit among the threads; ours is for all. */
        MHD_OPTION_CONNECTION_LIMIT,
        2 * s->opt.connections_max * s->opt.io_threads,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, 0U, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_as_is, NULL, MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, on_done, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_END);
}

/* Frees what there is, in any state of starting or stopping. */
static void
server_free(struct http_server *s)
{
    if (s->pool)
        pool_stop(s->pool);
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    if (s->pool)
        pool_free(s->pool);
    if (s->conns)
        conns_free(s->conns);
    listen_close(&s->listener);
    for (unsigned i = 0; s->arena && i < s->opt.workers; i++)
        arena_free(s->arena[i]);
    free(s->arena);
    if (s->gzip)
        gzip_free(s->gzip);
    free(s);
}

static bool
start_threads(struct http_server *s)
{
    s->arena = calloc(s->opt.workers, sizeof(struct arena *));
    ASSERT(s->arena);
    for (unsigned i = 0; i < s->opt.workers; i++)
        s->arena[i] = arena_new(s->opt.arena_cap_bytes);
    s->gzip = gzip_new();
    s->conns = conns_new((struct conns_limits){
        .max = s->opt.connections_max,
        .per_address_max = s->opt.per_address_max,
        .free_address = s->opt.trusted_proxy,
    });
    s->pool = pool_new(s->opt.workers, s->opt.queue_max, 256);
    if (s->conns && s->pool)
        s->daemon = start_daemon(s);
    return s->daemon != NULL;
}

/* Opens the socket; plain HTTP leaves the machine only towards a proxy. */
static const struct err *
listen_checked(struct arena *mem, struct http_server *s)
{
    const struct err *err = listen_open(mem, s->opt.listen, &s->listener);

    if (err)
        return err;
    s->secure = s->opt.tls_in_front || s->opt.trusted_proxy;
    if (!s->listener.loopback && !s->secure)
        return ERR(mem, INVALID, .msg = MSG_HTTP_LISTEN_PLAIN,
                   .arg = {msg_str(str_of(s->opt.listen))}, .field = "listen");
    return NULL;
}

const struct err *
http_server_start(struct arena *mem, const struct http_options *opt,
                  http_handler handler, void *ctx, struct http_server **out)
{
    struct http_server *s = calloc(1, sizeof *s);
    const struct err *err;

    ASSERT(s);
    s->opt = *opt;
    set_defaults(&s->opt);
    files_for_all(&s->opt);
    s->handler = handler;
    s->ctx = ctx;
    s->listener.fd = -1;
    err = listen_checked(mem, s);
    if (!err && !start_threads(s))
        err = ERR(mem, UNAVAILABLE, .detail = "cannot start threads");
    if (err) {
        server_free(s);
        return err;
    }
    *out = s;
    return NULL;
}

int
http_server_port(const struct http_server *s)
{
    return s->listener.port;
}

bool
http_server_run(struct http_server *s, void (*fn)(void *arg, unsigned worker),
                void *arg)
{
    return pool_job(s->pool, fn, arg);
}

void
http_server_stats(const struct http_server *s, struct http_stats *out)
{
    for (size_t i = 0; i < ARRAY_LEN(out->answers); i++)
        out->answers[i] = atomic_load(&s->answers[i]);
    out->refused = atomic_load(&s->refused);
    out->queue_full = atomic_load(&s->queue_full);
    out->memory_full = atomic_load(&s->memory_full);
    out->too_slow = conns_ended(s->conns);
    out->connections = conns_open(s->conns);
    out->calls = atomic_load(&s->calls);
}

void
http_server_stop(struct http_server *s)
{
    atomic_store(&s->stopping, true);
    (void)MHD_quiesce_daemon(s->daemon);
    /* Refuses newcomers. Closing must wait: the daemon's threads still take
     * this descriptor out of their epoll sets, and die if it is gone. */
    (void)shutdown(s->listener.fd, SHUT_RD);
    conns_wait_quiet(s->conns, STOP_MS);
    server_free(s);
}
