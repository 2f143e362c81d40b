/* helhet user: accounts by hand; passwords come from a file or standard input.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

#include "access/factor.h"

#include <stdio.h>

enum { PASSWORD_MAX = 200 };

/* First line of the file, or of standard input when `path` is "-". */
static const struct err *
read_password(struct cli *c, const char *path, struct str *out)
{
    char line[PASSWORD_MAX + 2];
    bool own = str_eq_cz(STR("-"), path);
    FILE *f = own ? stdin : fopen(path, "r");
    bool got = f && fgets(line, sizeof line, f) != NULL;
    struct str password = got ? str_trim(str_of(line)) : STR_NONE;

    if (f && !own)
        (void)fclose(f);
    if (password.n == 0)
        return ERR(c->mem, INVALID, .field = "--password-file",
                   .detail = "no password could be read");
    if (password.n > PASSWORD_MAX || !str_is_utf8(password))
        return ERR(c->mem, INVALID, .field = "--password-file",
                   .detail = "a password is UTF-8 text of at most 200 bytes");
    *out = str_copy(c->mem, password);
    return NULL;
}

static const struct err *
read_date(struct cli *c, const char *option, const char *text, struct date *out)
{
    *out = DATE_NONE;
    if (text && !date_parse(str_of(text), out))
        return ERR(c->mem, INVALID, .field = option,
                   .detail = "write the day as YYYY-MM-DD");
    return NULL;
}

static void
put_new_account(struct cli *c, struct str login, struct str secret)
{
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    if (c->json) {
        json_init(&j, &b);
        json_open(&j, '{');
        json_key(&j, "user");
        json_str(&j, login);
        if (secret.n > 0) {
            json_key(&j, "totp_secret");
            json_str(&j, secret);
        }
        json_close(&j, '}');
        buf_char(&b, '\n');
    } else if (secret.n > 0) {
        buf_fmt(&b, "Account %.*s. Its second factor, shown only now:\n%.*s\n",
                STR_FMT(login), STR_FMT(totp_uri(c->mem, login, secret)));
    } else {
        buf_fmt(&b,
                "Account %.*s. Its person sets up a second factor at the "
                "first login.\n",
                STR_FMT(login));
    }
    cli_put(buf_done(&b));
}

enum cli_exit
run_user_add(struct cli *c)
{
    const char *name = cli_option(c, "--name");
    const char *email = cli_option(c, "--email");
    const char *file = cli_option(c, "--password-file");
    const char *until = cli_option(c, "--until");
    bool with_code = cli_flag(c, "--with-code");
    const char *word = cli_word(c);
    struct str login = login_normal(c->mem, str_of(word));
    const struct services *sv = NULL;
    struct str password = STR("");
    struct str secret = STR("");
    struct date valid_to;
    account_id id;
    struct call call;
    const struct err *err;

    if (!word || !name || !file || c->n_words > 0)
        return cli_usage(c, "user add LOGIN --name NAME --password-file FILE"
                            " [--with-code]");
    err = read_date(c, "--until", until, &valid_to);
    if (!err)
        err = read_password(c, file, &password);
    if (!err)
        err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = account_app_create(&call, login, str_of(name), str_of(email),
                             password, valid_to, sv->demo, &id,
                             with_code ? &secret : NULL);
    if (err)
        return cli_error(c, err);
    put_new_account(c, login, secret);
    return CLI_OK;
}

static void
put_account(struct json *j, const struct account *a)
{
    json_open(j, '{');
    json_key(j, "user");
    json_str(j, a->login);
    json_key(j, "name");
    json_str(j, a->name);
    json_key(j, "until");
    json_str(j, date_format(j->out->mem, a->valid_to));
    json_key(j, "last_login");
    json_str(j, a->last_login.us ? instant_format(j->out->mem, a->last_login)
                                 : STR(""));
    json_close(j, '}');
}

enum cli_exit
run_user_list(struct cli *c)
{
    const struct services *sv = NULL;
    struct account_list list = {0};
    struct db_tx tx;
    struct buf b;
    struct json j;
    const struct err *err = c->host->open(c, false, &sv);

    if (!err)
        err = db_read_begin(sv->db, c->mem, &tx);
    if (err)
        return cli_error(c, err);
    err = account_store_list(&tx, &list);
    db_read_end(&tx);
    if (err)
        return cli_error(c, err);
    buf_init(&b, c->mem);
    json_init(&j, &b);
    if (c->json)
        json_open(&j, '[');
    for (size_t i = 0; i < list.n; i++)
        if (c->json)
            put_account(&j, &list.row[i]);
        else
            buf_fmt(&b, "%-20.*s %-30.*s %.*s\n", STR_FMT(list.row[i].login),
                    STR_FMT(list.row[i].name),
                    STR_FMT(date_format(c->mem, list.row[i].valid_to)));
    if (c->json) {
        json_close(&j, ']');
        buf_char(&b, '\n');
    }
    cli_put(buf_done(&b));
    return CLI_OK;
}

