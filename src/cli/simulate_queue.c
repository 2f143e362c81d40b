/* helhet simulate queue: a queue of the books, to be held against formulas.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/model.h"
#include "cli/commands.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { INPUTS = 13 };

struct input {
    const char *name;
    double value, least, most;
    bool whole;
};

enum {
    SERVERS,
    RATE,
    MEAN,
    CV,
    ROOM,
    URGENT,
    GOAL,
    CUSTOMERS,
    WARMUP,
    REPLICATIONS,
    THREADS,
    SEED,
    CONFIDENCE
};

static const struct input defaults[INPUTS] = {
    [SERVERS] = {"--servers", 1, 1, SIM_TEAMS_MAX, true},
    [RATE] = {"--rate", 0.8, 1e-6, 1e6, false},
    [MEAN] = {"--mean", 1, 1e-6, 1e5, false},
    [CV] = {"--cv", 1, 0, 10, false},
    [ROOM] = {"--room", 0, 0, 1e6, true},
    [URGENT] = {"--urgent", 0, 0, 1, false},
    [GOAL] = {"--goal", 1, 0, 1e6, false},
    [CUSTOMERS] = {"--customers", 100000, 100, 1e7, true},
    [WARMUP] = {"--warmup", 0.2, 0, 0.9, false},
    [REPLICATIONS] = {"--replications", 20, 1, 10000, true},
    [THREADS] = {"--threads", 2, 1, 64, true},
    [SEED] = {"--seed", 1, 0, 1e15, true},
    [CONFIDENCE] = {"--confidence", 0.99, 0.5, 0.999999, false},
};

static const struct err *
read_input(struct cli *c, struct input *in, const struct err *errors)
{
    const char *text = cli_option(c, in->name);
    char *end = NULL;
    double v;

    if (!text)
        return errors;
    v = strtod(text, &end);
    if (*text && !*end && v >= in->least && v <= in->most &&
        (!in->whole || !(floor(v) < v))) {
        in->value = v;
        return errors;
    }
    return err_join(
        c->mem, errors,
        ERR(c->mem, INVALID, .field = in->name,
            .detail = str_cz(c->mem, str_fmt(c->mem, "a %snumber from %g to %g",
                                             in->whole ? "whole " : "",
                                             in->least, in->most))));
}

static const struct err *
read_law(struct cli *c, enum sim_law *out, const struct err *errors)
{
    static const char *const names[] = {[SIM_FIXED] = "fixed",
                                        [SIM_EXPONENTIAL] = "exponential",
                                        [SIM_LOGNORMAL] = "lognormal"};
    const char *text = cli_option(c, "--work");

    *out = SIM_EXPONENTIAL;
    for (size_t i = 0; text && i < ARRAY_LEN(names); i++) {
        if (!strcmp(text, names[i])) {
            *out = (enum sim_law)i;
            return errors;
        }
    }
    if (!text)
        return errors;
    return err_join(c->mem, errors,
                    ERR(c->mem, INVALID, .field = "--work",
                        .detail = "fixed, exponential or lognormal"));
}

static void
put(struct buf *b, const char *name, const struct sim_estimate *e)
{
    if (isnan(e->mean))
        return;
    buf_fmt(b, "%-28s %12.6f", name, e->mean);
    if (!isnan(e->low))
        buf_fmt(b, "  (%.6f to %.6f)", e->low, e->high);
    buf_char(b, '\n');
}

static void
put_json(struct json *j, const char *name, const struct sim_estimate *e)
{
    const double v[] = {e->mean, e->low, e->high};
    static const char *const keys[] = {"mean", "low", "high"};

    json_key(j, name);
    json_open(j, '{');
    for (size_t i = 0; i < ARRAY_LEN(v); i++) {
        json_key(j, keys[i]);
        if (isnan(v[i]))
            json_null(j);
        else
            json_number(j, str_fmt(j->out->mem, "%.9f", v[i]));
    }
    json_close(j, '}');
}

static struct sim_estimate
busy_of(const struct sim_model *m, const struct sim_result *r)
{
    double sum = 0;

    for (int i = 0; i < m->teams; i++)
        sum += r->busy[i].mean;
    return (struct sim_estimate){sum / m->teams, NAN, NAN};
}

/* What is told, by its name in the text and in JSON. */
static void
put_result(struct cli *c, const struct sim_model *m, const struct sim_result *r)
{
    static const struct sim_estimate none = {NAN, NAN, NAN};
    const struct sim_scope *all = &r->all;
    const struct sim_estimate busy = busy_of(m, r);
    bool classes = m->share[1] > 0;
    const struct {
        const char *name, *key;
        const struct sim_estimate *e;
    } told[] = {
        {"had to wait, share", "waited", &all->waited},
        {"mean wait in the queue", "wait", &all->wait[SIM_ASSESSMENT]},
        {"mean time inside", "inside", &all->wait[SIM_REPORT]},
        {"waited no longer than goal", "within", &all->within},
        {"mean number waiting", "waiting", &all->waiting},
        {"turned away, share", "lost", &all->lost},
        {"mean wait, urgent", "wait_urgent",
         classes ? &r->class_wait[0] : &none},
        {"mean wait, others", "wait_others", &r->class_wait[1]},
        {"busy, mean of all servers", "busy", &busy},
    };
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    json_init(&j, &b);
    if (c->json)
        json_open(&j, '{');
    for (size_t i = 0; i < ARRAY_LEN(told); i++) {
        /* a queue that grows has no mean */
        struct sim_estimate e = all->unstable ? none : *told[i].e;

        if (c->json)
            put_json(&j, told[i].key, &e);
        else
            put(&b, told[i].name, &e);
    }
    if (c->json) {
        json_key(&j, "unstable");
        json_bool(&j, all->unstable);
        json_key(&j, "hash");
        json_str(&j, str_fmt(c->mem, "%016llx", (unsigned long long)r->hash));
        json_close(&j, '}');
        buf_char(&b, '\n');
    } else {
        if (all->unstable)
            buf_fmt(&b, "load %.3f: the queue grows without end\n", all->load);
        buf_fmt(&b, "%llu customers, Little's law off by %.1e, hash %016llx\n",
                (unsigned long long)r->children, r->little,
                (unsigned long long)r->hash);
    }
    cli_put(buf_done(&b));
}

