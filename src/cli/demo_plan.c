/* The demo's joint plan and a meeting, by the same app functions that people
 * use. SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/plan_app.h"
#include "cli/demo.h"

#define DAY_US INT64_C(86400000000)

struct demo_item {
    enum plan_kind kind;
    const char *text;
    int32_t due_days; /* a measure's, from today */
};
static const struct demo_item items[] = {
    {PLAN_CHILD_GOAL, "Eg vil sove i mi eiga seng heile natta.", 0},
    {PLAN_TEAM_GOAL, "Familien har ro rundt leggetid før jul.", 0},
    {PLAN_NEED, "Mor kjenner signala best. Dei treng hjelp til faste rutinar.",
     0},
    {PLAN_MEASURE, "Søvndagbok i to uker, gått gjennom sammen med mor", 12},
    {PLAN_MEASURE, "Møte med barnehagen om hvile på dagtid", 25},
};

/* Of the child with a page of its own. */
static const struct demo_item own_items[] = {
    {PLAN_CHILD_GOAL, "Jeg vil være med på trening på mandager igjen.", 0},
    {PLAN_CHILD_GOAL, "Jeg vil vite hvor jeg skal bo etter jul.", 0},
    {PLAN_TEAM_GOAL, "Selma har én voksen å ringe til, også i helgen.", 0},
    {PLAN_NEED, "Å slippe å fortelle det samme til mange.", 0},
    {PLAN_MEASURE, "Ordner skyss til treningen", 9},
    {PLAN_MEASURE, "Viser deg hvem du kan ringe til i helgen", 16},
    {PLAN_CONTRIBUTION, "Tante henter på fredager.", 0},
};

static const struct err *
put_item(struct arena *mem, const struct services *sv, struct instant then,
         case_id id, const struct demo_item *d)
{
    struct call c;
    struct plan_item i = {.kind = d->kind,
                          .text = str_of(d->text),
                          .starts_on = DATE_NONE,
                          .due_on = DATE_NONE};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    if (err)
        return err;
    if (d->kind == PLAN_MEASURE) {
        i.owner = c.who.function;
        i.due_on = date_add(c.today, d->due_days);
    }
    return plan_app_put(&c, id, &i);
}

static const struct err *
hold_meeting(struct arena *mem, const struct services *sv, struct instant then,
             case_id id)
{
    struct call c;
    struct team_meeting m = {
        .present = STR("Mor, Tone fra barneverntjenesten, helsesykepleier."),
        .child = STR("Er fire år. Viste oss bamsen sin og sa: «Han er redd når "
                     "det er mørkt.»"),
        .minutes = STR("Vi ble enige om søvndagbok, og om å snakke med "
                       "barnehagen.")};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    if (err)
        return err;
    m.held_on = c.today;
    return plan_app_meet(&c, id, &m);
}

static const struct err *
put_plan(struct arena *mem, const struct services *sv, struct instant then,
         case_id id, const struct demo_item *item, size_t n)
{
    struct plan_version v = {0};
    struct call c;
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < n; i++)
        err = put_item(mem, sv, then, id, &item[i]);
    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    if (err)
        return err;
    v.evaluate_on = date_add(c.today, 90);
    return plan_app_adopt(&c, id, &v);
}

const struct err *
demo_fill_plan(struct arena *mem, const struct services *sv, struct instant now,
               case_id id, case_id own)
{
    struct instant then = {now.us - 6 * DAY_US};
    const struct err *err = hold_meeting(mem, sv, then, id);

    if (!err)
        err = put_plan(mem, sv, then, id, items, ARRAY_LEN(items));
    return err ? err
               : put_plan(mem, sv, then, own, own_items, ARRAY_LEN(own_items));
}
