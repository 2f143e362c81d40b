/* Meetings and decisions of bodies as facts. Pure.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/meeting_facts.h"

#include "base/buf.h"

const char *
body_kind_code(enum body_kind k)
{
    static const char *const code[] = {
#define BODY_KIND(id, word) #id,
#include "body/body_kind.def"
#undef BODY_KIND
    };

    return code[k];
}

/* One body's facts on their way into the list. */
struct telling {
    struct arena *mem;
    struct growing *out;
    const struct body *body;
};

static struct agreement_fact *
add(const struct telling *t, enum fact_kind kind, meeting_id meeting,
    struct date on, struct date known)
{
    struct agreement_fact *f = grow(t->mem, t->out, sizeof *f);

    *f = (struct agreement_fact){
        .kind = kind,
        .object = meeting.v,
        .body = str_of(body_kind_code(t->body->kind)),
        .on = on,
        .until = DATE_NONE,
        .known = known,
        .gone = DATE_NONE,
        .of_body = t->body->id.v,
        .label = t->body->name,
        .href = str_fmt(t->mem, "/moter/%.*s",
                        STR_FMT(id_format(t->mem, meeting.v)))};
    return f;
}

static void
fill_meeting(const struct body_fact_meeting *m, struct agreement_fact *f,
             bool joint)
{
    f->unit = m->host.v;
    f->n = m->prepared;
    f->total = m->items;
    f->flags = joint ? FACT_JOINT : 0;
}

/* It was going to be, from `known` until the day before `gone`. */
static void
add_planned(const struct telling *t, const struct body_fact_meeting *m,
            struct date known, struct date gone, bool joint)
{
    struct agreement_fact *f;

    if (!date_is_none(gone) && date_cmp(gone, known) <= 0)
        return;
    f = add(t, FACT_PLANNED, m->id, m->day, known);
    f->gone = gone;
    fill_meeting(m, f, joint);
}

static void
add_plans(const struct telling *t, const struct body_fact_meeting *m)
{
    struct date gone = date_is_none(m->noted_on) ? m->cancelled_on
                                                 : m->noted_on;
    struct date known = m->planned_on;

    if (m->state == MEETING_CANCELLED && date_is_none(gone))
        return; /* nobody wrote down when */
    if (date_is_none(m->approved_on)) {
        add_planned(t, m, known, gone, false);
        return;
    }
    add_planned(t, m, known, m->approved_on, false);
    if (date_cmp(m->approved_on, known) > 0)
        known = m->approved_on;
    add_planned(t, m, known, gone, true);
}

static void
add_invited(const struct telling *t, const struct body_fact_meeting *m)
{
    for (size_t i = 0; i < m->invited_n; i++) {
        struct agreement_fact *f = add(t, FACT_INVITED, m->id, m->day,
                                       m->invited[i].on);

        f->unit = m->invited[i].unit.v;
        f->gone = m->cancelled_on;
    }
}

static void
add_meeting(const struct telling *t, const struct body_fact_meeting *m)
{
    struct agreement_fact *f;

    add_plans(t, m);
    add_invited(t, m);
    if (date_is_none(m->noted_on) || !m->quorate)
        return;
    f = add(t, FACT_MEETING, m->id, m->day, m->noted_on);
    fill_meeting(m, f, !date_is_none(m->approved_on));
    if (date_is_none(m->evaluated_on))
        return;
    f = add(t, FACT_EVALUATION, m->id, m->day, m->evaluated_on);
    f->flags = m->revise ? FACT_ASKED : 0;
}

/* The parties' forms are evidence beside the meeting that treated them (A14).
 */
static void
add_forms(const struct telling *t, const struct body_facts *b,
          const struct body_fact_meeting *m)
{
    int year, month, day;

    date_split(m->day, &year, &month, &day);
    if (date_is_none(m->noted_on) || !m->quorate ||
        date_is_none(m->evaluated_on))
        return;
    for (size_t i = 0; i < b->evaluations; i++) {
        const struct body_fact_evaluation *e = &b->evaluation[i];
        struct agreement_fact *f;

        if (e->body.v != t->body->id.v || e->year != year)
            continue;
        f = add(t, FACT_EVALUATION, m->id, m->day,
                date_cmp(e->submitted_on, m->evaluated_on) > 0
                    ? e->submitted_on
                    : m->evaluated_on);
        f->label = str_fmt(t->mem, "%.*s %d", STR_FMT(t->body->name), year);
        f->href = str_fmt(t->mem, "/organ/%.*s/evaluering?ar=%d",
                          STR_FMT(id_format(t->mem, t->body->id.v)), year);
    }
}

