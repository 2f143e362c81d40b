/* The demo's regional agreement: who read it, and what the parties did, each in
 * its own person's name.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "agreement/app.h"
#include "agreement/approval_app.h"
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
    struct paper_file file = {.name = STR_NONE};
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
    if (!err && d->kind == FACT_COURSE)
        err = demo_paper_file(
            s->mem, moment(s, f->on), f->label,
            STR("Program for dagen: to foredrag, et case i grupper "
                "og en samtale til slutt. Alt er oppdiktet."),
            &file);
    return err ? err
               : agreement_app_add_evidence(
                     &c, &e, d->kind == FACT_COURSE ? &file : NULL, NULL);
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

/* --- a local agreement that is being written --- */

static const struct {
    int32_t no;
    const char *text;
} texts[] = {
#define DRAFT_TEXT(no, text) {no, text},
#include "cli/demo_draft.def"
#undef DRAFT_TEXT
};

static const char *
text_of(int32_t no)
{
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (texts[i].no == no)
            return texts[i].text;
    return "";
}

static const struct err *
start_draft(struct scene *s, agreement_id *out)
{
    const struct draft_start start = {
        .kind = AGREEMENT_LOCAL,
        .title = STR("Lokal samarbeidsavtale mellom BUP Molde og Humla"),
        .part = {STR("BUP-MOLDE"), STR("BUFM-HUML")}};
    struct call c;
    const struct err *err = demo_act_as(
        &c, s->mem, s->sv, "gro", (struct instant){s->now.us - 6 * DAY_US});

    return err ? err : draft_app_start(&c, &start, NULL, out);
}

static const struct err *
write_section(struct scene *s, agreement_id id, const struct draft_point *p,
              const struct section *old)
{
    struct section_form form = {.id = old->id,
                                .heading = old->heading,
                                .body = str_of(text_of(p->point.no)),
                                .level = 1,
                                .version = old->version};
    struct section theirs;
    struct call c;
    const struct err *err = demo_act_as(
        &c, s->mem, s->sv, "gro", (struct instant){s->now.us - 5 * DAY_US});

    if (err || form.body.n == 0)
        return err;
    return draft_app_save(&c, id, &form, NULL, &theirs);
}

/* What the others add: a question, an obligation, a point that is waived. */
static const struct err *
add_to_draft(struct scene *s, agreement_id id, const struct draft_look *d)
{
    const struct point_cover waived = {
        .no = 10, .reason = STR("BUP Molde har ikke døgnplasser.")};
    struct comment k = {.section = d->text.row[3].id,
                        .body = STR("Kan rådet komme raskere når det haster?")};
    struct clause duty = {.section_id = d->text.row[11].id,
                          .statement = STR("Partene møtes to ganger i året."),
                          .duty = {.kind = OBLIGATION_MEETINGS, .n = 2}};
    struct instant then = {s->now.us - 3 * DAY_US};
    struct call c;
    const struct err *err = demo_act_as(&c, s->mem, s->sv, "knut", then);

    if (!err)
        err = draft_app_comment(&c, id, &k, NULL);
    if (!err)
        err = demo_act_as(&c, s->mem, s->sv, "gro", then);
    if (!err)
        err = draft_app_bind(&c, id, &duty, NULL);
    if (!err)
        err = demo_act_as(&c, s->mem, s->sv, "gro", then);
    return err ? err : draft_app_point(&c, id, &waived, NULL);
}

static const struct err *
write_draft(struct scene *s)
{
    agreement_id id = {0};
    struct draft_look d = {0};
    struct call c;
    const struct err *err = start_draft(s, &id);

    if (!err)
        err = demo_act_as(&c, s->mem, s->sv, "gro", s->now);
    if (!err)
        err = draft_app_view(&c, id, 0, &d);
    for (size_t i = 0; !err && i < d.points.n && i < d.text.n; i++)
        err = write_section(s, id, &d.points.row[i], &d.text.row[i]);
    return err ? err : add_to_draft(s, id, &d);
}

/* --- a supplementary agreement that one party has approved --- */

static const struct err *
as_ola(struct scene *s, struct call *c, int days_ago)
{
    return demo_act_as(c, s->mem, s->sv, "ola",
                       (struct instant){s->now.us - days_ago * DAY_US});
}

static const struct err *
write_supplement(struct scene *s, agreement_id *out)
{
    const struct draft_start start = {
        .parent = s->id, .title = STR("Tilleggsavtale om felles fagdager")};
    struct section_form form = {
        .heading = STR("Fagdager"),
        .body = STR("Partene holder én felles fagdag hvert halvår.\n\n"
                    "- Helse Midt-Norge inviterer om våren.\n"
                    "- Bufetat region Midt-Norge inviterer om høsten."),
        .level = 1};
    struct section theirs;
    struct call c;
    const struct err *err = as_ola(s, &c, 4);

    if (!err)
        err = draft_app_start(&c, &start, NULL, out);
    if (!err)
        err = as_ola(s, &c, 4);
    return err ? err : draft_app_save(&c, *out, &form, NULL, &theirs);
}

static const struct err *
approve_supplement(struct scene *s, agreement_id id)
{
    struct draft_look d = {0};
    struct call c;
    const struct err *err = as_ola(s, &c, 2);

    if (!err)
        err = draft_app_send(&c, id);
    if (!err)
        err = as_ola(s, &c, 2);
    if (!err)
        err = draft_app_view(&c, id, 0, &d);
    if (!err)
        err = as_ola(s, &c, 2);
    return err ? err : approval_app_give(&c, id, d.hash);
}

const struct err *
demo_fill_agreements(struct arena *mem, const struct services *sv,
                     struct instant now)
{
    struct scene s = {.mem = mem, .sv = sv, .now = now};
    agreement_id supplement = {0};
    const struct err *err = install(&s);

    if (!err)
        err = look_up(&s);
    for (size_t i = 0; !err && i < ARRAY_LEN(deeds); i++)
        err = do_deed(&s, &deeds[i]);
    if (!err)
        err = read_it(&s);
    if (!err)
        err = write_draft(&s);
    if (!err)
        err = write_supplement(&s, &supplement);
    if (!err)
        err = approve_supplement(&s, supplement);
    if (!err)
        err = demo_fill_guidance(mem, sv, now, s.id);
    return err ? err : demo_fill_projects(mem, sv, now);
}
