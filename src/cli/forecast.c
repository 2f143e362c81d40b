/* helhet forecast: what will come, and how earlier forecasts did (R733).
 * SPDX-License-Identifier: EUPL-1.2 */
#include "capacity/forecast_app.h"

#include "cli/commands.h"
#include "text/messages_capacity.h"

enum { FILE_MAX = 16 << 20, HORIZON = 28, MEMORY = 728, DAYS_MAX = 3650 };

static const struct err *
days_option(struct cli *c, const char *name, int64_t least, int64_t *days)
{
    const char *text = cli_option(c, name);

    if (!text)
        return NULL;
    if (str_to_i64(str_of(text), days) && *days >= least && *days <= DAYS_MAX)
        return NULL;
    return ERR(c->mem, INVALID, .msg = MSG_FORECAST_NUMBER, .field = name,
               .arg = {msg_int(least), msg_int(DAYS_MAX)});
}

static const struct err *
read_how(struct cli *c, struct forecast_how *how)
{
    const struct err *err = days_option(c, "--days", 1, &how->horizon_days);

    return err_join(c->mem, err,
                    days_option(c, "--memory", 7, &how->memory_days));
}

static const struct err *
of_file(struct cli *c, const char *path, const struct forecast_how *how,
        struct forecast *out)
{
    struct forecast_history history;
    struct str text;
    const struct err *err = cli_read_file(c, path, FILE_MAX, &text);

    if (!err)
        err = forecast_read(c->mem, text, &history);
    return err ? err : forecast_make(c->mem, &history, how, out);
}

static const struct err *
of_own(struct cli *c, const struct forecast_how *how, struct forecast *out)
{
    const struct services *sv = NULL;
    struct call call;
    const struct err *err = c->host->open(c, false, &sv);

    if (err)
        return err;
    cli_call(c, sv, &call);
    return forecast_app_own(&call, how, out);
}

enum cli_exit
run_forecast(struct cli *c)
{
    struct forecast_how how = {HORIZON, MEMORY, 0.8};
    const struct err *err = read_how(c, &how);
    const char *path = cli_word(c);
    struct forecast f;
    struct buf b;

    if (!err)
        err = path ? of_file(c, path, &how, &f) : of_own(c, &how, &f);
    if (err)
        return cli_error(c, err);
    buf_init(&b, c->mem);
    if (c->json)
        forecast_json(&b, &f);
    else
        forecast_text(&b, &f);
    cli_put(buf_done(&b));
    return CLI_OK;
}
