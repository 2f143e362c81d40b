/* Verdicts that turn due or breached become duties of named functions (R203).
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/app.h"
#include "agreement/draft_app.h"
#include "agreement/meeting_facts.h"
#include "agreement/reading_app.h"
#include "body/store.h"
#include "registry/registry.h"

static bool
must_act(const struct verdict *v)
{
    return v->applies && !date_is_none(v->last) &&
           (v->state == VERDICT_DUE_SOON || v->state == VERDICT_DUE ||
            v->state == VERDICT_BREACHED);
}

/* The party whose turn it is to run the meetings; {0}: no rotation. */
static unit_id
host_of(const struct agreement_look *look)
{
    int y;
    int m;
    int d;

    date_split(look->on, &y, &m, &d);
    for (size_t i = 0; i < look->clauses.n; i++) {
        const struct obligation *o = &look->clauses.row[i].duty;

        if (look->clauses.row[i].shown == SHOWN_OBLIGATION &&
            o->kind == OBLIGATION_HOST && o->units > 0)
            return (unit_id){o->unit[obligation_host_of(o, y)]};
    }
    return (unit_id){0};
}

/* The party's leader; where nobody leads, its adviser. */
static const struct err *
who_acts(struct call *c, unit_id unit, struct function_row *out, bool *found)
{
    struct function_list advisers = {0};
    const struct err *err = registry_leader_of(&c->tx, unit, c->today, out,
                                               found);

    if (err || *found)
        return err;
    err = registry_store_list_functions(&c->tx, unit, FUNCTION_ADVISER,
                                        c->today, &advisers);
    if (err || advisers.n == 0)
        return err;
    *out = advisers.row[0];
    *found = true;
    return NULL;
}

static const struct err *
open_duty(struct call *c, const struct agreement_look *look, size_t i,
          unit_id unit)
{
    struct agreement_duty d = {.agreement = look->agreement.id,
                               .ref = look->clauses.row[i].ref,
                               .unit = unit,
                               .kind = look->clauses.row[i].duty.kind,
                               .verdict = look->verdict[i].state,
                               .due_on = look->verdict[i].last};
    struct function_row who = {0};
    bool found = false;
    const struct err *err = who_acts(c, unit, &who, &found);

    if (err || !found)
        return err;
    d.function = who.id;
    d.account = who.account_id;
    return duty_store_put(&c->tx, &d, c->now);
}

/* Of each party; of the host where it is the host's; guidance is its giver's.
 */
static const struct err *
open_duties(struct call *c, const struct agreement_look *look, size_t i)
{
    const struct clause *clause = &look->clauses.row[i];
    unit_id host = str_eq_cz(clause->responsible, "host") ? host_of(look)
                                                          : (unit_id){0};
    const struct err *err = NULL;

    if (clause->duty.kind == OBLIGATION_GUIDANCE)
        return open_duty(c, look, i, (unit_id){clause->duty.unit[0]});

    for (size_t k = 0; !err && k < look->parties.n; k++) {
        unit_id party = look->parties.row[k].unit;

        if (host.v == 0 || host.v == party.v)
            err = open_duty(c, look, i, party);
    }
    return err;
}

static const struct err *
settle_look(struct call *c, const struct agreement_look *look)
{
    const struct err *err = NULL;

    if (!look->version)
        return duty_store_close_all(&c->tx, look->agreement.id, c->now);
    for (size_t i = 0; !err && i < look->clauses.n; i++) {
        const struct clause *clause = &look->clauses.row[i];

        if (clause->shown != SHOWN_OBLIGATION)
            continue;
        err = duty_store_close(&c->tx, look->agreement.id, clause->ref, c->now);
        if (!err && must_act(&look->verdict[i]))
            err = open_duties(c, look, i);
    }
    return err;
}

const struct err *
agreement_settle_in(struct call *c, agreement_id id)
{
    struct agreement a = {0};
    struct agreement_look look;
    const struct err *err = agreement_store_get(&c->tx, id, &a);

    if (!err)
        err = agreement_look_in(c, &a, c->today, &look);
    return err ? err : settle_look(c, &look);
}

const struct err *
agreement_job_check(struct call *c, int64_t object)
{
    struct look_list list = {0};
    const struct err *err = draft_turn_in(c);

    (void)object;
    if (!err)
        err = agreement_check_in(c, c->today, &list);
    for (size_t i = 0; !err && i < list.n; i++) {
        err = settle_look(c, &list.row[i]);
        if (!err)
            err = reading_remind_in(c, &list.row[i]);
    }
    return err;
}

/* --- a body's year --- */

static const struct err *
add_note(struct call *c, const struct agreement_duty *d, struct growing *out)
{
    struct agreement_tie tie = {0};
    struct str id = id_format(c->mem, d->agreement.v);
    struct year_note *note = grow(c->mem, out, sizeof *note);
    const struct err *err = agreement_store_tie(&c->tx, d->agreement,
                                                c->who.unit, &tie);

    *note = (struct year_note){
        .day = d->due_on,
        .key = str_fmt(c->mem, "plikt-%.*s-%.*s", STR_FMT(id), STR_FMT(d->ref)),
        .what = d->statement};
    if (tie.party || (tie.was_signed && (tie.near || tie.invited)))
        note->href = str_fmt(c->mem, "/avtaler/%.*s/punkt/%.*s", STR_FMT(id),
                             STR_FMT(d->ref));
    return err;
}

const struct err *
agreement_year_in(struct call *c, int64_t body, int year, struct growing *out)
{
    struct agreement_duty_list list = {0};
    struct body b = {0};
    const struct err *err = body_store_get(&c->tx, (body_id){body}, &b);

    if (!err)
        err = duty_store_list_body(&c->tx, body, str_of(body_kind_code(b.kind)),
                                   date_ymd(year, 1, 1), date_ymd(year, 12, 31),
                                   &list);
    for (size_t i = 0; !err && i < list.n; i++)
        err = add_note(c, &list.row[i], out);
    return err;
}
