/* The demo's action plan of RSBU, endorsed by both parties: made up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "body/action_plan_app.h"

#define DAY_US INT64_C(86400000000)

struct demo_measure {
    const char *goal;
    const char *title;
    enum seat seat;
    int from_month; /* of the plan, from 0 */
    int months;
    const char *indicator;
    const char *budget; /* may be empty */
    enum measure_state state;
    const char *text; /* of its progress; empty: none */
};
static const struct demo_measure measures[] = {
    {"Alle institusjoner har lokal avtale", "Mal for lokal avtale tas i bruk",
     SEAT_SECRETARY, 0, 6, "Malen er vedtatt i RSBU", "", MEASURE_DONE,
     "Malen er sendt til alle institusjoner og klinikker."},
    {"Alle institusjoner har lokal avtale",
     "Avtale mellom hver institusjon og BUP i området", SEAT_CHAIR, 4, 14,
     "Avtaler i kraft av alle par", "", MEASURE_UNDER_WAY,
     "Åtte av fjorten institusjoner har avtale."},
    {"Ansatte kjenner hverandres tjenester", "Felles fagdag to ganger i året",
     SEAT_CHAIR, 2, 22, "Deltakere fra hver institusjon og klinikk",
     "Partene deler utgiftene likt, om lag 60 000 kroner i året",
     MEASURE_UNDER_WAY, "Fagdagen i september hadde 84 deltakere."},
    {"Ansatte kjenner hverandres tjenester", "Gjensidig hospitering",
     SEAT_SECRETARY, 12, 12, "Minst én hospitering for hver klinikk",
     "Reise dekkes av enheten som sender", MEASURE_WAITS, ""},
    {"Barn får avklaring uten ventetid",
     "Telefonliste over barnevernansvarlige og helseansvarlige", SEAT_SECRETARY,
     1, 3, "Listen er bekreftet hvert halvår", "", MEASURE_STOPPED,
     "Erstattet av oversikten over dekning."},
};

struct scene {
    struct arena *mem;
    const struct services *sv;
    struct instant now;
    body_id body;
    struct action_plan_look look;
    int decided; /* so many days ago RSBU said yes */
};

static const struct err *
act(struct scene *s, struct call *c, const char *login, int days_ago)
{
    struct instant then = {s->now.us - days_ago * DAY_US};

    return demo_act_as(c, s->mem, s->sv, login, then);
}

static const struct err *
look(struct scene *s)
{
    struct call c;
    const struct err *err = act(s, &c, "ingrid", 0);

    return err ? err : action_plan_app_look(&c, s->body, 0, &s->look);
}

static person_id
person_of(const struct scene *s, enum seat seat)
{
    for (size_t i = 0; i < s->look.people.n; i++)
        if (s->look.people.row[i].seat == seat)
            return s->look.people.row[i].id;
    return (person_id){0};
}

static const struct err *
add(struct scene *s, const struct demo_measure *d)
{
    struct date from = date_add_months(s->look.plan->from, d->from_month);
    struct measure m = {.goal = str_of(d->goal),
                        .title = str_of(d->title),
                        .person = person_of(s, d->seat),
                        .from = from,
                        .until = date_add(date_add_months(from, d->months), -1),
                        .indicator = str_of(d->indicator),
                        .budget = str_of(d->budget)};
    struct progress p = {.state = d->state, .text = str_of(d->text)};
    struct call c;
    const struct err *err = act(s, &c, "ingrid", s->decided + 10);

    if (!err)
        err = action_plan_app_add(&c, s->body, &m);
    if (err || !*d->text)
        return err;
    err = act(s, &c, "ingrid", 40);
    return err ? err : action_plan_app_progress(&c, s->body, m.id, &p);
}

static const struct err *
endorse(struct scene *s, const char *login)
{
    struct call c;
    const struct err *err = act(s, &c, login, s->decided);

    return err ? err
               : action_plan_app_endorse(&c, s->body,
                                         s->look.decisions.row[0].id);
}

/* Both parties show it to anybody. */
static const struct err *
release(struct scene *s, const char *login)
{
    struct call c;
    const struct err *err = act(s, &c, login, 30);

    return err ? err : action_plan_app_release(&c, s->body, 1, true);
}

/* The plan is written before the meeting that endorses it. */
static const struct err *
find_decision(struct scene *s)
{
    const struct err *err = look(s);

    if (!err && s->look.decisions.n == 0)
        return ERR(s->mem, INTERNAL, .detail = "no decision about the plan");
    if (!err)
        s->decided = date_in_oslo(s->now).days -
                     s->look.decisions.row[0].decided_on.days;
    return err;
}

const struct err *
demo_fill_action_plan(struct arena *mem, const struct services *sv,
                      struct instant now)
{
    struct scene s = {.mem = mem, .sv = sv, .now = now};
    struct call c;
    int y;
    int month;
    int day;
    const struct err *err = demo_find_rsbu(mem, sv, &s.body);

    date_split(date_in_oslo(now), &y, &month, &day);
    if (!err)
        err = find_decision(&s);
    if (!err)
        err = act(&s, &c, "ingrid", s.decided + 10);
    if (!err)
        err = action_plan_app_start(
            &c, s.body, str_fmt(mem, "Felles handlingsplan %d–%d", y - 1, y),
            date_ymd(y - 1, 1, 1));
    if (!err)
        err = look(&s);
    for (size_t i = 0; !err && i < ARRAY_LEN(measures); i++)
        err = add(&s, &measures[i]);
    if (!err)
        err = endorse(&s, "ola");
    if (!err)
        err = endorse(&s, "ingrid");
    if (!err)
        err = release(&s, "ola");
    return err ? err : release(&s, "ingrid");
}
