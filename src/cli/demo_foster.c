/* The demo's foster home: a care order, so that the rules of 2026 show, by the
 * same app functions that people use. SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "base/workday.h"
#include "family/foster_app.h"

#define DAY_US INT64_C(86400000000)

static const struct err *
give(struct arena *mem, const struct services *sv, struct instant then,
     case_id id)
{
    struct call c;
    struct new_access made = {.login = STR("foster"),
                              .password = STR(DEMO_PASSWORD)};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    return err ? err
               : foster_app_give(&c, id, c.today, date_add(c.today, 300),
                                 &made);
}

static const struct err *
put_day(struct arena *mem, const struct services *sv, struct instant then,
        case_id id, int32_t days, enum info_class k, const char *what)
{
    struct call c;
    struct foster_day d = {.case_id = id, .class_ = k, .words = str_of(what)};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    d.day = workday_add(c.today, days);
    return err ? err : foster_app_day(&c, &d);
}

/* Two measures, of which one is for the foster home. */
static const struct err *
put_plan(struct arena *mem, const struct services *sv, struct instant then,
         case_id id)
{
    static const char *const text[] = {
        "Fast leggetid og ro på kvelden",
        "Veiledning av kontaktperson hver måned"};
    struct plan_version v = {0};
    struct plan_item i = {.kind = PLAN_MEASURE, .starts_on = DATE_NONE};
    int64_t first = 0;
    struct call c;
    const struct err *err = NULL;

    for (size_t k = 0; !err && k < ARRAY_LEN(text); k++) {
        err = demo_act_as(&c, mem, sv, "tone", then);
        i.item = 0;
        i.text = str_of(text[k]);
        i.owner = c.who.function;
        i.due_on = date_add(c.today, 30);
        if (!err)
            err = plan_app_put(&c, id, &i);
        if (k == 0)
            first = i.item;
    }
    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    v.evaluate_on = date_add(c.today, 90);
    if (!err)
        err = plan_app_adopt(&c, id, &v);
    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    return err ? err : foster_app_mark(&c, id, first, true);
}

static const struct err *
ask(struct arena *mem, const struct services *sv, struct instant then,
    case_id id)
{
    struct call c;
    struct foster_ask a = {
        .case_id = id,
        .matter = MATTER_HEALTH,
        .words = STR("Synsprøve hos optiker, som skolen har bedt om.")};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    return err ? err : foster_app_ask(&c, &a);
}

/* Its mother lives at one address and its foster home at another: neither is
 * told of the other's. The child and the mother have pages too. */
static const struct err *
add_person(struct arena *mem, const struct services *sv, struct instant then,
           case_id id, struct person *p)
{
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    return err ? err : casefile_app_person(&c, id, p);
}

static const struct err *
open_page(struct arena *mem, const struct services *sv, struct instant then,
          case_id id, int64_t person, const char *login)
{
    struct call c;
    struct new_access made = {.login = str_of(login),
                              .password = STR(DEMO_PASSWORD)};
    const struct err *err = demo_act_as(&c, mem, sv, "tone", then);

    return err ? err : access_app_open(&c, id, person, &made);
}

static const struct err *
add_people(struct arena *mem, const struct services *sv, struct instant then,
           case_id id)
{
    struct person mother = {.kind = PERSON_GUARDIAN,
                            .name = STR("Mona Demovang"),
                            .relation = STR("Mor"),
                            .address = STR("Oppdiktveien 4, Molde"),
                            .responsibility = true};
    struct person carer = {.kind = PERSON_CARER,
                           .name = STR("Fredrik Oppdiktet"),
                           .relation = STR("Fosterfar"),
                           .address = STR("Gjemveien 7, Molde")};
    const struct err *err = add_person(mem, sv, then, id, &mother);

    if (!err)
        err = add_person(mem, sv, then, id, &carer);
    if (!err)
        err = open_page(mem, sv, then, id, 0, "lina");
    return err ? err : open_page(mem, sv, then, id, mother.id, "mor");
}

const struct err *
demo_fill_foster(struct arena *mem, const struct services *sv,
                 struct instant now, case_id id)
{
    struct instant then = {now.us - 5 * DAY_US};
    struct instant later = {now.us - DAY_US};
    const struct err *err = add_people(mem, sv, then, id);

    if (!err)
        err = give(mem, sv, then, id);
    if (!err)
        err = put_day(mem, sv, later, id, 5, CLASS_CORE,
                      "Kl. 14.30 på skolen: møte med læreren.");
    if (!err)
        err = put_day(mem, sv, later, id, 9, CLASS_HEALTH,
                      "Kl. 9.00 hos tannlegen.");
    if (!err)
        err = put_plan(mem, sv, later, id);
    return err ? err : ask(mem, sv, later, id);
}
