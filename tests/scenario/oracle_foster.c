/* What foster homes are shown, at random: their periods, care situations, what
 * the child keeps and what is put there, each against a plain predicate.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "oracle.h"

#include "base/clock.h"
#include "cli/demo.h"
#include "family/foster_app.h"

enum { HOMES = 3, DAYS = 6, MEASURES = 3, STEPS = 40 };
#define DAY_US INT64_C(86400000000)

static const enum info_class day_classes[] = {CLASS_CORE, CLASS_HEALTH,
                                              CLASS_WELFARE};

struct home {
    case_id id;
    const char *child;  /* login */
    const char *foster; /* login */
    struct date from;
    struct date to;
    bool ended;
    enum care care;
    uint32_t kept; /* CLASS_BITs */
    struct date day[DAYS];
    bool gone[DAYS];
    int64_t item[MEASURES];
    bool marked[MEASURES];
};

static const char *const children[HOMES] = {"heima", "heimb", "heimc"};
static const char *const fosters[HOMES] = {"fostera", "fosterb", "fosterc"};

static struct str
word_of(struct proof *p, const char *what, int home, int i)
{
    return str_fmt(p->mem, "%s%c%d", what, 'a' + home, i);
}

/* --- the homes --- */

static void
put_day(struct proof *p, struct home *h, int n, int i)
{
    struct call c = oracle_by(p, "tone");
    struct foster_day d = {.case_id = h->id,
                           .class_ = day_classes[i % 3],
                           .words = word_of(p, "Fosterdag", n, i)};

    d.day = date_add(c.today, i * 3);
    h->day[i] = d.day;
    oracle_must(foster_app_day(&c, &d), "a foster home's day");
}

static void
put_plan(struct proof *p, struct home *h, int n)
{
    struct plan_version v = {0};
    struct call c;

    for (int i = 0; i < MEASURES; i++) {
        struct plan_item item = {.kind = PLAN_MEASURE,
                                 .text = word_of(p, "Fostertiltak", n, i),
                                 .starts_on = DATE_NONE};

        c = oracle_by(p, "tone");
        item.owner = c.who.function;
        item.due_on = date_add(c.today, 60);
        oracle_must(plan_app_put(&c, h->id, &item), "measure");
        h->item[i] = item.item;
    }
    c = oracle_by(p, "tone");
    v.evaluate_on = date_add(c.today, 90);
    oracle_must(plan_app_adopt(&c, h->id, &v), "plan");
}

static void
open_home(struct proof *p, struct home *h, int n)
{
    struct case_open_form form = {.bti_level = -1};
    struct new_access child = {.login = str_of(children[n]),
                               .password = STR(DEMO_PASSWORD)};
    struct new_access foster = {.login = str_of(fosters[n]),
                                .password = STR(DEMO_PASSWORD)};
    struct call c = oracle_by(p, "tone");

    *h = (struct home){.child = children[n],
                       .foster = fosters[n],
                       .care = CARE_ORDER_5_1,
                       .from = date_add(c.today, n),
                       .to = date_add(c.today, 12 + n)};
    form.child.given_name = word_of(p, "Fosterbarn", n, 0);
    form.child.family_name = STR("Oppdiktet");
    form.child.provisional = true;
    form.child.birth_date = date_ymd(2013, 3, 22);
    form.child.municipality = STR("1506");
    form.child.care = h->care;
    oracle_must(casefile_app_open(&c, &form, &h->id), "open");
    c = oracle_by(p, "tone");
    oracle_must(access_app_open(&c, h->id, 0, &child), "the child's page");
    c = oracle_by(p, "tone");
    oracle_must(foster_app_give(&c, h->id, h->from, h->to, &foster), "foster");
    put_plan(p, h, n);
    for (int i = 0; i < DAYS; i++)
        put_day(p, h, n, i);
}

/* --- what changes --- */

static void
change_care(struct proof *p, struct home *h)
{
    struct call c = oracle_by(p, "tone");
    struct case_view v;
    struct child k;

    h->care = h->care == CARE_ORDER_5_1 ? CARE_VOLUNTARY : CARE_ORDER_5_1;
    oracle_must(casefile_app_view(&c, ACT_CASE_VIEW, h->id, 0, &v), "view");
    k = v.child;
    k.care = h->care;
    c = oracle_by(p, "tone");
    oracle_must(casefile_app_correct(&c, &k, STR("Ny situasjon")), "correct");
}