enum cli_exit
run_simulate_queue(struct cli *c)
{
    struct input in[INPUTS];
    struct sim_model *m = ARENA_NEW(c->mem, struct sim_model);
    struct sim_dist work = {0};
    struct sim_options o = {0};
    const struct err *errors = NULL;
    double length;

    memcpy(in, defaults, sizeof in);
    errors = read_law(c, &work.law, errors);
    for (int i = 0; i < INPUTS; i++)
        errors = read_input(c, &in[i], errors);
    if (c->n_words > 0)
        return cli_usage(c, "simulate queue takes options only");
    if (errors)
        return cli_error(c, errors);
    work.mean = in[MEAN].value;
    work.cv = in[CV].value;
    length = in[CUSTOMERS].value / in[RATE].value;
    sim_model_queue(m, (int)in[SERVERS].value, in[RATE].value, work,
                    length * in[WARMUP].value, length);
    m->room = (int64_t)in[ROOM].value;
    m->goal_days[0] = m->goal_days[1] = in[GOAL].value;
    if (in[URGENT].value > 0) {
        m->rule = SIM_URGENCY;
        m->share[0] = in[URGENT].value;
        m->share[1] = 1 - in[URGENT].value;
    }
    o = (struct sim_options){.seed = (uint64_t)in[SEED].value,
                             .replications = (int)in[REPLICATIONS].value,
                             .threads = (int)in[THREADS].value,
                             .confidence = in[CONFIDENCE].value,
                             .mser = in[WARMUP].value <= 0};
    put_result(c, m, sim_run(c->mem, m, &o));
    return CLI_OK;
}
