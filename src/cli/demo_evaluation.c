/* The demo's yearly evaluation of RSBU: one party has submitted, the other has
 * a draft. Made up.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "body/evaluation_app.h"

#define DAY_US INT64_C(86400000000)

struct scene {
    struct arena *mem;
    const struct services *sv;
    struct instant now;
    body_id body;
};

/* Does nothing where the form is not open on the demo's day. */
static const struct err *
answer(struct scene *s, const char *login, const struct evaluation *e,
       bool submit)
{
    struct instant then = {s->now.us - 2 * DAY_US};
    struct evaluation_look l;
    struct call c;
    const struct err *err = demo_act_as(&c, s->mem, s->sv, login, then);

    if (!err)
        err = evaluation_app_look(&c, s->body, 0, &l);
    if (err || !l.may_answer)
        return err;
    err = demo_act_as(&c, s->mem, s->sv, login, then);
    return err ? err : evaluation_app_save(&c, s->body, l.year, e, submit);
}

const struct err *
demo_fill_evaluation(struct arena *mem, const struct services *sv,
                     struct instant now)
{
    const struct evaluation bufetat = {
        .score = {4, 4, 3, 2},
        .works = STR("Sakene er godt forberedt, og vi får svar av hverandre."),
        .lacks = STR("Lokale avtaler tar for lang tid å få på plass."),
        .change = STR("Hvert møte bør gå gjennom hvilke avtaler som mangler."),
        .points = STR("A19")};
    const struct evaluation health = {
        .score = {4, 5, 0, 0},
        .works = STR("Handlingsplanen gjør det tydelig hvem som gjør hva."),
        .lacks = STR_NONE,
        .change = STR_NONE,
        .points = STR_NONE};
    struct scene s = {.mem = mem, .sv = sv, .now = now};
    const struct err *err = demo_find_rsbu(mem, sv, &s.body);

    if (!err)
        err = answer(&s, "ola", &bufetat, true);
    return err ? err : answer(&s, "ingrid", &health, false);
}
