/* The demo's agreed hours of guidance: a supplementary agreement in force for a
 * year, and the hours that a clinic has given an institution.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "agreement/approval_app.h"
#include "agreement/draft_app.h"
#include "agreement/guidance_app.h"
#include "registry/registry.h"

#define DAY_US INT64_C(86400000000)

enum { QUARTERS_BACK = 3, MONTHS = 3, HOURS = 4 };

/* Hours of one quarter: which, how far into it, by whom, how long, on what. */
static const struct {
    int32_t quarter;
    int32_t day;
    const char *user;
    int32_t minutes;
    const char *subject;
} given[] = {
    {0, 20, "nils", 120, "Søvn og uro"},
    {0, 62, "nils", 120, "Selvskading: å bli i samtalen"},
    {1, 15, "turid", 90, "Sammen om morgenen på avdelingen"},
    {1, 50, "nils", 150, "Traumer og utløsere"},
    {2, 12, "nils", 120, "Medisiner: hva personalet ser etter"},
    {2, 70, "nils", 180, "Foreldresamtaler"},
    {3, 9, "nils", 90, "Uro om kvelden"},
};

struct guided {
    struct arena *mem;
    const struct services *sv;
    struct instant now;
    struct date start; /* the first day of the agreement */
    agreement_id id;
};

static const struct err *
act_on(struct guided *g, struct call *c, const char *user, struct date day)
{
    int64_t back = date_in_oslo(g->now).days - day.days;

    return demo_act_as(c, g->mem, g->sv, user,
                       (struct instant){g->now.us - back * DAY_US});
}

static const struct err *
write_text(struct guided *g, agreement_id parent)
{
    const struct draft_start start = {
        .parent = parent, .title = STR("Tilleggsavtale om veiledning")};
    struct section_form form = {
        .heading = STR("Veiledning"),
        .body = STR("BUP Molde veileder Humla akuttsenter i det de ansatte "
                    "møter i hverdagen. Ingen barn omtales."),
        .level = 1};
    struct section theirs;
    struct call c;
    const struct err *err = act_on(g, &c, "ola", g->start);

    if (!err)
        err = draft_app_start(&c, &start, NULL, &g->id);
    if (!err)
        err = act_on(g, &c, "ola", g->start);
    return err ? err : draft_app_save(&c, g->id, &form, NULL, &theirs);
}

static const struct err *
find_units(struct guided *g, int64_t *unit)
{
    static const char *const code[] = {"BUP-MOLDE", "BUFM-HUML"};
    struct db_tx tx;
    const struct err *err = db_read_begin(g->sv->db, g->mem, &tx);

    if (err)
        return err;
    for (size_t i = 0; !err && i < ARRAY_LEN(code); i++) {
        struct unit u = {0};
        bool found = false;

        err = registry_store_find_unit(&tx, str_of(code[i]), &u, &found);
        unit[i] = u.id.v;
    }
    db_read_end(&tx);
    return err;
}

static const struct err *
agree_hours(struct guided *g)
{
    int64_t unit[2] = {0};
    struct draft_look d = {0};
    struct clause k = {
        .statement = STR("BUP Molde veileder Humla om det som skjer i "
                         "hverdagen."),
        .agreed_from = DATE_NONE,
        .agreed_until = DATE_NONE,
        .duty = {.kind = OBLIGATION_GUIDANCE,
                 .n = HOURS,
                 .months = MONTHS,
                 .unit = unit,
                 .units = 2}};
    struct call c;
    const struct err *err = find_units(g, unit);

    if (!err)
        err = act_on(g, &c, "ola", g->start);
    if (!err)
        err = draft_app_view(&c, g->id, 0, &d);
    if (!err)
        err = act_on(g, &c, "ola", g->start);
    if (err)
        return err;
    k.section_id = d.text.row[0].id;
    err = draft_app_bind(&c, g->id, &k, NULL);
    if (!err)
        err = act_on(g, &c, "ola", g->start);
    return err ? err : draft_app_send(&c, g->id);
}

static const struct err *
approve_and_sign(struct guided *g)
{
    static const char *const leader[] = {"ola", "randi"};
    struct draft_look d = {0};
    struct call c;
    const struct err *err = act_on(g, &c, "ola", g->start);

    if (!err)
        err = draft_app_view(&c, g->id, 0, &d);
    for (size_t i = 0; !err && i < ARRAY_LEN(leader); i++) {
        err = act_on(g, &c, leader[i], g->start);
        if (!err)
            err = approval_app_give(&c, g->id, d.hash);
    }
    for (size_t i = 0; !err && i < ARRAY_LEN(leader); i++) {
        struct factor_proof proof = {.code = STR(DEMO_PASSWORD)};

        err = act_on(g, &c, leader[i], g->start);
        if (!err)
            err = draft_app_sign(&c, g->id, d.hash, &proof);
    }
    return err;
}

static const struct err *
give_hours(struct guided *g)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(given); i++) {
        struct guidance_note n = {
            .agreement = g->id,
            .ref = STR("P01"),
            .on = date_add(date_add_months(g->start, given[i].quarter * MONTHS),
                           given[i].day),
            .minutes = given[i].minutes,
            .subject = str_of(given[i].subject)};
        struct call c;

        if (date_cmp(n.on, date_in_oslo(g->now)) > 0)
            continue;
        err = act_on(g, &c, given[i].user, n.on);
        if (!err)
            err = guidance_app_note(&c, &n, NULL);
    }
    return err;
}

const struct err *
demo_fill_guidance(struct arena *mem, const struct services *sv,
                   struct instant now, agreement_id parent)
{
    struct date today = date_in_oslo(now);
    struct guided g = {
        .mem = mem,
        .sv = sv,
        .now = now,
        .start = guidance_first(date_add_months(today, -QUARTERS_BACK * MONTHS),
                                MONTHS)};
    const struct err *err = write_text(&g, parent);

    if (!err)
        err = agree_hours(&g);
    if (!err)
        err = approve_and_sign(&g);
    return err ? err : give_hours(&g);
}
