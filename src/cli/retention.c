/* helhet retention: which closed cases have reached their day, and the removal
 * of those that two persons have confirmed.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"
#include "retention/tell_view.h"

static const struct err *
remove_now(struct cli *c, const struct services *sv, int64_t *out)
{
    struct call call;
    const struct err *err;

    cli_call(c, sv, &call);
    err = retention_app_remove_due(&call, out);
    cli_call(c, sv, &call);
    return err ? err : retention_wipe(&call);
}

enum cli_exit
run_retention(struct cli *c)
{
    const char *on = cli_option(c, "--on");
    bool dry = cli_flag(c, "--dry-run");
    const struct services *sv = NULL;
    struct ripe_list list;
    struct call call;
    struct date day = DATE_NONE;
    int64_t removed = 0;
    struct buf b;
    const struct err *err;

    if (c->n_words > 0)
        return cli_usage(c, "retention knows --on DAY and --dry-run");
    if (on && !date_parse(str_of(on), &day))
        return cli_usage(c, "--on takes a day: 2026-11-30");
    err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = retention_app_all(&call, on ? day : call.today, &list);
    if (!err && !on && !dry)
        err = remove_now(c, sv, &removed);
    if (err)
        return cli_error(c, err);
    buf_init(&b, c->mem);
    if (c->json) {
        ripe_json(c->mem, &b, &list, removed);
    } else {
        ripe_text(c->mem, &b, LANG_EN, &list);
        if (removed > 0)
            buf_fmt(&b, "Removed: %lld\n", (long long)removed);
    }
    cli_put(buf_done(&b));
    return CLI_OK;
}
