/* The demo's regional agreement: who read it, and what the parties did, each in
 * its own person's name.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "agreement/app.h"
#include "agreement/shipped.h"
#include "registry/registry.h"

#define DAY_US INT64_C(86400000000)

struct deed {
    const char *ref;
    enum fact_kind kind;
    int years;
    int month;
    int day;
    int32_t days;
    const char *unit;
    uint32_t flags;
    const char *label;
};
static const struct deed deeds[] = {
#define DEED(ref, kind, years, month, day, days, unit, flags, label) \
    {ref, FACT_##kind, years, month, day, days, unit, flags, label},
#include "cli/demo_agreements.def"
#undef DEED
};

struct scene {
    struct arena *mem;
    const struct services *sv;
    struct instant now;
    agreement_id id;
};

static const struct err *
install(struct scene *s)
{
    struct call c;

    call_init_system(&c, s->mem, s->sv, s->now);
    return agreement_app_install(&c);
}

static const struct err *
look_up(struct scene *s)
{
    struct call c;
    struct look_list list = {0};
    const struct err *err;

    call_init_system(&c, s->mem, s->sv, s->now);
    err = agreement_app_check(&c, c.today, &list);
    if (!err && list.n == 0)
        err = ERR(s->mem, INTERNAL, .detail = "no agreement was installed");
    if (err)
        return err;
    s->id = list.row[0].agreement.id;
    return NULL;
}

static const struct err *
find_unit(struct scene *s, const char *code, int64_t *out)
{
    struct db_tx tx;
    struct unit u;
    bool found = false;
    const struct err *err;

    *out = 0;
    if (!*code)
        return NULL;
    err = db_read_begin(s->sv->db, s->mem, &tx);
    if (err)
        return err;
    err = registry_store_find_unit(&tx, str_of(code), &u, &found);
    db_read_end(&tx);
    if (!err && found)
        *out = u.id.v;
    return err;
}

/* An instant of `day` at about the same time as now. */
static struct instant
moment(const struct scene *s, struct date day)
{
    int64_t back = date_in_oslo(s->now).days - day.days;

    return (struct instant){s->now.us - back * DAY_US};
}

static const struct err *
do_deed(struct scene *s, const struct deed *d)
{
    struct date today = date_in_oslo(s->now);
    struct evidence e = {.agreement = s->id, .ref = str_of(d->ref)};
    struct agreement_fact *f = &e.fact;
    struct call c;
    int y;
    int m;
    int day;
    const struct err *err;

    date_split(today, &y, &m, &day);
    *f = (struct agreement_fact){.kind = d->kind,
                                 .on = date_ymd(y - d->years, d->month, d->day),
                                 .gone = DATE_NONE,
                                 .flags = d->flags,
                                 .label = str_of(d->label)};
    f->until = d->days > 0 ? date_add(f->on, d->days) : DATE_NONE;
    if (date_cmp(f->on, today) > 0)
        return NULL;
    err = find_unit(s, d->unit, &f->unit);
    if (!err)
        err = demo_act_as(&c, s->mem, s->sv, "ingrid", moment(s, f->on));
    return err ? err : agreement_app_add_evidence(&c, &e, NULL);
}

/* Some have read it; the others are asked. */
static const struct err *
read_it(struct scene *s)
{
    static const char *const reader[] = {"ola", "gro", "knut", "turid"};
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(reader); i++) {
        struct call c;
        struct instant then = {s->now.us - 40 * DAY_US};

        err = demo_act_as(&c, s->mem, s->sv, reader[i], then);
        if (!err)
            err = agreement_app_confirm(&c, s->id);
    }
    return err;
}

const struct err *
demo_fill_agreements(struct arena *mem, const struct services *sv,
                     struct instant now)
{
    struct scene s = {.mem = mem, .sv = sv, .now = now};
    const struct err *err = install(&s);

    if (!err)
        err = look_up(&s);
    for (size_t i = 0; !err && i < ARRAY_LEN(deeds); i++)
        err = do_deed(&s, &deeds[i]);
    return err ? err : read_it(&s);
}
