/* Tests of the server: answers, headers, limits, stopping under load.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/test.h"
#include "http/http.h"
#include "http/test_client.h"
#include "text/messages_http.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* What the handler under test shares with the test. */
struct stage {
    pthread_mutex_t lock;
    pthread_cond_t change;
    bool open;   /* /wait goes on */
    int waiting; /* calls in /wait */
    atomic_int deferred;
    atomic_int jobs;
};

static void
stage_init(struct stage *st)
{
    *st = (struct stage){.lock = PTHREAD_MUTEX_INITIALIZER,
                         .change = PTHREAD_COND_INITIALIZER};
}

static void
stage_wait(struct stage *st)
{
    pthread_mutex_lock(&st->lock);
    st->waiting++;
    pthread_cond_broadcast(&st->change);
    while (!st->open)
        pthread_cond_wait(&st->change, &st->lock);
    st->waiting--;
    pthread_mutex_unlock(&st->lock);
}

/* Waits until n calls stand in /wait. */
static void
stage_await(struct stage *st, int n)
{
    pthread_mutex_lock(&st->lock);
    while (st->waiting < n)
        pthread_cond_wait(&st->change, &st->lock);
    pthread_mutex_unlock(&st->lock);
}

static void
stage_open(struct stage *st)
{
    pthread_mutex_lock(&st->lock);
    st->open = true;
    pthread_cond_broadcast(&st->change);
    pthread_mutex_unlock(&st->lock);
}

static void
count_deferred(void *arg)
{
    struct stage *st = arg;

    atomic_fetch_add(&st->deferred, 1);
}

static void
echo(const struct http_req *req, struct http_res *res)
{
    buf_fmt(&res->body, "%s %.*s", req->method == HTTP_POST ? "POST" : "GET",
            STR_FMT(req->path));
    for (size_t i = 0; i < req->n_param; i++)
        buf_fmt(&res->body, " ?%.*s=%.*s", STR_FMT(req->param[i].name),
                STR_FMT(req->param[i].value));
    for (size_t i = 0; i < req->n_field; i++)
        buf_fmt(&res->body, " %.*s=%.*s", STR_FMT(req->field[i].name),
                STR_FMT(req->field[i].value));
    buf_fmt(&res->body, " %zu bytes from %.*s", req->body.n,
            STR_FMT(req->peer));
}

/* More than the kernel takes in for a reader who does not read. */
static char huge[32 << 20];

static void
handle(void *ctx, unsigned worker, struct http_req *req, struct http_res *res)
{
    struct stage *st = ctx;

    (void)worker;
    arena_defer(res->mem, count_deferred, st);
    if (str_eq_cz(req->path, "/wait")) {
        stage_wait(st);
        buf_cz(&res->body, "waited");
    } else if (str_eq_cz(req->path, "/full")) {
        for (;;)
            (void)arena_alloc(res->mem, 4096);
    } else if (str_eq_cz(req->path, "/big")) {
        for (int i = 0; i < 100000; i++)
            buf_cz(&res->body, "0123456789");
    } else if (str_eq_cz(req->path, "/huge")) {
        res->static_body = (struct str){huge, sizeof huge};
    } else if (str_eq_cz(req->path, "/to")) {
        http_see_other(res, http_param(req, "path"));
    } else if (str_eq_cz(req->path, "/file")) {
        http_attachment(res, "text/csv; charset=utf-8", STR("årsplan.csv"),
                        STR("a;b\r\n"));
    } else if (!http_asset(req, res)) {
        http_set_cookie(res, req, "sid", STR("abc"));
        echo(req, res);
    }
}

static struct http_server *
start(struct arena *mem, struct stage *st, struct http_options opt)
{
    struct http_server *s = NULL;

    stage_init(st);
    if (!opt.listen)
        opt.listen = "127.0.0.1:0";
    CHECK(!http_server_start(mem, &opt, handle, st, &s));
    return s;
}

static const struct http_options small = {
    .workers = 4,
    .body_max_bytes = 100000,
    .arena_cap_bytes = 4 << 20,
};

