/* The yearly evaluation: looking, answering, and who is asked.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/evaluation_app.h"

#include "base/grow.h"
#include "body/body_app.h"
#include "text/messages_body.h"

enum { TREATED_MINUTES = 45 };

static int32_t
year_now(const struct call *c)
{
    int y, month, day;

    date_split(c->today, &y, &month, &day);
    return y;
}

static bool
is_party(const struct body_unit_list *units, unit_id unit)
{
    for (size_t i = 0; i < units->n; i++)
        if (units->row[i].part == PART_PARTY && units->row[i].unit.v == unit.v)
            return true;
    return false;
}

/* Counts, takes out one's own, and closes the others' until all are in. */
static void
sort_answers(struct evaluation_look *l)
{
    for (size_t i = 0; i < l->units.n; i++)
        l->parties += l->units.row[i].part == PART_PARTY;
    for (size_t i = 0; i < l->answers.n; i++) {
        const struct evaluation *e = &l->answers.row[i];

        if (is_party(&l->units, e->unit))
            l->submitted += !date_is_none(e->submitted_on);
        if (l->may.approve && e->unit.v == l->may.party.v)
            l->own = *e;
    }
    l->all = l->parties > 0 && l->submitted >= l->parties;
    for (size_t i = 0; !l->all && i < l->answers.n; i++) {
        struct evaluation *e = &l->answers.row[i];

        *e = (struct evaluation){
            .unit = e->unit, .name = e->name, .submitted_on = e->submitted_on};
    }
    l->may_answer = l->may.approve && l->window.open &&
                    date_is_none(l->own.submitted_on);
}

static const struct err *
look_evaluation_in(struct call *c, body_id id, int32_t year,
                   struct evaluation_look *l)
{
    const struct err *err = body_store_get(&c->tx, id, &l->b);

    if (!err && !evaluation_is_for(&l->b))
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = meeting_store_list(&c->tx, id, &l->meetings);
    if (err)
        return err;
    l->year = year;
    l->window = evaluation_window_of(l->meetings.row, l->meetings.n, year,
                                     c->sv->rules.evaluation_open_days,
                                     c->today);
    l->own = (struct evaluation){
        .body = id, .year = year, .submitted_on = DATE_NONE};
    err = body_store_units(&c->tx, id,
                           l->window.last ? l->window.last->held_on : c->today,
                           &l->units);
    if (!err)
        err = evaluation_store_list(&c->tx, id, year, &l->answers);
    if (!err)
        err = body_may_in(c, id, &l->may);
    if (!err)
        sort_answers(l);
    return err;
}

const struct err *
evaluation_app_look(struct call *c, body_id id, int32_t year,
                    struct evaluation_look *out)
{
    const enum action a = ACT_BODY_VIEW;
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    *out = (struct evaluation_look){0};
    if (!err)
        err = look_evaluation_in(c, id, year ? year : year_now(c), out);
    return call_end(c, a, id.v, err);
}

/* The matter stands on the meeting's agenda or waits for it; else it is
 * proposed, once. */
static const struct err *
propose_item(struct call *c, const struct evaluation_look *l)
{
    struct item_list on = {0};
    struct item_list waiting = {0};
    struct item_form f = {.kind = ITEM_DECISION,
                          .topic = TOPIC_EVALUATION,
                          .minutes = TREATED_MINUTES};
    const struct msg_arg arg[] = {msg_str(str_fmt(c->mem, "%d", (int)l->year))};
    item_id id;
    const struct err *err = item_store_list(&c->tx, l->window.last->id, &on);

    if (!err)
        err = item_store_waiting(&c->tx, l->b.id, &waiting);
    for (size_t i = 0; !err && i < on.n; i++)
        if (on.row[i].topic == TOPIC_EVALUATION)
            return NULL;
    for (size_t i = 0; !err && i < waiting.n; i++)
        if (waiting.row[i].topic == TOPIC_EVALUATION)
            return NULL;
    f.title = msg_text(c->mem, LANG_NB, MSG_EVALUATION_ITEM, arg, 1);
    return err ? err : body_item_add_in(c, l->b.id, &f, &id);
}

