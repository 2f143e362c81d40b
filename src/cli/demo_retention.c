/* A case that was closed so long ago that the demo's made-up rule lets it go.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "casefile/app.h"

#define DAY_US INT64_C(86400000000)
enum { OPENED_DAYS = 480, CLOSED_DAYS = 400 };

static const struct err *
open_then(struct arena *mem, const struct services *sv, struct instant now,
          case_id *out)
{
    struct case_open_form form = {.bti_level = -1,
                                  .text = STR("Foreldrene ba om råd om søvn.")};
    struct call c;
    const struct err *err = demo_act_as(
        &c, mem, sv, "tone", (struct instant){now.us - OPENED_DAYS * DAY_US});

    form.child = (struct child){.given_name = STR("Tuva"),
                                .family_name = STR("Demolund"),
                                .provisional = true,
                                .birth_date = date_ymd(2016, 3, 2),
                                .care_since = DATE_NONE,
                                .municipality = STR("1506")};
    return err ? err : casefile_app_open(&c, &form, out);
}

const struct err *
demo_fill_retention(struct arena *mem, const struct services *sv,
                    struct instant now)
{
    struct instant then = {now.us - CLOSED_DAYS * DAY_US};
    struct case_view v;
    struct call c;
    case_id id = {0};
    const struct err *err = open_then(mem, sv, now, &id);

    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    if (!err)
        err = casefile_app_view(&c, ACT_CASE_VIEW, id, 0, 0, &v);
    if (!err)
        err = demo_act_as(&c, mem, sv, "tone", then);
    return err ? err
               : casefile_app_close(
                     &c, id, v.head.version, CLOSE_DONE,
                     STR("Søvnen er bedre. Ingen videre behov."));
}
