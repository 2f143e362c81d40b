/* The program: lends the wiring to the command line, and serves.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/clock.h"
#include "base/log.h"
#include "cli/cli.h"
#include "http/http.h"
#include "main/wiring.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

enum { JOBS_EVERY_S = 30, JOBS_BYTES = 256 << 20 };

static const struct err *
open_for_command(struct cli *c, bool create, const struct services **out)
{
    struct wiring *w = c->host->main;
    const struct err *err = wiring_open(c->mem, &c->settings, create,
                                        (unsigned)c->settings.workers, w);

    if (!err)
        *out = &w->sv;
    return err;
}

/* Signals that end the process are waited for, not handled. */
static void
block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

static struct http_options
http_options_of(struct cli *c)
{
    const struct settings *s = &c->settings;
    struct http_options opt = {
        .listen = str_cz(c->mem, s->listen),
        .io_threads = (unsigned)s->io_threads,
        .workers = (unsigned)s->workers,
        .body_max_bytes = (size_t)s->body_max_kib * 1024,
        .arena_cap_bytes = (size_t)s->call_memory_kib * 1024,
    };

    if (s->trusted_proxy.n > 0)
        opt.trusted_proxy = str_cz(c->mem, s->trusted_proxy);
    return opt;
}

/* "127.0.0.1:8080" with the port that was really bound. */
static struct str
address_of(struct cli *c, const struct http_server *server)
{
    struct str listen = c->settings.listen;
    size_t n = listen.n;

    if (str_starts(listen, STR("unix:")))
        return listen;
    while (n > 0 && listen.p[n - 1] != ':')
        n--;
    return str_fmt(c->mem, "http://%.*s%d", (int)n, listen.p,
                   http_server_port(server));
}

/* A round of jobs on a worker. */
static void
run_jobs(void *arg, unsigned worker)
{
    struct wiring *w = arg;
    struct arena *mem = arena_new(JOBS_BYTES);
    const struct err *err = wiring_run_jobs(w, mem, clock_now());

    (void)worker;
    if (err)
        log_err("jobs_failed", err);
    arena_free(mem);
}

/* Waits for the signal to stop; wakes the jobs meanwhile. */
static void
wait_for_stop(struct wiring *w, struct http_server *server,
              const sigset_t *signals)
{
    const struct timespec round = {.tv_sec = JOBS_EVERY_S};

    do {
        (void)http_server_run(server, run_jobs, w);
    } while (sigtimedwait(signals, NULL, &round) < 0);
    log_event(LOG_INFO, "stopping", NULL);
}

static enum cli_exit
serve(struct cli *c)
{
    struct wiring *w = c->host->main;
    struct http_options opt = http_options_of(c);
    struct http_server *server = NULL;
    sigset_t signals;
    const struct err *err;

    block_signals(&signals);
    if (!w->db) {
        err = wiring_open(c->mem, &c->settings, true, opt.workers, w);
        if (err)
            return cli_error(c, err);
    }
    err = http_server_start(c->mem, &opt, dispatch, &w->dispatcher, &server);
    if (err) {
        wiring_close(w);
        return cli_error(c, err);
    }
    cli_put(str_fmt(c->mem, "Helhet ready at %.*s\n",
                    STR_FMT(address_of(c, server))));
    wait_for_stop(w, server, &signals);
    http_server_stop(server);
    wiring_close(w);
    return CLI_OK;
}

int
main(int argc, char **argv)
{
    struct wiring w = {0};
    struct cli_host host = {
        .open = open_for_command, .serve = serve, .main = &w};
    enum cli_exit code = cli_main(&host, argc, argv);

    wiring_close(&w);
    return (int)code;
}
