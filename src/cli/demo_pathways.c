/* The demo's pathways: in use at some units, one under way for a child.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "pathway/app.h"

#define DAY_US INT64_C(86400000000)

/* The one in demo_children.def for whom the pathway runs. */
enum { CHILD = 1 };

static const struct {
    const char *leader;
    const char *key;
    int32_t days; /* ago */
} adopted[] = {
    {"leif", "national_child_welfare", 200},
    {"leif", "trauma", 120},
    {"leif", "thk", 200},
    {"gro", "anxiety", 150},
    {"gro", "depression", 150},
    {"odd", "national_child_welfare", 90},
};

static const struct {
    const char *who;
    const char *step;
    const char *outcome;
    int32_t days; /* ago */
    const char *text;
} done[] = {
    {"tone", "concern", "", 18,
     "Iver sier at han sover dårlig etter flyttingen."},
    {"tone", "consent", "given", 16, "Begge foreldrene samtykket i møte."},
    {"tone", "map", "", 5, "Kartlagt sammen med fosterforeldrene."},
};

static const struct err *
adopt(struct arena *mem, const struct services *sv, struct instant now)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(adopted); i++) {
        struct call c;

        err = demo_act_as(&c, mem, sv, adopted[i].leader, now);
        if (!err)
            err = pathway_app_adopt(&c, str_of(adopted[i].key),
                                    date_add(c.today, -adopted[i].days));
    }
    return err;
}

/* The unit takes part, and sees the plan. */
static const struct err *
share_plan(struct arena *mem, const struct services *sv, struct instant then,
           case_id id, const char *with)
{
    struct call to;
    struct call from;
    struct share s = {.case_id = id,
                      .purpose = PURPOSE_FOLLOW_UP,
                      .basis = BASIS_CONSENT,
                      .consented = true,
                      .consent_by = CONSENTER_PARENTS,
                      .source = STR("Muntlig i møte, ført i journal.")};
    const struct err *err = demo_act_as(&to, mem, sv, with, then);

    if (!err)
        err = demo_act_as(&from, mem, sv, "tone", then);
    if (!err)
        err = casefile_app_invite(&from, id, to.who.unit, PURPOSE_FOLLOW_UP);
    if (!err)
        err = demo_act_as(&from, mem, sv, "tone", then);
    s.to_unit = to.who.unit;
    return err ? err : casefile_app_share(&from, &s, CLASS_BIT(PLAN));
}

static const struct err *
record(struct arena *mem, const struct services *sv, struct instant now,
       case_id id, int64_t run, size_t i)
{
    struct instant then = {now.us - done[i].days * DAY_US};
    struct record_form f = {.kind = PATH_EVENT_DONE,
                            .outcome = str_of(done[i].outcome),
                            .text = str_of(done[i].text)};
    struct run_view v;
    struct call c;
    int64_t step = 0;
    const struct err *err = demo_act_as(&c, mem, sv, done[i].who, then);

    if (!err)
        err = pathway_app_run(&c, id, run, &v);
    if (err)
        return err;
    f.day = c.today;
    for (size_t k = 0; k < v.steps.n; k++)
        if (str_eq_cz(v.steps.row[k].step, done[i].step))
            step = v.steps.row[k].id;
    err = demo_act_as(&c, mem, sv, done[i].who, then);
    return err ? err : pathway_app_record(&c, id, step, &f, &run);
}

const struct err *
demo_fill_pathways(struct arena *mem, const struct services *sv,
                   struct instant now, const case_id *child)
{
    struct instant then = {now.us - 20 * DAY_US};
    case_id id = child[CHILD];
    int64_t run = 0;
    struct call c;
    const struct err *err = adopt(mem, sv, now);

    if (!err)
        err = share_plan(mem, sv, then, id, "wenche");
    if (!err)
        err = share_plan(mem, sv, then, id, "nils");
    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    if (!err)
        err = pathway_app_start(&c, id, STR("trauma"), STR("0.1"), &run);
    for (size_t i = 0; !err && i < ARRAY_LEN(done); i++)
        err = record(mem, sv, now, id, run, i);
    return err;
}
