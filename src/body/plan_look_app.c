/* What other pages ask of action plans: the year's days, and what happened in
 * them from one meeting to the next.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/action_plan_app.h"

#include "base/grow.h"
#include "text/messages_body.h"

static size_t
count_parties(const struct body_unit_list *units)
{
    size_t n = 0;

    for (size_t i = 0; i < units->n; i++)
        n += units->row[i].part == PART_PARTY;
    return n;
}

/* Has every party endorsed it? */
static const struct err *
is_agreed_in(struct call *c, const struct action_plan *p, size_t parties,
             bool *out)
{
    struct endorsement_list e = {0};
    const struct err *err = endorsement_store_list(&c->tx, p->id, &e);

    *out = action_plan_is_agreed(
        action_plan_state_on(p, parties, e.n, c->today));
    return err;
}

/* --- the year --- */

static void
add_plan_day(struct call *c, struct growing *g, int year, struct plan_day day)
{
    int y, month, d;

    date_split(day.day, &y, &month, &d);
    if (y == year)
        *(struct plan_day *)grow(c->mem, g, sizeof day) = day;
}

static const struct err *
add_days_of(struct call *c, const struct action_plan *p, int year,
            struct growing *g)
{
    struct measure_list m = {0};
    const struct err *err = measure_store_list(&c->tx, p->id, &m);
    struct plan_day d = {.kind = PLAN_DAY_BEGINS,
                         .day = p->from,
                         .id = p->id.v,
                         .number = p->number,
                         .title = p->title};

    if (err)
        return err;
    add_plan_day(c, g, year, d);
    d.kind = PLAN_DAY_ENDS;
    d.day = p->until;
    add_plan_day(c, g, year, d);
    for (size_t i = 0; i < m.n; i++)
        if (m.row[i].state != MEASURE_STOPPED)
            add_plan_day(c, g, year,
                         (struct plan_day){
                             .kind = PLAN_DAY_MEASURE,
                             .day = m.row[i].until,
                             .id = m.row[i].id.v,
                             .number = p->number,
                             .title = m.row[i].title,
                             .state = m.row[i].state,
                             .late = date_is_none(p->closed_on) &&
                                     measure_is_late(&m.row[i], c->today)});
    return NULL;
}

const struct err *
plan_days_in(struct call *c, body_id id, int year, struct body_whole *out)
{
    struct action_plan_list plans = {0};
    struct growing g = {0};
    bool agreed = false;
    const struct err *err = action_plan_store_list(&c->tx, id, &plans);

    for (size_t i = 0; !err && i < plans.n; i++) {
        err = is_agreed_in(c, &plans.row[i], count_parties(&out->units),
                           &agreed);
        if (!err && agreed)
            err = add_days_of(c, &plans.row[i], year, &g);
    }
    out->days = g.row;
    out->days_n = g.n;
    return err;
}

/* --- from one meeting to the next --- */

/* The day of the last meeting that was held before this one. */
static struct date
held_before(const struct meeting_whole *w)
{
    for (size_t i = 0; i < w->others.n; i++) {
        const struct meeting *m = &w->others.row[i];

        if (m->id.v != w->m.id.v && m->held_at.us != 0 &&
            m->state != MEETING_CANCELLED &&
            date_cmp(m->held_on, w->m.held_on) < 0)
            return m->held_on;
    }
    return DATE_NONE;
}

static void
count_measures(struct plan_summary *s, const struct progress_list *log)
{
    for (size_t i = 0; i < s->measures.n; i++) {
        struct measure m = s->measures.row[i];

        m.state = measure_state_at(log, m.id, s->until);
        s->done += m.state == MEASURE_DONE;
        s->under_way += m.state == MEASURE_UNDER_WAY;
        s->late += measure_is_late(&m, s->until);
    }
}

static const struct err *
summarise(struct call *c, struct plan_summary *s)
{
    struct progress_list log = {0};
    struct growing g = {0};
    const struct err *err = measure_store_list(&c->tx, s->plan->id,
                                               &s->measures);

    if (!err)
        err = progress_store_list(&c->tx, s->plan->id, &log);
    for (size_t i = 0; !err && i < log.n; i++)
        if (date_cmp(log.row[i].on, s->until) <= 0 &&
            (date_is_none(s->since) || date_cmp(log.row[i].on, s->since) >= 0))
            *(struct progress *)grow(c->mem, &g,
                                     sizeof(struct progress)) = log.row[i];
    s->log = (struct progress_list){g.row, g.n};
    if (!err)
        count_measures(s, &log);
    return err;
}

const struct err *
plan_summary_in(struct call *c, struct meeting_whole *w)
{
    struct action_plan_list plans = {0};
    struct plan_summary *s = &w->plan;
    const struct err *err = action_plan_store_list(&c->tx, w->b.id, &plans);

    for (size_t i = 0; !err && !s->plan && i < plans.n; i++) {
        const struct action_plan *p = &plans.row[i];
        bool agreed = false;

        if (date_cmp(p->from, w->m.held_on) > 0 ||
            date_cmp(p->until, w->m.held_on) < 0)
            continue;
        err = is_agreed_in(c, p, count_parties(&w->units), &agreed);
        if (agreed)
            s->plan = p;
    }
    if (err || !s->plan)
        return err;
    s->since = held_before(w);
    s->until = date_cmp(c->today, w->m.held_on) < 0 ? c->today : w->m.held_on;
    return summarise(c, s);
}

struct str
plan_day_text(struct arena *mem, enum lang lang, const struct plan_day *d)
{
    static const int message[] = {MSG_YEAR_PLAN_BEGINS, MSG_YEAR_PLAN_ENDS,
                                  MSG_YEAR_MEASURE};
    const struct msg_arg arg[] = {msg_str(d->title)};

    return msg_text(mem, lang, message[d->kind], arg, 1);
}
