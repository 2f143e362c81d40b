/* helhet rekey: a new master key, and every key wrapped by it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

static enum cli_exit
report(struct cli *c, bool added, int64_t left)
{
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    json_init(&j, &b);
    if (c->json) {
        json_open(&j, '{');
        json_key(&j, "added");
        json_bool(&j, added);
        json_key(&j, "left");
        json_int(&j, left);
        json_close(&j, '}');
    } else {
        if (added)
            buf_fmt(&b,
                    "A new master key stands in %.*s. Keep a copy safe.\n"
                    "Running servers take it up within half a minute (at once "
                    "on SIGHUP) and then wrap all keys anew.\n"
                    "Without a server: helhet rekey --finish\n",
                    STR_FMT(c->settings.key_file));
        buf_fmt(&b, "Keys under an older master key: %lld", (long long)left);
    }
    buf_char(&b, '\n');
    cli_put(buf_done(&b));
    return CLI_OK;
}

/* The store is opened first: it proves that this is its key file. */
enum cli_exit
run_rekey(struct cli *c)
{
    cli_tell tell = cli_teller(c);
    bool status = cli_flag(c, "--status");
    bool finish = cli_flag(c, "--finish");
    const struct services *sv = NULL;
    int64_t left = 0;
    const struct err *err;

    if (c->n_words > 0 || (status && finish))
        return cli_usage(c, "rekey takes nothing, --status or --finish");
    if (finish)
        cli_hold_signals();
    err = c->host->open(c, false, &sv);
    if (!err && !status && !finish)
        err = keyring_rotate(c->mem, str_cz(c->mem, c->settings.key_file));
    if (!err && finish)
        err = c->host->rewrap(c, tell, "wrapped");
    if (!err)
        err = c->host->count_old_keys(c, &left);
    return err ? cli_stopped(c, err, "go on with helhet rekey --finish")
               : report(c, !status && !finish, left);
}