/* Input to education and competence centres, once it is decided (A25). */
static void
add_decision(const struct telling *t, const struct body_fact_decision *d)
{
    if (d->topic == TOPIC_INPUT)
        (void)add(t, FACT_INPUT, d->meeting, d->on, d->noted_on);
}

/* The plan stood like this from `known` until the day before `gone`. */
static void
add_plan_until(const struct telling *t, const struct body_fact_plan *p,
               struct date until, struct date known, struct date gone,
               uint32_t flags)
{
    struct agreement_fact *f;

    if ((!date_is_none(gone) && date_cmp(gone, known) <= 0) ||
        date_cmp(until, p->from) < 0)
        return;
    f = grow(t->mem, t->out, sizeof *f);
    *f = (struct agreement_fact){
        .kind = FACT_PLAN,
        .object = p->id,
        .body = str_of(body_kind_code(t->body->kind)),
        .on = p->from,
        .until = until,
        .known = known,
        .gone = gone,
        .flags = flags,
        .of_body = t->body->id.v,
        .label = p->title,
        .href = str_fmt(t->mem, "/organ/%.*s/plan?nr=%d",
                        STR_FMT(id_format(t->mem, t->body->id.v)),
                        (int)p->number)};
}

/* One that was closed before its time held until the day before. */
static void
add_plan_known(const struct telling *t, const struct body_fact_plan *p,
               struct date known, struct date gone, uint32_t flags)
{
    struct date closed = p->closed_on;
    struct date then = gone;

    if (date_is_none(closed) || date_cmp(closed, p->until) > 0) {
        add_plan_until(t, p, p->until, known, gone, flags);
        return;
    }
    if (date_is_none(gone) || date_cmp(closed, gone) < 0)
        then = closed;
    add_plan_until(t, p, p->until, known, then, flags);
    if (date_cmp(closed, known) > 0)
        known = closed;
    add_plan_until(t, p, date_add(closed, -1), known, gone, flags);
}

/* Drafted by the body that must (A09), endorsed by the parties (A10): whichever
 * came last, both hold from then on. */
static void
add_action_plan(const struct telling *t, const struct body_fact_plan *p)
{
    struct date drafted = p->prepared_on;
    struct date endorsed = p->endorsed_on;
    struct date both = DATE_NONE;

    if (!date_is_none(drafted) && !date_is_none(endorsed))
        both = date_cmp(drafted, endorsed) > 0 ? drafted : endorsed;
    if (!date_is_none(drafted))
        add_plan_known(t, p, drafted, both, FACT_PREPARED);
    if (!date_is_none(endorsed))
        add_plan_known(t, p, endorsed, both, FACT_ENDORSED);
    if (!date_is_none(both))
        add_plan_known(t, p, both, DATE_NONE, FACT_PREPARED | FACT_ENDORSED);
}

static bool
is_one_of(body_id id, const body_id *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i].v == id.v)
            return true;
    return false;
}

void
meeting_facts_add(struct arena *mem, const struct body_facts *b,
                  const body_id *ids, size_t n, struct growing *out)
{
    for (size_t i = 0; i < b->bodies; i++) {
        struct telling t = {mem, out, &b->body[i]};

        if (!is_one_of(t.body->id, ids, n))
            continue;
        for (size_t k = 0; k < b->meetings; k++)
            if (b->meeting[k].body.v == t.body->id.v) {
                add_meeting(&t, &b->meeting[k]);
                add_forms(&t, b, &b->meeting[k]);
            }
        for (size_t k = 0; k < b->decisions; k++)
            if (b->decision[k].body.v == t.body->id.v)
                add_decision(&t, &b->decision[k]);
        for (size_t k = 0; k < b->plans; k++)
            if (b->plan[k].body.v == t.body->id.v)
                add_action_plan(&t, &b->plan[k]);
    }
}
