/* Deadlines in a call, and the runner of jobs.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "deadline/app.h"

#include "base/buf.h"
#include "base/grow.h"
#include "registry/registry.h"

enum { CLAIM_US = 60000000 };

const struct err *
deadline_open_in(struct call *c, struct deadline *d)
{
    if (d->id.v == 0)
        d->id.v = id_new();
    d->version = 1;
    return deadline_store_insert(&c->tx, d, c->now);
}

const struct err *
deadline_close_in(struct call *c, int64_t object, enum deadline_kind kind,
                  enum deadline_state state)
{
    return deadline_store_close(&c->tx, object, kind, state, c->now, NULL);
}

const struct err *
deadline_by_rule_in(struct call *c, struct str rule, struct date from,
                    int32_t own_days, struct deadline *d)
{
    int32_t n = 0;
    enum term_unit unit = TERM_WORKDAYS;
    bool found = false;
    const struct err *err = deadline_store_rule(&c->tx, rule, &n, &unit,
                                                &found);

    if (err)
        return err;
    d->rule = rule;
    d->source = found ? SOURCE_LAW : SOURCE_OWN_GOAL;
    d->due_on = found ? term_end(from, n, unit)
                      : term_end(from, own_days, TERM_WORKDAYS);
    return NULL;
}

const struct err *
job_at_in(struct call *c, const char *kind, struct str key, int64_t object,
          struct date day)
{
    struct job j = {.key = key, .kind = str_of(kind), .object_id = object};

    return job_store_put(&c->tx, &j, date_end_in_oslo(date_add(day, -1)));
}

const struct err *
job_cancel_in(struct call *c, struct str key)
{
    return job_store_drop(&c->tx, key);
}

/* Looks without taking the writer's turn: mostly there is nothing to do. */
static const struct err *
has_due(struct call *c, bool *out)
{
    struct db_tx tx;
    const struct err *err = db_read_begin(c->sv->db, c->mem, &tx);

    if (err)
        return err;
    err = job_store_has_due(&tx, c->now, out);
    db_read_end(&tx);
    return err;
}

static const struct err *
put_daily(struct call *c, const char *const *daily, size_t n)
{
    const struct err *err = NULL;
    struct str day = date_format(c->mem, c->today);

    for (size_t i = 0; !err && i < n; i++)
        err = job_at_in(c, daily[i],
                        str_fmt(c->mem, "%s:%.*s", daily[i], STR_FMT(day)), 0,
                        c->today);
    return err;
}

static const struct err *
begin(struct call *c)
{
    const struct err *err = call_begin(c, ACT_SYSTEM_JOB);

    if (!err)
        err = call_permit(c, ACT_SYSTEM_JOB, subject_none());
    return err;
}

/* Are today's daily jobs in place? Asked without the writer's turn. */
static const struct err *
ensure_daily(struct call *c, const char *const *daily, size_t n)
{
    const struct err *err;
    struct db_tx tx;
    bool all = true;
    struct str day = date_format(c->mem, c->today);

    err = db_read_begin(c->sv->db, c->mem, &tx);
    if (err)
        return err;
    for (size_t i = 0; !err && i < n && all; i++)
        err = job_store_has(
            &tx, str_fmt(c->mem, "%s:%.*s", daily[i], STR_FMT(day)), &all);
    db_read_end(&tx);
    if (err || all)
        return err;
    err = begin(c);
    if (!err)
        err = put_daily(c, daily, n);
    return call_end(c, ACT_SYSTEM_JOB, 0, err);
}

static const struct err *
run_one(struct call *c, const struct job *j, int64_t claim,
        const struct job_handler *handler, size_t n)
{
    const struct job_handler *h = NULL;
    const struct err *err = begin(c);

    for (size_t i = 0; i < n && !h; i++) {
        if (str_eq_cz(j->kind, handler[i].kind))
            h = &handler[i];
    }
    if (!err && !h)
        err = ERR(c->mem, INTERNAL, .detail = "a job of unknown kind");
    if (!err)
        err = h->run(c, j->object_id);
    if (!err)
        err = job_store_done(&c->tx, j->key, claim, c->now);
    return call_end(c, ACT_SYSTEM_JOB, j->object_id, err);
}

const struct err *
deadline_run_due(struct call *c, const struct job_handler *handler, size_t n,
                 const char *const *daily, size_t n_daily, int32_t *out_ran)
{
    struct job_list jobs = {0};
    int64_t claim = id_new();
    struct instant until = {c->now.us + CLAIM_US};
    const struct err *first = NULL;
    const struct err *err = ensure_daily(c, daily, n_daily);
    bool due = false;

    *out_ran = 0;
    if (!err)
        err = has_due(c, &due);
    if (err || !due)
        return err;
    err = begin(c);
    if (!err)
        err = job_store_claim(&c->tx, claim, c->now, until, &jobs);
    err = call_end(c, ACT_SYSTEM_JOB, 0, err);
    if (err)
        return err;
    for (size_t i = 0; i < jobs.n; i++) {
        err = run_one(c, &jobs.row[i], claim, handler, n);
        if (!err)
            ++*out_ran;
        else if (!first)
            first = err;
    }
    return first;
}

/* Who leads a unit today; many deadlines are of few units. */
struct unit_leader {
    unit_id unit;
    struct function_row leader; /* id {0}: nobody */
};

static const struct err *
leader_once(struct call *c, struct growing *asked, unit_id unit,
            struct function_row *out)
{
    struct unit_leader *all = asked->row;
    struct unit_leader *l;
    bool found = false;
    const struct err *err;

    for (size_t i = 0; i < asked->n; i++) {
        if (all[i].unit.v == unit.v) {
            *out = all[i].leader;
            return NULL;
        }
    }
    err = registry_leader_of(&c->tx, unit, c->today, out, &found);
    if (err)
        return err;
    l = grow(c->mem, asked, sizeof *l);
    *l = (struct unit_leader){unit, *out};
    return NULL;
}

const struct err *
deadline_job_passed(struct call *c, int64_t object)
{
    struct deadline_list list = {0};
    struct growing asked = {0};
    const struct err *err;

    (void)object;
    do {
        err = deadline_store_list_passed(&c->tx, c->today, &list);
        for (size_t i = 0; !err && i < list.n; i++) {
            struct function_row leader = {0};

            err = leader_once(c, &asked, list.row[i].unit_id, &leader);
            if (!err)
                err = deadline_store_miss(&c->tx, list.row[i].id,
                                          list.row[i].version, leader.id,
                                          leader.account_id);
        }
    } while (!err && list.n == 200);
    return err;
}
