/* The program: lends the wiring to the command line, and serves.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/clock.h"
#include "base/log.h"
#include "cli/cli.h"
#include "http/http.h"
#include "main/wiring.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

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

/* Signals are waited for, not handled. */
static void
block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
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
        .tls_in_front = s->tls_proxy,
        .refusal = dispatch_refuse,
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

/* Runs `work` on an arena of its own; one that is full ends the round only. */
static void
run_bounded(struct wiring *w, const char *failed,
            const struct err *(*work)(struct wiring *w, struct arena *mem))
{
    struct arena *mem = arena_new(JOBS_BYTES);
    jmp_buf full;

    if (setjmp(full) == 0) {
        const struct err *err;

        (void)arena_on_full(mem, &full);
        err = work(w, mem);
        if (err)
            log_err(failed, err);
    } else {
        log_event(LOG_ERROR, failed, "memory full");
    }
    (void)arena_on_full(mem, NULL);
    arena_free(mem);
}

static const struct err *
due_jobs(struct wiring *w, struct arena *mem)
{
    const struct err *err = audit_fill_lists(w->db, mem);

    return err ? err : wiring_run_jobs(w, mem, clock_now());
}

static void
run_jobs(void *arg, unsigned worker)
{
    (void)worker;
    run_bounded(arg, "jobs_failed", due_jobs);
}

static const struct err *
due_mail(struct wiring *w, struct arena *mem)
{
    return wiring_run_mail(w, mem, clock_now());
}

/* Apart from the other jobs: a mail server may be slow. */
static void
run_mail(void *arg, unsigned worker)
{
    (void)worker;
    run_bounded(arg, "mail_failed", due_mail);
}

static bool
tell_rewrap(void *arg, int64_t done, int64_t total)
{
    struct arena *mem = arg;

    log_event(LOG_INFO, "keys_wrapped_anew",
              str_cz(mem, str_fmt(mem, "%lld of %lld", (long long)done,
                                  (long long)total)));
    return true;
}

static const struct err *
old_keys(struct wiring *w, struct arena *mem)
{
    return wiring_rewrap(w, mem, clock_now(), tell_rewrap, mem);
}

static void
run_rewrap(void *arg, unsigned worker)
{
    (void)worker;
    run_bounded(arg, "rewrap_failed", old_keys);
}

static const struct err *
new_keys(struct wiring *w, struct arena *mem)
{
    return wiring_reload_keys(w, mem);
}

/* A key file that has changed is taken up: at SIGHUP, and at the next round.
 * The keys are wrapped anew a round later, when other processes have done so
 * too.
 */
static void
look_at_keys(struct wiring *w, struct http_server *server, bool *rewrap)
{
    struct arena *mem = arena_new(JOBS_BYTES);

    if (wiring_key_file_changed(w, mem)) {
        run_bounded(w, "key_reload_failed", new_keys);
        log_event(LOG_INFO, "key_file_read", NULL);
        *rewrap = true;
    } else if (*rewrap) {
        *rewrap = !http_server_run(server, run_rewrap, w);
    }
    arena_free(mem);
}

/* Waits for the signal to stop; wakes the jobs meanwhile. */
static void
wait_for_stop(struct wiring *w, struct http_server *server,
              const sigset_t *signals)
{
    const struct timespec round = {.tv_sec = JOBS_EVERY_S};
    bool rewrap = true; /* a rotation may have been broken off */
    int got;

    do {
        look_at_keys(w, server, &rewrap);
        (void)http_server_run(server, run_jobs, w);
        (void)http_server_run(server, run_mail, w);
        got = sigtimedwait(signals, NULL, &round);
    } while (got < 0 || got == SIGHUP);
    log_event(LOG_INFO, "stopping", NULL);
}

static const struct err *
open_to_serve(struct cli *c, struct wiring *w)
{
    const struct err *err = wiring_check_place(c->mem, &c->settings, false);

    return err ? err
               : wiring_open(c->mem, &c->settings, true,
                             (unsigned)c->settings.workers, w);
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
        err = open_to_serve(c, w);
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

static const struct err *
count_for_command(struct cli *c, int64_t *out)
{
    const struct err *err = wiring_reload_keys(c->host->main, c->mem);

    return err ? err : wiring_count_old_keys(c->host->main, c->mem, out);
}

static const struct err *
rewrap_for_command(struct cli *c, cli_tell tell, void *tell_arg)
{
    return wiring_rewrap(c->host->main, c->mem, clock_now(), tell, tell_arg);
}

/* Where one of the standard files is closed, the next file or socket that is
 * opened would take its place, and what is printed would go there. */
static bool
keep_standard_files(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    return fd >= 0 && close(fd) == 0;
}

/* A core file would hold the master key. A limit of 1, as the system neither
 * writes so small a file nor, as it would with 0, gives it to a program. */
static void
leave_no_core(void)
{
    struct rlimit core;

    if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_max == 0)
        return; /* nobody may raise it again */
    core = (struct rlimit){.rlim_cur = 1, .rlim_max = 1};
    (void)setrlimit(RLIMIT_CORE, &core);
}

int
main(int argc, char **argv)
{
    struct wiring w = {0};
    struct cli_host host = {.open = open_for_command,
                            .serve = serve,
                            .count_old_keys = count_for_command,
                            .rewrap = rewrap_for_command,
                            .main = &w};
    enum cli_exit code;

    (void)umask(077); /* whatever is made here is nobody else's */
    leave_no_core();
    if (!keep_standard_files())
        return (int)CLI_FAILED;
    code = cli_main(&host, argc, argv);

    wiring_close(&w);
    return (int)code;
}