TEST(answers_with_all_security_headers)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    struct str a = client_get(mem, http_server_port(s),
                              "/barn/%C3%A5?x=1+2&y=%26");

    CHECK_EQ(client_status(a), 200);
    CHECK(str_ends(a, STR("GET /barn/å ?x=1 2 ?y=& 0 bytes from 127.0.0.1")));
    CHECK(str_has(a, STR("\r\nContent-Type: text/html; charset=utf-8\r\n")));
    CHECK(str_has(a, STR("\r\nContent-Security-Policy: default-src 'none'; ")));
    CHECK(!str_has(a, STR("data:")) && !str_has(a, STR("unsafe")));
    CHECK(str_has(a, STR("\r\nX-Content-Type-Options: nosniff\r\n")));
    CHECK(str_has(a, STR("\r\nReferrer-Policy: no-referrer\r\n")));
    CHECK(str_has(a, STR("\r\nCache-Control: no-store\r\n")));
    CHECK(str_has(a, STR("\r\nCross-Origin-Opener-Policy: same-origin\r\n")));
    CHECK(str_has(a, STR("\r\nCross-Origin-Resource-Policy: same-origin\r\n")));
    CHECK(str_has(a, STR("\r\nPermissions-Policy: camera=(), ")));
    CHECK(!str_has(a, STR("Strict-Transport-Security")));
    CHECK(str_has(a, STR("\r\nSet-Cookie: sid=abc; Path=/; HttpOnly; "
                         "SameSite=Lax\r\n")));
    http_server_stop(s);
}

TEST(behind_tls_cookies_are_host_bound)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;
    struct str a;

    opt.trusted_proxy = "127.0.0.1";
    s = start(mem, &st, opt);
    a = client_talk(mem, http_server_port(s),
                    STR("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        "X-Forwarded-For: 10.0.0.1, 192.0.2.7\r\n\r\n"));
    CHECK(str_has(a, STR("Set-Cookie: __Host-sid=abc; Path=/; HttpOnly; "
                         "SameSite=Lax; Secure\r\n")));
    CHECK(str_has(a, STR("\r\nStrict-Transport-Security: max-age=")));
    CHECK(str_ends(a, STR("from 192.0.2.7")));
    http_server_stop(s);
}

TEST(forwarded_for_of_strangers_is_ignored)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    struct str a = client_talk(
        mem, http_server_port(s),
        STR("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
            "X-Forwarded-For: 192.0.2.7\r\n\r\n"));

    CHECK(str_ends(a, STR("from 127.0.0.1")));
    http_server_stop(s);
}

TEST(head_is_get_without_body)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    struct str a = client_talk(mem, http_server_port(s),
                               STR("HEAD /x HTTP/1.1\r\nHost: a\r\n"
                                   "Connection: close\r\n\r\n"));

    CHECK_EQ(client_status(a), 200);
    CHECK(str_has(a, STR("\r\nContent-Length: 29\r\n")));
    CHECK(str_ends(a, STR("\r\n\r\n")));
    http_server_stop(s);
}

TEST(one_connection_many_requests)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    int fd = client_open(http_server_port(s));

    for (int i = 0; i < 50; i++) {
        struct str body = str_fmt(mem, "n=%d&t=%%C3%%A6", i);
        struct str want = str_fmt(mem,
                                  "POST /p n=%d t=æ 0 bytes from "
                                  "127.0.0.1",
                                  i);

        (void)client_send(
            fd, str_fmt(mem,
                        "POST /p HTTP/1.1\r\nHost: a\r\nContent-Type: "
                        "application/x-www-form-urlencoded\r\n"
                        "Content-Length: %zu\r\n\r\n%.*s",
                        body.n, STR_FMT(body)));
        CHECK(str_ends(client_read(mem, fd, false), want));
    }
    close(fd);
    http_server_stop(s);
}

TEST(redirect_stays_on_the_site)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    int port = http_server_port(s);

    CHECK(str_has(client_get(mem, port, "/to?path=/barn/%C3%A5%3Fx%3D1"),
                  STR("\r\nLocation: /barn/%C3%A5?x=1\r\n")));
    CHECK(str_has(client_get(mem, port, "/to?path=//evil.example"),
                  STR("\r\nLocation: /\r\n")));
    CHECK(str_has(client_get(mem, port, "/to?path=/%5Cevil.example"),
                  STR("\r\nLocation: /\r\n")));
    CHECK(str_has(client_get(mem, port, "/to?path=/a%0D%0AX-Evil:%201"),
                  STR("\r\nLocation: /a%0D%0AX-Evil:%201\r\n")));
    CHECK_EQ(client_status(client_get(mem, port, "/to?path=/a")), 303);
    http_server_stop(s);
}

