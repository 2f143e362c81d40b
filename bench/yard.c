/* The yardstick of a page: a bare libmicrohttpd program that runs the same
 * statements, decryptions and audit commit, and sends the same bytes.
 * SPDX-License-Identifier: EUPL-1.2
 *
 * yard FOLDER TARGET COOKIE. It asks the product once, inside this process, and
 * plays that back for every request: two threads with epoll read, one commits
 * in groups. No routing, no gate, no template, no worker threads. */
#include "bare.h"
#include "bench.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CALL_BYTES = 64 << 20 };

static struct {
    struct bench bench;
    struct bare_tape *tape;
    struct bare_chain chain;
    struct bare_group group;
    struct http_res res;
    struct str body;
    const char *path;
} yard;

struct exchange {
    struct bare_item item; /* first */
    struct MHD_Connection *mhd;
    bool written;
};

/* --- once: ask the product --- */

static void
ask(const char *target, const char *cookie, struct http_res *res)
{
    struct arena *mem = yard.bench.mem;
    struct http_sketch sketch = {
        .method = "GET", .target = str_of(target), .cookies = str_of(cookie)};
    struct http_pair all[8];
    struct http_req req;

    if (http_req_parse_target(mem, &sketch, &req) != 0 || req.n_header > 6)
        exit(1);
    for (size_t i = 0; i < req.n_header; i++)
        all[i] = req.header[i];
    all[req.n_header++] = (struct http_pair){STR("accept-language"), STR("nb")};
    all[req.n_header++] = (struct http_pair){STR("sec-fetch-site"),
                                             STR("same-origin")};
    req.header = all;
    http_res_init(res, mem);
    dispatch(&yard.bench.w.dispatcher, 0, &req, res);
    if (res->status != 200) {
        fprintf(stderr, "yard: %s answers %d\n", target, res->status);
        exit(1);
    }
}

static void
record(const char *target, const char *cookie)
{
    struct audit_chain *chain = &yard.bench.w.chain;
    struct http_res first;

    ask(target, cookie, &first); /* the chain's head is known after it */
    chain->seq = INT64_C(777000000000);
    yard.tape = bare_tape_new(yard.bench.mem, 1024);
    bare_record(yard.tape);
    ask(target, cookie, &yard.res);
    bare_record(NULL);
    yard.body = buf_done(&yard.res.body);
    yard.chain = (struct bare_chain){.keys = yard.bench.w.keys,
                                     .id = chain->id,
                                     .seq = chain->seq,
                                     .own_id = id_new()};
    yard.chain.head = str_copy(
        yard.bench.mem, (struct str){(const char *)chain->head.b, HASH_BYTES});
}

static void
tell(void)
{
    size_t n[2] = {0, 0};
    size_t crypt = 0;

    for (size_t i = 0; i < yard.tape->n; i++) {
        if (yard.tape->step[i].kind == BARE_SQL)
            n[yard.tape->step[i].in_write]++;
        if (yard.tape->step[i].kind >= BARE_KEY)
            crypt++;
    }
    fprintf(stderr,
            "yard: %zu statements read, %zu write, %zu decryptions, %zu"
            " bytes\n",
            n[0], n[1], crypt, yard.body.n);
}

/* --- then: serve --- */

static struct bare_conn *
own_conn(struct arena **out_mem)
{
    static _Thread_local struct bare_conn *conn;
    static _Thread_local struct arena *mem;

    if (!conn) {
        mem = arena_new(CALL_BYTES);
        conn = bare_open(arena_new(CALL_BYTES), yard.path, false);
        bare_prepare(conn, yard.tape);
    }
    *out_mem = mem;
    return conn;
}

static void
written(struct bare_item *item)
{
    struct exchange *x = (struct exchange *)(void *)item;

    x->written = true;
    MHD_resume_connection(x->mhd);
}

static enum MHD_Result
send_page(struct exchange *x)
{
    union {
        const char *in;
        void *out;
    } p = {yard.body.p};
    struct MHD_Response *r = MHD_create_response_from_buffer(
        yard.body.n, p.out, MHD_RESPMEM_MUST_COPY);
    enum MHD_Result done;

    (void)MHD_add_response_header(r, "Content-Type",
                                  "text/html; charset=utf-8");
    done = MHD_queue_response(x->mhd, 200, r);
    MHD_destroy_response(r);
    return done;
}

static enum MHD_Result
answer(void *cls, struct MHD_Connection *mhd, const char *url,
       const char *method, const char *version, const char *upload,
       size_t *upload_n, void **state)
{
    struct exchange *x = *state;
    struct arena *mem;
    struct bare_conn *c;

    (void)cls, (void)url, (void)method, (void)version, (void)upload;
    (void)upload_n;
    if (!x) {
        x = calloc(1, sizeof *x);
        if (!x)
            exit(1);
        x->mhd = mhd;
        *state = x;
        return MHD_YES;
    }
    if (x->written)
        return send_page(x);
    c = own_conn(&mem);
    bare_read(c, mem, yard.bench.w.keys, yard.tape);
    arena_reset(mem);
    x->item.tape = yard.tape;
    x->item.done = written;
    MHD_suspend_connection(mhd);
    bare_group_add(&yard.group, &x->item);
    return MHD_YES;
}

static void
completed(void *cls, struct MHD_Connection *mhd, void **state,
          enum MHD_RequestTerminationCode why)
{
    (void)cls, (void)mhd, (void)why;
    free(*state);
    *state = NULL;
}

static void
start_group(void)
{
    struct arena *mem = arena_new(CALL_BYTES);

    yard.group.conn = bare_open(mem, yard.path, true);
    yard.group.chain = &yard.chain;
    yard.group.mem = mem;
    bare_prepare(yard.group.conn, yard.tape);
    bare_group_start(&yard.group);
}

int
main(int argc, char **argv)
{
    struct MHD_Daemon *d;

    if (argc != 4) {
        fprintf(stderr, "yard FOLDER TARGET COOKIE\n");
        return 2;
    }
    bench_open(&yard.bench, argv[1], false, 1);
    yard.path = str_cz(yard.bench.mem, yard.bench.w.settings.db);
    record(argv[2], argv[3]);
    tell();
    db_close(yard.bench.w.db);
    yard.bench.w.db = NULL;
    start_group();
    d = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
        answer, NULL, MHD_OPTION_THREAD_POOL_SIZE, 2U,
        MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
    if (!d)
        return 1;
    printf("Yardstick ready at http://127.0.0.1:%d\n",
           MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    (void)fflush(stdout);
    pause();
    return 0;
}
