/* The demo's institution: what it has a share to, and its two kinds of staff,
 * by the same app functions that people use.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/plan_app.h"
#include "cli/demo.h"
#include "document/document.h"
#include "family/app.h"

#define DAY_US INT64_C(86400000000)

static const struct err *
share_with(struct arena *mem, const struct services *sv, struct instant then,
           case_id id, unit_id unit)
{
    struct share s = {.case_id = id,
                      .to_unit = unit,
                      .purpose = PURPOSE_DAILY_CARE,
                      .basis = BASIS_NECESSARY};
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "mari", then);

    if (!err)
        err = casefile_app_invite(&c, id, unit, PURPOSE_DAILY_CARE);
    if (!err)
        err = demo_act_as(&c, mem, sv, "mari", then);
    return err ? err
               : casefile_app_share(&c, &s,
                                    CLASS_BIT(PLAN) | CLASS_BIT(WELFARE) |
                                        CLASS_BIT(HEALTH) | CLASS_BIT(VOICE));
}

static const struct err *
put_plan(struct arena *mem, const struct services *sv, struct instant then,
         case_id id, function_id owner)
{
    struct plan_item goal = {.kind = PLAN_CHILD_GOAL,
                             .text = STR("Eg vil halde fram med gitar."),
                             .starts_on = DATE_NONE,
                             .due_on = DATE_NONE};
    struct plan_item measure = {.kind = PLAN_MEASURE,
                                .text = STR("Køyrer til gitartimen kvar "
                                            "onsdag"),
                                .owner = owner,
                                .starts_on = DATE_NONE};
    struct plan_version v = {0};
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "mari", then);

    if (!err)
        err = plan_app_put(&c, id, &goal);
    if (!err)
        err = demo_act_as(&c, mem, sv, "mari", then);
    measure.due_on = err ? DATE_NONE : date_add(c.today, 30);
    if (!err)
        err = plan_app_put(&c, id, &measure);
    if (!err)
        err = demo_act_as(&c, mem, sv, "mari", then);
    if (err)
        return err;
    v.evaluate_on = date_add(c.today, 90);
    return plan_app_adopt(&c, id, &v);
}

static const struct err *
put_said(struct arena *mem, const struct services *sv, struct instant then,
         case_id id)
{
    struct statement said = {
        .case_id = id,
        .informed = STR("Fikk vite at vi skriver ned det han sier."),
        .words = STR("Jeg vil ha gitaren på rommet."),
        .agrees = AGREES_YES};
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "vera", then);

    return err ? err : voice_app_put(&c, &said);
}

/* The unit's own, and nothing for who follows up from day to day. */
static const struct err *
put_health(struct arena *mem, const struct services *sv, struct instant then,
           case_id id)
{
    struct document_form d = {.case_id = id,
                              .title = STR("Time hos tannlege"),
                              .kind = DOCUMENT_KIND_OTHER,
                              .class_ = CLASS_HEALTH,
                              .name = STR("time.txt"),
                              .bytes = STR("Alt er oppdiktet.\n")};
    int64_t out = 0;
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, "turid", then);

    return err ? err : document_app_put(&c, &d, &out);
}

const struct err *
demo_fill_care(struct arena *mem, const struct services *sv, struct instant now,
               case_id id)
{
    struct instant then = {now.us - 5 * DAY_US};
    struct call vera;
    const struct err *err = demo_act_as(&vera, mem, sv, "vera", then);

    if (!err)
        err = share_with(mem, sv, then, id, vera.who.unit);
    if (!err)
        err = put_plan(mem, sv, then, id, vera.who.function);
    if (!err)
        err = put_said(mem, sv, then, id);
    return err ? err : put_health(mem, sv, then, id);
}