TEST(attachment_is_sandboxed)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    struct str a = client_get(mem, http_server_port(s), "/file");

    CHECK(str_has(a, STR("\r\nContent-Disposition: attachment; "
                         "filename=\"__rsplan.csv\"; "
                         "filename*=UTF-8''%C3%A5rsplan.csv\r\n")));
    CHECK(str_has(a, STR("\r\nContent-Security-Policy: default-src 'none'; "
                         "sandbox\r\n")));
    CHECK(str_has(a, STR("nosniff")) && str_ends(a, STR("\r\n\r\na;b\r\n")));
    http_server_stop(s);
}

TEST(static_files_are_packed_for_those_who_ask)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    struct str url = http_asset_url(mem, "app.css");
    struct str plain = client_get(mem, http_server_port(s), str_cz(mem, url));

    CHECK(plain.n > 10000);
    CHECK(str_has(plain, STR("\r\nContent-Type: text/css; charset=utf-8\r\n")));
    CHECK(str_has(plain, STR("\r\nVary: Accept-Encoding\r\n")));
    CHECK(!str_has(plain, STR("Content-Encoding")));
    for (int i = 0; i < 2; i++) {
        struct str packed = client_talk(
            mem, http_server_port(s),
            str_fmt(mem,
                    "HEAD %.*s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                    "Accept-Encoding: br;q=1, gzip, deflate\r\n\r\n",
                    STR_FMT(url)));

        CHECK_EQ(client_status(packed), 200);
        CHECK(str_has(packed, STR("\r\nContent-Encoding: gzip\r\n")));
        CHECK(str_has(packed, STR("immutable\r\n")));
    }
    http_server_stop(s);
}

TEST(full_arena_answers_503_and_the_worker_lives_on)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;

    opt.workers = 1;
    s = start(mem, &st, opt);
    for (int i = 0; i < 3; i++) {
        struct str a = client_get(mem, http_server_port(s), "/full");

        CHECK_EQ(client_status(a), 503);
        CHECK(str_has(a, STR("\r\nRetry-After: ")));
        CHECK(str_has(a, STR("\r\nCache-Control: no-store\r\n")));
        CHECK_EQ(client_status(client_get(mem, http_server_port(s), "/")), 200);
    }
    CHECK_EQ(atomic_load(&st.deferred), 6);
    http_server_stop(s);
}

TEST(large_answers_arrive_whole)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);

    for (int i = 0; i < 2; i++) {
        struct str a = client_get(mem, http_server_port(s), "/big");

        CHECK(str_has(a, STR("\r\nContent-Length: 1000000\r\n")));
        CHECK(a.n > 1000000);
    }
    http_server_stop(s);
}

TEST(refusals_speak_the_readers_language)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    struct str a = client_talk(mem, http_server_port(s),
                               STR("PUT / HTTP/1.1\r\nHost: a\r\n"
                                   "Accept-Language: nn\r\n\r\n"));

    CHECK_EQ(client_status(a), 405);
    CHECK(str_has(a, STR("\r\nAllow: GET, HEAD, POST\r\n")));
    CHECK(str_has(a, STR("\r\nContent-Language: nn\r\n")));
    CHECK(str_has(a, STR("Denne adressa")));
    http_server_stop(s);
}

/* Reads the answers that are there, once `want` of the n connections have
 * one; gives how many of them were 503. A connection that was read is closed
 * and becomes -1. */
static int
read_ready(struct arena *mem, int *fd, nfds_t n, int want)
{
    struct pollfd p[8] = {0};
    int busy = 0;

    ASSERT(n <= ARRAY_LEN(p));
    for (int ready = 0; ready < want;) {
        for (nfds_t i = 0; i < n; i++)
            p[i] = (struct pollfd){.fd = fd[i], .events = POLLIN};
        if (poll(p, n, CLIENT_WAIT_MS) <= 0)
            break;
        for (nfds_t i = 0; i < n; i++) {
            if (!p[i].revents)
                continue;
            busy += client_status(client_read(mem, fd[i], false)) == 503;
            close(fd[i]);
            fd[i] = -1;
            ready++;
        }
    }
    return busy;
}