enum cli_exit
run_user_password(struct cli *c)
{
    const char *file = cli_option(c, "--password-file");
    const char *login = cli_word(c);
    const struct services *sv = NULL;
    struct str password = STR("");
    struct call call;
    const struct err *err;

    if (!login || !file || c->n_words > 0)
        return cli_usage(c, "user password LOGIN --password-file FILE");
    err = read_password(c, file, &password);
    if (!err)
        err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = account_app_set_password(&call, str_of(login), password);
    if (err)
        return cli_error(c, err);
    cli_put_json(c, "user", str_of(login));
    return CLI_OK;
}

enum cli_exit
run_user_end(struct cli *c)
{
    const char *on = cli_option(c, "--on");
    const char *login = cli_word(c);
    const struct services *sv = NULL;
    struct date day;
    struct call call;
    const struct err *err;

    if (!login || !on || c->n_words > 0)
        return cli_usage(c, "user end LOGIN --on YYYY-MM-DD");
    err = read_date(c, "--on", on, &day);
    if (!err)
        err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = account_app_set_end(&call, str_of(login), day);
    if (err)
        return cli_error(c, err);
    cli_put_json(c, "user", str_of(login));
    return CLI_OK;
}

enum cli_exit
run_user_factor(struct cli *c)
{
    bool reset = cli_flag(c, "--reset");
    const char *login = cli_word(c);
    const struct services *sv = NULL;
    struct str secret = STR("");
    struct call call;
    const struct err *err;

    if (!login || c->n_words > 0)
        return cli_usage(c, "user factor LOGIN [--reset]");
    err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    err = reset ? factor_app_reset(&call, str_of(login))
                : account_app_new_secret(&call, str_of(login), &secret);
    if (err)
        return cli_error(c, err);
    put_new_account(c, str_of(login), secret);
    return CLI_OK;
}

/* --- passkeys --- */

static struct str
passkey_moment(struct cli *c, struct instant at)
{
    return at.us ? instant_format(c->mem, at) : STR("");
}

static void
put_passkey(struct cli *c, struct json *j, const struct passkey *k)
{
    json_open(j, '{');
    json_key(j, "id");
    json_str(j, id_format(c->mem, k->id.v));
    json_key(j, "name");
    json_str(j, k->name);
    json_key(j, "made");
    json_str(j, passkey_moment(c, k->made));
    json_key(j, "used");
    json_str(j, passkey_moment(c, k->used));
    json_key(j, "backed_up");
    json_bool(j, k->backed_up);
    json_key(j, "went_back");
    json_str(j, passkey_moment(c, k->went_back));
    json_close(j, '}');
}

static void
put_passkeys(struct cli *c, const struct passkey_list *list)
{
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    json_init(&j, &b);
    if (c->json)
        json_open(&j, '[');
    for (size_t i = 0; i < list->n; i++) {
        const struct passkey *k = &list->row[i];

        if (c->json)
            put_passkey(c, &j, k);
        else
            buf_fmt(&b, "%.*s  %.*s  %.*s\n",
                    STR_FMT(id_format(c->mem, k->id.v)),
                    STR_FMT(passkey_moment(c, k->made)), STR_FMT(k->name));
    }
    if (c->json) {
        json_close(&j, ']');
        buf_char(&b, '\n');
    }
    cli_put(buf_done(&b));
}

static const struct err *
remove_passkey(struct cli *c, struct call *call, const char *login,
               const char *text)
{
    passkey_id id;

    if (!id_parse(str_of(text), &id.v))
        return ERR(c->mem, INVALID, .field = "--remove",
                   .detail = "no such passkey: see user passkeys LOGIN");
    return passkey_app_remove_of(call, str_of(login), id);
}

enum cli_exit
run_user_passkeys(struct cli *c)
{
    const char *away = cli_option(c, "--remove");
    const char *login = cli_word(c);
    const struct services *sv = NULL;
    struct passkey_list list = {0};
    struct call call;
    const struct err *err;

    if (!login || c->n_words > 0)
        return cli_usage(c, "user passkeys LOGIN [--remove ID]");
    err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    if (away)
        err = remove_passkey(c, &call, login, away);
    if (!err)
        err = passkey_app_list_of(&call, str_of(login), &list);
    if (err)
        return cli_error(c, err);
    put_passkeys(c, &list);
    return CLI_OK;
}
