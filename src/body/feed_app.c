/* The calendar feed: making it, and what stands in it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "body/feed_app.h"

#include "access/account.h"
#include "access/gate_sets.h"
#include "base/grow.h"
#include "body/action_plan_app.h"
#include "body/app.h"
#include "body/invite_app.h"
#include "text/messages_body.h"

enum { SECRET_BYTES = 32, SECRET_CHARS_MAX = 100 };

/* --- one's own --- */

const struct err *
feed_app_look(struct call *c, struct instant *out)
{
    const enum action a = ACT_CALENDAR_VIEW;
    const struct err *err = call_begin_on(c, a, subject_none());

    *out = (struct instant){0};
    if (!err)
        err = feed_store_made(&c->tx, c->who.account, out);
    return call_end(c, a, 0, err);
}

static struct hash
hash_of_secret(const struct call *c, struct str secret)
{
    return lookup_token(c->sv->keys, "calendar", secret);
}

const struct err *
feed_app_make(struct call *c, struct str *out_secret)
{
    const enum action a = ACT_CALENDAR_EDIT;
    struct str secret = token_new(c->mem, SECRET_BYTES);
    struct hash hash = hash_of_secret(c, secret);
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = feed_store_put(&c->tx, c->who.account, &hash, c->now);
    if (!err)
        *out_secret = secret;
    return call_end(c, a, c->who.account.v, err);
}

const struct err *
feed_app_withdraw(struct call *c)
{
    const enum action a = ACT_CALENDAR_EDIT;
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = feed_store_drop(&c->tx, c->who.account);
    return call_end(c, a, c->who.account.v, err);
}

/* --- what stands in it --- */

/* A thing that two functions of a person lead to stands once. */
static void
add_entry(struct call *c, struct growing *g, const struct ical_event *e)
{
    const struct ical_event *row = g->row;

    for (size_t i = 0; i < g->n; i++)
        if (str_eq(row[i].uid, e->uid))
            return;
    *(struct ical_event *)grow(c->mem, g, sizeof *e) = *e;
}

static void
add_day(struct call *c, struct growing *g, const char *kind, int64_t id,
        struct date day, struct str what)
{
    const struct ical_event e = {.uid = str_fmt(c->mem, "%s-%.*s@helhet", kind,
                                                STR_FMT(id_format(c->mem, id))),
                                 .all_day = day,
                                 .summary = what};

    add_entry(c, g, &e);
}

static void
add_own(struct call *c, struct growing *g, const struct body_home *h)
{
    for (size_t i = 0; i < h->next.n; i++) {
        const struct ical_event e = meeting_event(
            c->mem, c->sv, &h->next.row[i], h->next_body[i]);

        add_entry(c, g, &e);
    }
    for (size_t i = 0; i < h->todo.n; i++)
        add_day(c, g, "oppfolging", h->todo.row[i].id.v, h->todo.row[i].due_on,
                h->todo.row[i].text);
    for (size_t i = 0; i < h->asks; i++)
        add_day(c, g, "evaluering", h->ask[i].body.v, h->ask[i].due,
                msg_text(c->mem, c->lang, MSG_EVALUATION_TODO, NULL, 0));
}

/* The days of a body's year: duties under agreements, and its action plan's. */
static const struct err *
add_year(struct call *c, struct growing *g, body_id body, int year)
{
    struct growing notes = {0};
    struct body_whole w = {.search = STR_NONE};
    const struct err *err = c->sv->year ? c->sv->year(c, body.v, year, &notes)
                                        : NULL;
    const struct year_note *note = notes.row;

    if (!err)
        err = plan_days_in(c, body, year, &w);
    for (size_t i = 0; !err && i < notes.n; i++) {
        const struct ical_event e = {
            .uid = str_fmt(c->mem, "%.*s@helhet", STR_FMT(note[i].key)),
            .all_day = note[i].day,
            .summary = note[i].what};

        add_entry(c, g, &e);
    }
    for (size_t i = 0; !err && i < w.days_n; i++)
        add_day(c, g,
                str_cz(c->mem, str_fmt(c->mem, "plan-%d", (int)w.days[i].kind)),
                w.days[i].id, w.days[i].day,
                plan_day_text(c->mem, c->lang, &w.days[i]));
    return err;
}

static const struct err *
add_function(struct call *c, struct growing *g)
{
    struct body_home home = {0};
    int year, month, day;
    const struct err *err = body_home_in(c, &home);

    date_split(c->today, &year, &month, &day);
    if (!err)
        add_own(c, g, &home);
    for (size_t i = 0; !err && i < home.mine.n; i++) {
        err = add_year(c, g, home.mine.row[i].id, year);
        if (!err)
            err = add_year(c, g, home.mine.row[i].id, year + 1);
    }
    return err;
}

/* Reads as the person in each function, one after the other. */
static const struct err *
add_functions(struct call *c, const struct account *who, struct growing *g)
{
    const struct actor before = c->who;
    struct acting *acting = NULL;
    size_t n = 0;
    const struct err *err = c->sv->functions(c, &c->tx, who->id, &acting, &n);

    for (size_t i = 0; !err && i < n; i++) {
        if (!(COOPERATORS & (1u << acting[i].role)))
            continue;
        c->who = (struct actor){.account = who->id,
                                .function = acting[i].function,
                                .unit = acting[i].unit,
                                .role = acting[i].role,
                                .name = who->name,
                                .unit_name = acting[i].unit_name,
                                .function_label = acting[i].label};
        err = add_function(c, g);
    }
    c->who = before;
    return err;
}

static const struct err *
find_owner(struct call *c, struct str secret, struct account *out)
{
    struct hash hash = hash_of_secret(c, secret);
    account_id id = {0};
    const struct err *err = NULL;

    if (secret.n == 0 || secret.n > SECRET_CHARS_MAX)
        return ERR(c->mem, NOT_FOUND);
    err = feed_store_owner(&c->tx, &hash, &id);
    if (!err && id.v == 0)
        err = ERR(c->mem, NOT_FOUND);
    if (!err)
        err = account_store_get(&c->tx, id, out);
    if (!err && !date_is_none(out->valid_to) &&
        date_cmp(c->today, out->valid_to) > 0)
        err = ERR(c->mem, NOT_FOUND);
    return err;
}

const struct err *
feed_app_read(struct call *c, struct str secret, struct str *out)
{
    const enum action a = ACT_CALENDAR_FEED;
    struct account who = {0};
    struct growing g = {0};
    const struct err *err = call_begin_on(c, a, subject_none());

    if (!err)
        err = find_owner(c, secret, &who);
    if (!err) {
        (void)lang_parse(who.language, &c->lang);
        err = add_functions(c, &who, &g);
    }
    if (!err)
        err = ical_write(c->mem, ICAL_PUBLISH, STR("Helhet"), g.row, g.n,
                         c->now, out);
    return call_end(c, a, 0, err);
}