static void
own_refusal(struct http_res *res, enum lang lang, int status)
{
    res->content_type = "text/html; charset=utf-8";
    buf_fmt(&res->body, "<h1>%d %s</h1>", status, lang_code(lang));
}

TEST(refusals_may_be_pages)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;
    struct str a;

    opt.refusal = own_refusal;
    s = start(mem, &st, opt);
    a = client_get(mem, http_server_port(s), "/a/../b");
    CHECK_EQ(client_status(a), 400);
    CHECK(str_has(a, STR("\r\nContent-Type: text/html; charset=utf-8\r\n")));
    CHECK(str_ends(a, STR("\r\n\r\n<h1>400 nb</h1>")));
    a = client_talk(mem, http_server_port(s),
                    STR("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: "
                        "application/json\r\nContent-Length: 100001\r\n\r\n"));
    CHECK(str_ends(a, STR("\r\n\r\n<h1>413 nb</h1>")));
    CHECK_EQ(client_status(client_get(mem, http_server_port(s), "/full")), 503);
    http_server_stop(s);
}

TEST(queue_full_answers_503)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;
    int fd[4];

    opt.workers = 1;
    opt.queue_max = 1;
    s = start(mem, &st, opt);
    for (int i = 0; i < 4; i++) {
        fd[i] = client_open(http_server_port(s));
        (void)client_send(fd[i], STR("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n"));
        stage_await(&st, 1);
    }
    CHECK_EQ(read_ready(mem, fd, 4, 2), 2); /* one runs, one waits */
    stage_open(&st);
    CHECK_EQ(read_ready(mem, fd, 4, 2), 0);
    http_server_stop(s);
}

static void
count_job(void *arg, unsigned worker)
{
    struct stage *st = arg;

    (void)worker;
    atomic_fetch_add(&st->jobs, 1);
}

TEST(jobs_run_even_when_calls_hold_the_workers)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;
    int fd[3];

    opt.workers = 4;
    s = start(mem, &st, opt);
    for (int i = 0; i < 3; i++) {
        fd[i] = client_open(http_server_port(s));
        (void)client_send(fd[i], STR("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n"));
        stage_await(&st, i + 1);
    }
    for (int i = 0; i < 20; i++)
        CHECK(http_server_run(s, count_job, &st));
    stage_open(&st);
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(client_status(client_read(mem, fd[i], false)), 200);
        close(fd[i]);
    }
    http_server_stop(s); /* runs what is queued */
    CHECK_EQ(atomic_load(&st.jobs), 20);
}

struct stopper {
    struct http_server *s;
    pthread_t thread;
};

static void *
stop_main(void *arg)
{
    struct stopper *p = arg;

    http_server_stop(p->s);
    return NULL;
}

TEST(stop_finishes_what_is_under_way)
{
    struct stage st;
    struct stopper p = {.s = start(mem, &st, small)};
    int port = http_server_port(p.s);
    int fd[6];

    for (int i = 0; i < 6; i++) { /* two more than there are workers */
        fd[i] = client_open(port);
        (void)client_send(fd[i], STR("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n"));
    }
    stage_await(&st, 4);
    pthread_create(&p.thread, NULL, stop_main, &p);
    stage_open(&st);
    for (int i = 0; i < 6; i++) {
        int status = client_status(client_read(mem, fd[i], false));

        /* The last two may not have been accepted when we stopped. */
        CHECK(status == 200 || (i >= 4 && (status == 503 || status == 0)));
        close(fd[i]);
    }
    pthread_join(p.thread, NULL);
}

struct load {
    int port;
    atomic_bool end;
    atomic_int answered;
    pthread_t thread[4];
};

static void *
load_main(void *arg)
{
    struct load *l = arg;
    struct arena *mem = arena_new(64 << 20);

    while (!atomic_load(&l->end)) {
        struct sockaddr_in a = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)l->port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        struct sockaddr any;
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        memcpy(&any, &a, sizeof any);
        if (connect(fd, &any, sizeof a) == 0) {
            (void)client_send(fd, STR("GET /l HTTP/1.1\r\nHost: a\r\n\r\n"
                                      "GET /l HTTP/1.1\r\nHost: a\r\n"
                                      "Connection: close\r\n\r\n"));
            if (client_status(client_read(mem, fd, false)) == 200)
                atomic_fetch_add(&l->answered, 1);
        }
        close(fd);
        arena_reset(mem);
    }
    arena_free(mem);
    return NULL;
}