static void
change_kept(struct proof *p, struct home *h)
{
    static const enum info_class may[] = {CLASS_HEALTH, CLASS_WELFARE,
                                          CLASS_PLAN};
    enum info_class k = may[oracle_dice(p, ARRAY_LEN(may))];
    struct call c = oracle_by(p, h->child);

    h->kept ^= 1u << k;
    oracle_must(family_app_withhold(&c, k, (h->kept >> k & 1) != 0, STR_NONE),
                "keep");
}

static void
change_day(struct proof *p, struct home *h, int n, int i)
{
    struct foster_staff_view v;
    struct call c = oracle_by(p, "tone");

    oracle_must(foster_app_staff(&c, h->id, &v), "the holder's page");
    for (size_t k = 0; k < v.days.n; k++) {
        if (!str_eq(v.days.row[k].words, word_of(p, "Fosterdag", n, i)))
            continue;
        c = oracle_by(p, "tone");
        oracle_must(foster_app_end_day(&c, h->id, v.days.row[k].id), "day");
        h->gone[i] = true;
    }
}

static void
change_mark(struct proof *p, struct home *h, int i)
{
    struct call c = oracle_by(p, "tone");
    bool on = !h->marked[i];
    const struct err *err = foster_app_mark(&c, h->id, h->item[i], on);

    if (err && err->kind == CONFLICT)
        return; /* nobody has access */
    oracle_must(err, "mark");
    h->marked[i] = on;
}

static void
end_home(struct proof *p, struct home *h)
{
    struct foster_staff_view v;
    struct call c = oracle_by(p, "tone");

    oracle_must(foster_app_staff(&c, h->id, &v), "the holder's page");
    if (v.links_n == 0)
        return;
    c = oracle_by(p, "tone");
    oracle_must(foster_app_end(&c, h->id, v.link[0].l.id), "end");
    h->ended = true;
}

static void
change(struct proof *p, struct home *h, int n, int step)
{
    switch (oracle_dice(p, 6)) {
    case 0:
        change_care(p, h);
        break;
    case 1:
    case 2:
        change_kept(p, h);
        break;
    case 3:
        change_day(p, h, n, (int)oracle_dice(p, DAYS));
        break;
    case 4:
        change_mark(p, h, (int)oracle_dice(p, MEASURES));
        break;
    default:
        if (step > STEPS / 2 && !h->ended && n == 0)
            end_home(p, h);
    }
    if (step % 3 == 0)
        clock_fix((struct instant){clock_now().us + DAY_US});
}

/* --- the predicate --- */

static bool
keeps(const struct home *h, enum info_class k)
{
    return (h->kept >> k & 1) != 0;
}

static void
ask_home(struct proof *p, const struct home *h, int n)
{
    struct watcher w = {.login = h->foster};
    struct date today = date_in_oslo(clock_now());
    bool in = !h->ended && date_cmp(h->from, today) <= 0 &&
              date_cmp(today, h->to) <= 0 && h->care == CARE_ORDER_5_1;
    bool plan = in && !keeps(h, CLASS_PLAN) && !keeps(h, CLASS_WELFARE);
    struct str road = STR("/fosterhjem");

    if (!world_as(&p->world, str_of(h->foster)))
        return;
    world_get(&p->world, road);
    oracle_judge(p, &w, road, p->world.status == 200, in);
    for (int i = 0; i < DAYS; i++)
        oracle_judge(p, &w, road,
                     str_has(p->world.body, word_of(p, "Fosterdag", n, i)),
                     in && !h->gone[i] && date_cmp(h->day[i], today) >= 0 &&
                         !keeps(h, day_classes[i % 3]));
    for (int i = 0; i < MEASURES; i++)
        oracle_judge(p, &w, road,
                     str_has(p->world.body, word_of(p, "Fostertiltak", n, i)),
                     plan && h->marked[i]);
    for (int k = 0; k < HOMES; k++)
        oracle_judge(p, &w, road,
                     str_has(p->world.body, word_of(p, "Fosterbarn", k, 0)),
                     in && k == n);
}

void
oracle_fosters(struct proof *p)
{
    struct home h[HOMES];

    for (int n = 0; n < HOMES; n++)
        open_home(p, &h[n], n);
    for (int step = 1; step <= STEPS; step++) {
        int n = (int)oracle_dice(p, HOMES);

        change(p, &h[n], n, step);
        for (int k = 0; k < HOMES; k++)
            ask_home(p, &h[k], k);
    }
}
