/* helhet simulate: how many teams the assessments (THK) take, and from when.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/answer.h"
#include "cli/commands.h"

#include "base/clock.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

/* --- inputs --- */

/* "name=value" becomes an input; errors are gathered. */
static const struct err *
set_input(struct cli *c, struct params *p, const char *pair,
          const struct err *errors)
{
    const char *sign = strchr(pair, '=');
    struct str name = str_of(pair);

    if (!sign)
        return err_join(c->mem, errors,
                        ERR(c->mem, INVALID, .field = pair,
                            .detail = "write --set name=value"));
    name.n = (size_t)(sign - pair);
    return err_join(c->mem, errors,
                    params_set(c->mem, p, name, str_of(sign + 1)));
}

/* An option that is an input under another name. */
static const struct err *
set_option(struct cli *c, struct params *p, const char *option,
           enum param which, const struct err *errors)
{
    const char *value = cli_option(c, option);

    if (!value)
        return errors;
    return err_join(
        c->mem, errors,
        params_set(c->mem, p, str_of(param_info(which)->name), str_of(value)));
}

static const struct err *
read_threads(struct cli *c, int *out, const struct err *errors)
{
    const char *value = cli_option(c, "--threads");
    int64_t n = sysconf(_SC_NPROCESSORS_ONLN);

    if (value && (!str_to_i64(str_of(value), &n) || n < 1 || n > THREADS_MAX))
        return err_join(c->mem, errors,
                        ERR(c->mem, INVALID, .field = "--threads",
                            .detail = "a whole number from 1 to 64"));
    *out = n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (int)n;
    return errors;
}

static const struct err *
read_inputs(struct cli *c, struct params *p, int *threads)
{
    const struct err *errors = NULL;
    const char *pair;

    params_defaults(c->mem, date_in_oslo(clock_now()), p);
    while ((pair = cli_option(c, "--set")) != NULL)
        errors = set_input(c, p, pair, errors);
    errors = set_option(c, p, "--seed", PARAM_SEED, errors);
    errors = set_option(c, p, "--replications", PARAM_RUNS, errors);
    errors = read_threads(c, threads, errors);
    return errors ? errors : params_check(c->mem, p);
}

/* --- progress --- */

static char what[] = "simulated, per cent:";

static bool
progress(void *ctx, int done, int total)
{
    int percent = total > 0 ? (int)(100.0 * done / total) : 0;

    (void)ctx; /* the line ends when the answer is there, not before */
    return cli_progress(what, percent < 100 ? percent : 99, 100);
}

/* --- the answer as text --- */

static void
put_share(struct buf *b, const struct sim_estimate *e)
{
    if (isnan(e->mean))
        buf_cz(b, "nobody asked");
    else
        buf_fmt(b, "%.1f %% (%.1f to %.1f)", 100 * e->mean,
                100 * fmax(0, e->low), 100 * fmin(1, e->high));
}

static void
put_waits(struct buf *b, const struct sim_scope *s)
{
    static const char *const names[SIM_WAITS] = {"decision", "assessment",
                                                 "report"};

    for (int w = 0; w < SIM_WAITS; w++)
        buf_fmt(b,
                "  weeks to %-11s half within %5.1f%s nine of ten within "
                "%5.1f%s\n",
                names[w], s->p50[w].mean / 7,
                s->p50_more[w] ? " or more," : ",", s->p90[w].mean / 7,
                s->p90_more[w] ? " or more" : "");
}

static void
put_scope(struct buf *b, const struct answer *a, const struct sim_scope *s,
          int i)
{
    struct sim_estimate queue = answer_backlog(a, s);

    buf_fmt(b, "%s: within the goal ", answer_scope_word(a, i));
    put_share(b, &s->within);
    buf_fmt(b, "\n  load %.2f; waiting at the end %.0f (%.0f to %.0f)\n",
            s->load, queue.mean, queue.low, queue.high);
    if (s->unstable)
        buf_fmt(b,
                "  more is asked for than the teams can do: the queue grows, "
                "now by %.1f children a month (%.1f to %.1f)\n",
                s->growth.mean, s->growth.low, s->growth.high);
    else
        put_waits(b, s);
}

static void
put_what_if(struct buf *b, const struct answer *a)
{
    if (a->what_if_n > 0)
        buf_cz(b, "\nteams  within the goal  nine of ten within  waiting at "
                  "the end\n");
    for (size_t i = 0; i < a->what_if_n; i++) {
        const struct what_if *w = &a->what_if[i];

        buf_fmt(b, "%5d  %13.1f %%", w->teams, 100 * w->within.mean);
        if (w->unstable)
            buf_fmt(b, "  %18s", "grows");
        else
            buf_fmt(b, "  %12.1f weeks", w->p90.mean / 7);
        buf_fmt(b, "  %18.0f%s\n", w->backlog.mean,
                w->now ? "  (as it is)" : "");
    }
}

static void
put_solved(struct buf *b, const struct answer *a)
{
    const struct sim_answer *few = a->fewest;
    const struct sim_answer *date = a->earliest;

    if (few && few->found) {
        buf_fmt(b, "\nfewest teams that reach the goal: %d", few->teams);
        for (int i = 0; i < a->model->regions && a->model->regions > 1; i++)
            buf_fmt(b, "%s %s %d", i == 0 ? " (" : ",", answer_scope_word(a, i),
                    few->per_region[i]);
        buf_cz(b, a->model->regions > 1 ? ")\n" : "\n");
    } else if (few && !few->cancelled) {
        buf_fmt(b, "\nnot even %d teams surely reach the goal\n",
                ANSWER_TEAMS_MAX);
    }
    if (date && date->found) {
        struct str day = date_format(b->mem, date->from);

        buf_fmt(b, "on this plan the duty can hold from %.*s\n", STR_FMT(day));
    } else if (date && !date->cancelled) {
        buf_cz(b, "on this plan the duty cannot hold within the time looked "
                  "at\n");
    }
}

static void
put_text(struct buf *b, const struct answer *a)
{
    const struct sim_result *r = a->run;

    buf_fmt(b, "%d runs, %llu children, intervals of %.1f %%%s\n",
            r->replications, (unsigned long long)r->children,
            100 * r->confidence,
            a->whole ? "" : "; stopped before all was done");
    if (r->replications > 0)
        put_scope(b, a, &r->all, -1);
    for (int i = 0; i < a->model->regions && a->model->regions > 1; i++)
        put_scope(b, a, &r->region[i], i);
    put_what_if(b, a);
    put_solved(b, a);
}

/* --- */

enum cli_exit
run_simulate(struct cli *c)
{
    struct params p;
    bool csv = cli_flag(c, "--csv");
    struct answer_how how = {.solve = cli_flag(c, "--solve"),
                             .progress = progress};
    const struct err *err = read_inputs(c, &p, &how.threads);
    const struct answer *a;
    struct buf b;

    if (c->n_words > 0 || (csv && c->json))
        return cli_usage(c, c->n_words > 0 ? "simulate takes options only"
                                           : "choose --csv or --json");
    if (err)
        return cli_error(c, err);
    cli_hold_signals();
    a = answer_compute(c->mem, &p, &how);
    (void)cli_progress(what, 100, 100);
    buf_init(&b, c->mem);
    if (c->json)
        answer_json(&b, a);
    else if (csv)
        answer_csv(&b, a);
    else
        put_text(&b, a);
    if (c->json)
        buf_char(&b, '\n');
    cli_put(buf_done(&b));
    return a->whole ? CLI_OK : CLI_NO;
}