TEST(starts_and_stops_under_load)
{
    struct stage st;
    struct load l = {0};

    for (int round = 0; round < 5; round++) {
        struct http_server *s = start(mem, &st, small);

        atomic_store(&l.end, false);
        atomic_store(&l.answered, 0);
        l.port = http_server_port(s);
        for (size_t i = 0; i < ARRAY_LEN(l.thread); i++)
            pthread_create(&l.thread[i], NULL, load_main, &l);
        while (atomic_load(&l.answered) < 40)
            (void)client_get(mem, l.port, "/own");
        http_server_stop(s);
        atomic_store(&l.end, true);
        for (size_t i = 0; i < ARRAY_LEN(l.thread); i++)
            pthread_join(l.thread[i], NULL);
        CHECK(atomic_load(&l.answered) >= 40);
    }
}

TEST(readers_who_do_not_read_are_cut)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;
    struct http_stats stats = {0};
    char *chunk = arena_alloc(mem, 65536);
    size_t total = 0;
    ssize_t n;
    int fd;

    opt.body_ms = 200;
    opt.slowest_bytes_s = 1 << 30;
    s = start(mem, &st, opt);
    fd = client_open(http_server_port(s));
    (void)client_send(fd, STR("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n"));
    while (stats.too_slow == 0) {
        (void)client_get(mem, http_server_port(s), "/x");
        http_server_stats(s, &stats);
    }
    while ((n = recv(fd, chunk, 65536, 0)) > 0)
        total += (size_t)n;
    CHECK(total > 0 && total < sizeof huge);
    close(fd);
    http_server_stop(s);
}

/* `n` connections on which only `begin` is sent, and nothing more comes. */
static void
crowd_open(int *fd, int n, int port, struct str begin)
{
    for (int i = 0; i < n; i++) {
        fd[i] = client_open(port);
        CHECK(client_send(fd[i], begin));
    }
}

static void
crowd_close(const int *fd, int n)
{
    for (int i = 0; i < n; i++)
        close(fd[i]);
}

TEST(who_sends_nothing_gives_way)
{
    static const char *const begin[] = {
        "",
        "GET / HTTP/1.1\r\nHo",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\na=",
    };
    struct stage st;
    struct http_server *s;
    int fd[20];

    for (int all = 0; all < 2; all++) {
        struct http_options opt = small;

        opt.connections_max = all ? 4 : 100;
        opt.per_address_max = all ? 100 : 4;
        s = start(mem, &st, opt);
        for (size_t i = 0; i < ARRAY_LEN(begin); i++) {
            crowd_open(fd, 20, http_server_port(s), str_of(begin[i]));
            CHECK_EQ(client_status(client_get(mem, http_server_port(s), "/x")),
                     200);
            crowd_close(fd, 20);
        }
        http_server_stop(s);
    }
}

/* A process of its own that may have `files` open; serves until `hold` ends. */
static void
serve_with_few_files(struct arena *mem, rlim_t files, int tell, int hold)
{
    struct rlimit few = {.rlim_cur = files / 2, .rlim_max = files};
    struct stage st;
    char end;
    int port;

    if (setrlimit(RLIMIT_NOFILE, &few) != 0)
        _exit(1);
    port = http_server_port(start(mem, &st, small));
    if (write(tell, &port, sizeof port) != sizeof port)
        _exit(1);
    _exit(read(hold, &end, 1) == 0 ? 0 : 1);
}

TEST(a_crowd_leaves_files_for_the_others)
{
    int tell[2];
    int hold[2];
    int fd[200];
    int port = 0;
    pid_t child;

    CHECK(pipe(tell) == 0 && pipe(hold) == 0);
    child = fork();
    if (child == 0) {
        close(hold[1]);
        serve_with_few_files(mem, 128, tell[1], hold[0]);
    }
    close(hold[0]);
    CHECK_EQ(read(tell[0], &port, sizeof port), sizeof port);
    crowd_open(fd, 200, port, STR(""));
    CHECK_EQ(client_status(client_get(mem, port, "/x")), 200);
    crowd_close(fd, 200);
    close(hold[1]);
    CHECK_EQ(waitpid(child, NULL, 0), child);
    close(tell[0]);
    close(tell[1]);
}

