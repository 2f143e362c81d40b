/* Cases that were closed so long ago that the demo's made-up rules let one go,
 * and cannot reckon the other, whose birth date nobody knows.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "casefile/app.h"

#define DAY_US INT64_C(86400000000)
enum { OPENED_DAYS = 480, CLOSED_DAYS = 400 };

struct closed {
    const char *user;
    const char *name;
    const char *born; /* empty: not known */
    const char *why;
    const char *done;
};
static const struct closed cases[] = {
    {"tone", "Tuva", "2016-03-02", "Foreldrene ba om råd om søvn.",
     "Søvnen er bedre. Ingen videre behov."},
    {"nils", "Samir", "", "Kom alene til Norge og sov dårlig.",
     "Samtalene er ferdige."},
};

static const struct err *
open_then(struct arena *mem, const struct services *sv, struct instant now,
          const struct closed *k, case_id *out)
{
    struct case_open_form form = {.bti_level = -1, .text = str_of(k->why)};
    struct call c;
    const struct err *err = demo_act_as(
        &c, mem, sv, k->user, (struct instant){now.us - OPENED_DAYS * DAY_US});

    form.child = (struct child){.given_name = str_of(k->name),
                                .family_name = STR("Demolund"),
                                .provisional = true,
                                .birth_date = DATE_NONE,
                                .birth_unknown = k->born[0] == '\0',
                                .care_since = DATE_NONE,
                                .municipality = STR("1506")};
    (void)date_parse(str_of(k->born), &form.child.birth_date);
    return err ? err : casefile_app_open(&c, &form, out);
}

static const struct err *
close_then(struct arena *mem, const struct services *sv, struct instant now,
           const struct closed *k, case_id id)
{
    struct instant then = {now.us - CLOSED_DAYS * DAY_US};
    struct case_view v;
    struct call c;
    const struct err *err = demo_act_as(&c, mem, sv, k->user, then);

    if (!err)
        err = casefile_app_view(&c, ACT_CASE_VIEW, id, 0, &v);
    if (!err)
        err = demo_act_as(&c, mem, sv, k->user, then);
    return err ? err
               : casefile_app_close(&c, id, v.head.version, CLOSE_DONE,
                                    str_of(k->done));
}

const struct err *
demo_fill_retention(struct arena *mem, const struct services *sv,
                    struct instant now)
{
    const struct err *err = NULL;

    for (size_t i = 0; !err && i < ARRAY_LEN(cases); i++) {
        case_id id = {0};

        err = open_then(mem, sv, now, &cases[i], &id);
        if (!err)
            err = close_then(mem, sv, now, &cases[i], id);
    }
    return err;
}
