/* The program: lends the wiring to the command line, and serves.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"
#include "cli/cli.h"
#include "http/http.h"
#include "main/wiring.h"

#include <pthread.h>
#include <signal.h>

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

static enum cli_exit
serve(struct cli *c)
{
    struct wiring *w = c->host->main;
    struct http_options opt = http_options_of(c);
    struct http_server *server = NULL;
    sigset_t signals;
    int got = 0;
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
    (void)sigwait(&signals, &got);
    log_event(LOG_INFO, "stopping", NULL);
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