TEST(who_waits_for_an_answer_does_not_give_way)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;
    int fd[20];

    opt.per_address_max = 4;
    s = start(mem, &st, opt);
    crowd_open(fd, 4, http_server_port(s),
               STR("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n"));
    stage_await(&st, 4);
    crowd_open(fd + 4, 16, http_server_port(s), STR(""));
    CHECK_EQ(client_status(client_get(mem, http_server_port(s), "/x")), 0);
    stage_open(&st);
    for (int i = 0; i < 4; i++)
        CHECK_EQ(client_status(client_read(mem, fd[i], false)), 200);
    CHECK_EQ(client_status(client_get(mem, http_server_port(s), "/x")), 200);
    crowd_close(fd, 20);
    http_server_stop(s);
}

TEST(stats_count)
{
    struct stage st;
    struct http_server *s = start(mem, &st, small);
    struct http_stats stats;
    int port = http_server_port(s);

    (void)client_get(mem, port, "/x");
    (void)client_get(mem, port, "/to?path=/a");
    (void)client_get(mem, port, "/full");
    (void)client_talk(mem, port, STR("GET / HTTP/1.1\r\n\r\n"));
    http_server_stats(s, &stats);
    CHECK_EQ(stats.answers[2], 1);
    CHECK_EQ(stats.answers[3], 1);
    CHECK_EQ(stats.answers[4], 1);
    CHECK_EQ(stats.answers[5], 1);
    CHECK_EQ(stats.refused, 1);
    CHECK_EQ(stats.memory_full, 1);
    CHECK_EQ(stats.queue_full, 0);
    CHECK_EQ(stats.too_slow, 0);
    CHECK_EQ(stats.calls, 0);
    http_server_stop(s);
}

TEST(plain_http_stays_on_the_machine)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s = NULL;

    opt.listen = "0.0.0.0:0";
    CHECK_ERR(http_server_start(mem, &opt, handle, &st, &s), INVALID,
              MSG_HTTP_LISTEN_PLAIN);
    opt.tls_in_front = true;
    s = start(mem, &st, opt);
    CHECK(str_has(client_get(mem, http_server_port(s), "/"),
                  STR("\r\nStrict-Transport-Security: ")));
    http_server_stop(s);
}

TEST(listens_on_ipv6_and_unix_sockets)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;
    struct http_server *second = NULL;
    const char *address;

    opt.listen = "[::1]:0";
    s = start(mem, &st, opt);
    CHECK(http_server_port(s) > 0);
    http_server_stop(s);
    address = str_cz(
        mem, str_fmt(mem, "unix:/tmp/helhet-http-test-%d", (int)getpid()));
    opt.listen = address;
    for (int i = 0; i < 2; i++) {
        s = start(mem, &st, opt);
        CHECK_EQ(http_server_port(s), 0);
        CHECK_EQ(access(address + 5, F_OK), 0);
        CHECK_ERR(http_server_start(mem, &opt, handle, &st, &second),
                  UNAVAILABLE, MSG_HTTP_LISTEN_TAKEN);
        http_server_stop(s);
        CHECK(access(address + 5, F_OK) != 0);
    }
}

TEST(ipv4_through_an_ipv6_socket_is_ipv4)
{
    struct stage st;
    struct http_options opt = small;
    struct http_server *s;

    opt.listen = "[::]:0";
    opt.trusted_proxy = "192.0.2.1";
    s = start(mem, &st, opt);
    CHECK(str_ends(client_get(mem, http_server_port(s), "/"),
                   STR(" from 127.0.0.1")));
    http_server_stop(s);
}

TEST(bad_addresses_are_told)
{
    static const char *const bad[] = {
        "",       "8080",        "localhost:1", "1.2.3.4",
        "::1:80", "[::1]:99999", "127.0.0.1:x", "unix:"};
    struct http_server *s = NULL;

    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct http_options opt = {.listen = bad[i]};

        CHECK_ERR(http_server_start(mem, &opt, handle, NULL, &s), INVALID,
                  MSG_HTTP_LISTEN_ADDRESS);
    }
}