static const struct err *
save_in(struct call *c, const struct evaluation_look *l,
        const struct evaluation *typed, bool submit)
{
    struct evaluation e = *typed;
    const struct err *err;

    if (!date_is_none(l->own.submitted_on))
        return ERR(c->mem, CONFLICT, .msg = MSG_EVALUATION_IS_SUBMITTED);
    if (!l->window.open)
        return ERR(c->mem, CONFLICT, .msg = MSG_EVALUATION_IS_CLOSED);
    e.id = l->own.id;
    e.body = l->b.id;
    e.year = l->year;
    e.unit = l->may.party;
    e.account = c->who.account;
    e.version = l->own.version;
    e.submitted_on = submit ? c->today : DATE_NONE;
    err = submit ? evaluation_check(c->mem, &e) : NULL;
    if (!err)
        err = evaluation_store_put(&c->tx, &e, c->now);
    return err || !submit ? err : propose_item(c, l);
}

const struct err *
evaluation_app_save(struct call *c, body_id id, int32_t year,
                    const struct evaluation *e, bool submit)
{
    const enum action a = ACT_BODY_APPROVE;
    struct evaluation_look l = {0};
    const struct err *err = call_begin_on(c, a, subject_body(id.v));

    if (!err)
        err = look_evaluation_in(c, id, year, &l);
    if (!err)
        err = save_in(c, &l, e, submit);
    return call_end(c, a, id.v, err);
}

/* --- for other pages --- */

static struct str
party_words(const struct evaluation_look *l, unit_id unit)
{
    for (size_t i = 0; i < l->units.n; i++)
        if (l->units.row[i].unit.v == unit.v)
            return l->units.row[i].name;
    return STR_NONE;
}

/* An answer of another party is empty until all have submitted. */
static void
add_wishes(struct call *c, const struct evaluation_look *l, struct growing *out)
{
    for (size_t i = 0; i < l->answers.n; i++) {
        const struct evaluation *e = &l->answers.row[i];
        bool own = e->unit.v == l->own.unit.v;
        struct str text = own ? l->own.points : e->points;

        if (date_is_none(e->submitted_on) || text.n == 0)
            continue;
        *(struct revision_wish *)grow(
            c->mem, out, sizeof(struct revision_wish)) = (struct revision_wish){
            party_words(l, e->unit), l->year, text};
    }
}

const struct err *
evaluation_wishes_in(struct call *c, body_id id, struct growing *out)
{
    size_t before = out->n;
    struct body b = {0};
    const struct err *err = body_store_get(&c->tx, id, &b);

    for (int32_t back = 0; !err && evaluation_is_for(&b) && back < 2; back++) {
        struct evaluation_look l = {0};

        err = look_evaluation_in(c, id, year_now(c) - back, &l);
        if (!err)
            add_wishes(c, &l, out);
        if (out->n > before)
            break;
    }
    return err;
}

const struct err *
evaluation_asked_in(struct call *c, struct body_home *out)
{
    struct growing g = {0};
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < out->mine.n; i++) {
        const struct body *b = &out->mine.row[i];
        struct evaluation_look l = {0};

        if (!evaluation_is_for(b))
            continue;
        err = look_evaluation_in(c, b->id, year_now(c), &l);
        if (!err && l.may_answer)
            *(struct evaluation_ask *)grow(
                c->mem, &g,
                sizeof(struct evaluation_ask)) = (struct evaluation_ask){
                b->id, b->name, l.window.last->held_on};
    }
    out->ask = g.row;
    out->asks = g.n;
    return err;
}

const struct err *
evaluation_count_in(struct call *c, struct meeting_whole *w)
{
    struct evaluation_look l = {0};
    int year, month, day;
    const struct err *err;

    date_split(w->m.held_on, &year, &month, &day);
    if (!evaluation_is_for(&w->b))
        return NULL;
    err = look_evaluation_in(c, w->b.id, year, &l);
    if (err || !l.window.last || l.window.last->id.v != w->m.id.v)
        return err;
    w->evaluates = true;
    w->evaluation_year = year;
    w->evaluated = (int32_t)l.submitted;
    w->evaluators = (int32_t)l.parties;
    return NULL;
}
