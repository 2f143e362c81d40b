/* The demo: fills a store through the roads that people use, and serves it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/demo.h"

#include "access/account.h"
#include "base/clock.h"
#include "base/embed.h"
#include "registry/import.h"
#include "registry/registry.h"

#include <string.h>

/* --- reference data and people --- */

static void
add_embedded(struct import_file *file, size_t *n, const char *prefix)
{
    for (size_t i = 0; i < embed_count(); i++) {
        const struct embedded *e = embed_at(i);

        if (str_starts(str_of(e->name), str_of(prefix)) &&
            str_ends(str_of(e->name), STR(".csv")))
            file[(*n)++] = (struct import_file){
                .name = str_of(e->name),
                .bytes = {(const char *)e->p, e->n},
            };
    }
}

static const struct err *
import_all(struct call *c)
{
    size_t n = 0;
    const struct import_file *shipped = import_shipped(c->mem, &n);
    struct import_file *file = ARENA_NEW_N(c->mem, struct import_file,
                                           n + embed_count());
    struct import_report report = {0};
    const struct err *err;

    memcpy(file, shipped, n * sizeof *file);
    add_embedded(file, &n, "data/demo/");
    err = registry_import_in(c, file, n, &report);
    if (!err && report.refused > 0)
        err = ERR(c->mem, INTERNAL, .detail = "demo data were refused");
    return err;
}

/* One hash for all: the password is on the login page, and a hash takes long on
 * purpose. */
static const struct err *
set_passwords(struct call *c)
{
    struct str hash = password_hash(c->mem, STR(DEMO_PASSWORD));
    struct account_list list = {0};
    const struct err *err = account_store_list(&c->tx, &list);

    for (size_t i = 0; !err && i < list.n; i++) {
        if (!list.row[i].made_up || list.row[i].password.n > 0)
            continue;
        list.row[i].password = hash;
        err = account_store_update(&c->tx, &list.row[i]);
    }
    return err;
}

static const struct err *
fill_people(struct call *c)
{
    const struct err *err = call_begin(c, ACT_REGISTRY_IMPORT);

    if (!err)
        err = call_permit(c, ACT_REGISTRY_IMPORT, subject_none());
    if (!err)
        err = import_all(c);
    if (!err)
        err = set_passwords(c);
    return call_end(c, ACT_REGISTRY_IMPORT, 0, err);
}

static const struct err *
is_filled(struct arena *mem, const struct services *sv, bool *out)
{
    struct account a = {0};
    struct db_tx tx;
    const struct err *err = db_read_begin(sv->db, mem, &tx);

    if (err)
        return err;
    err = account_store_find(&tx, STR("tone"), &a, out);
    db_read_end(&tx);
    return err;
}

const struct err *
demo_fill(struct arena *mem, const struct services *sv, struct instant now)
{
    struct call c;
    bool filled = false;
    const struct err *err = is_filled(mem, sv, &filled);

    if (err || filled)
        return err;
    call_init_system(&c, mem, sv, now);
    err = fill_people(&c);
    if (!err)
        err = demo_fill_children(mem, sv, now);
    if (!err)
        err = demo_fill_letters(mem, sv, now);
    if (!err)
        err = demo_fill_retention(mem, sv, now);
    if (!err)
        err = demo_fill_authority(mem, sv, now);
    if (!err)
        err = demo_fill_bodies(mem, sv, now);
    if (!err)
        err = demo_fill_action_plan(mem, sv, now);
    if (!err)
        err = demo_fill_evaluation(mem, sv, now);
    if (!err)
        err = demo_fill_papers(mem, sv, now);
    return err ? err : demo_fill_agreements(mem, sv, now);
}

/* --- the accounts, for whoever tries the demo --- */

struct account_line {
    const struct account *account;
    struct function_list functions;
};

static const struct err *
read_accounts(struct cli *c, const struct services *sv,
              struct account_line **out, size_t *n)
{
    struct account_list list = {0};
    struct db_tx tx;
    struct date today = date_in_oslo(clock_now());
    const struct err *err = db_read_begin(sv->db, c->mem, &tx);

    if (err)
        return err;
    err = account_store_list(&tx, &list);
    *out = ARENA_NEW_N(c->mem, struct account_line, list.n + 1);
    for (size_t i = 0; !err && i < list.n; i++) {
        if (!list.row[i].made_up)
            continue;
        (*out)[*n].account = &list.row[i];
        err = registry_store_list_account_functions(&tx, list.row[i].id, today,
                                                    &(*out)[*n].functions);
        (*n)++;
    }
    db_read_end(&tx);
    return err;
}

static void
put_account_json(struct json *j, const struct account_line *a)
{
    json_open(j, '{');
    json_key(j, "user");
    json_str(j, a->account->login);
    json_key(j, "password");
    json_str(j, STR(DEMO_PASSWORD));
    json_key(j, "name");
    json_str(j, a->account->name);
    json_key(j, "unit");
    json_str(j, a->functions.n > 0 ? a->functions.row[0].unit_name : STR(""));
    json_key(j, "functions");
    json_open(j, '[');
    for (size_t i = 0; i < a->functions.n; i++)
        json_str(j, str_of(function_kind_code(a->functions.row[i].kind)));
    json_close(j, ']');
    json_close(j, '}');
}

static void
put_account_text(struct buf *b, const struct account_line *a)
{
    buf_fmt(b, "  %-8.*s %-24.*s", STR_FMT(a->account->login),
            STR_FMT(a->account->name));
    for (size_t i = 0; i < a->functions.n; i++)
        buf_fmt(b, "%s%s, %.*s", i > 0 ? "; " : "",
                function_kind_code(a->functions.row[i].kind),
                STR_FMT(a->functions.row[i].unit_name));
    buf_char(b, '\n');
}

static const struct err *
put_accounts(struct cli *c, const struct services *sv)
{
    struct account_line *line = NULL;
    size_t n = 0;
    struct buf b;
    struct json j;
    const struct err *err = read_accounts(c, sv, &line, &n);

    if (err)
        return err;
    buf_init(&b, c->mem);
    if (c->json) {
        json_init(&j, &b);
        json_open(&j, '[');
        for (size_t i = 0; i < n; i++)
            put_account_json(&j, &line[i]);
        json_close(&j, ']');
        buf_char(&b, '\n');
    } else {
        buf_cz(&b, "Demo accounts, all with password " DEMO_PASSWORD ":\n");
        for (size_t i = 0; i < n; i++)
            put_account_text(&b, &line[i]);
        buf_cz(&b, "A one-time link: /svar/" DEMO_LINK ", code " DEMO_LINK_CODE
                   "\n");
    }
    cli_put(buf_done(&b));
    return NULL;
}

enum cli_exit
run_demo(struct cli *c)
{
    bool prepare = cli_flag(c, "--prepare");
    bool accounts = cli_flag(c, "--accounts");
    const struct services *sv = NULL;
    const struct err *err;

    if (c->n_words > 0)
        return cli_usage(c, "demo knows --prepare and --accounts");
    c->settings.demo = true;
    err = c->host->open(c, true, &sv);
    if (!err)
        err = demo_fill(c->mem, sv, clock_now());
    if (!err && !prepare)
        err = put_accounts(c, sv);
    if (err)
        return cli_error(c, err);
    return prepare || accounts ? CLI_OK : c->host->serve(c);
}
