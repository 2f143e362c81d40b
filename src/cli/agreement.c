/* helhet agreement: what is met, due and breached, on any day.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "agreement/tell_view.h"
#include "cli/commands.h"

/* Is anything breached? */
static bool
is_breached(const struct look_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->row[i].count[VERDICT_BREACHED] > 0)
            return true;
    return false;
}

enum cli_exit
run_agreement_check(struct cli *c)
{
    const char *on = cli_option(c, "--on");
    struct look_list list = {0};
    const struct services *sv = NULL;
    struct call call;
    struct date day = DATE_NONE;
    struct buf b;
    const struct err *err;

    if (c->n_words > 0)
        return cli_usage(c, "agreement check takes --on DATE only");
    if (on && !date_parse(str_of(on), &day))
        return cli_usage(c, "--on takes a day: 2026-11-30");
    err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = agreement_app_check(&call, on ? day : call.today, &list);
    if (err)
        return cli_error(c, err);
    buf_init(&b, c->mem);
    if (c->json)
        looks_json(c->mem, &b, LANG_EN, &list);
    else
        looks_text(&b, LANG_EN, &list);
    cli_put(buf_done(&b));
    return is_breached(&list) ? CLI_NO : CLI_OK;
}
