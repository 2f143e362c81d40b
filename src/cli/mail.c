/* helhet mail: what is in the outbox, sending it now, a test of the server.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/mail.h"

#include "cli/commands.h"

/* Without the line's end. */
static const struct err *
read_password(struct arena *mem, struct str path, struct str *out)
{
    char line[512];
    FILE *file = fopen(str_cz(mem, path), "r");
    size_t n;

    if (!file)
        return ERR(mem, INTERNAL,
                   .detail = "smtp_password_file cannot be read");
    n = fread(line, 1, sizeof line, file);
    (void)fclose(file);
    if (n == sizeof line)
        return ERR(mem, INTERNAL, .detail = "smtp_password_file is too long");
    *out = str_trim(str_fmt(mem, "%.*s", (int)n, line));
    return NULL;
}

static bool
is_this_machine(struct str url)
{
    static const char *const start[] = {"smtp://127.0.0.1", "smtp://localhost",
                                        "smtp://[::1]"};

    for (size_t i = 0; i < ARRAY_LEN(start); i++) {
        struct str s = str_of(start[i]);

        if (str_starts(url, s) &&
            (url.n == s.n || url.p[s.n] == ':' || url.p[s.n] == '/'))
            return true;
    }
    return false;
}

/* What a store holds decides whether it is a demo, not this command's word. */
static const struct err *
open_to_send(struct cli *c, const struct services **sv,
             struct smtp_options *out)
{
    struct settings s = c->settings;
    const struct err *err = c->host->open(c, false, sv);

    if (err)
        return err;
    s.demo = (*sv)->demo;
    err = mail_options_of(c->mem, &s, out);
    if (!err && out->url.n == 0)
        err = ERR(c->mem, INTERNAL, .detail = "no mail server is set");
    return err;
}

const struct err *
mail_options_of(struct arena *mem, const struct settings *s,
                struct smtp_options *out)
{
    const struct err *err = NULL;

    *out = (struct smtp_options){.from = s->smtp_from,
                                 .from_name = s->smtp_from_name,
                                 .user = s->smtp_user,
                                 .ca_file = s->smtp_ca_file,
                                 .tls = s->smtp_tls,
                                 .timeout_s = (int32_t)s->smtp_timeout_s};
    if (s->smtp_url.n == 0 || (s->demo && !is_this_machine(s->smtp_url)))
        return NULL;
    if (!str_starts(s->smtp_url, STR("smtp://")) &&
        !str_starts(s->smtp_url, STR("smtps://")))
        return ERR(mem, INTERNAL,
                   .detail = "smtp_url must begin with smtp:// or smtps://");
    if (!mail_address_ok(s->smtp_from))
        return ERR(mem, INTERNAL, .detail = "smtp_from must be a mail address");
    if (s->smtp_password_file.n > 0)
        err = read_password(mem, s->smtp_password_file, &out->password);
    if (!err)
        out->url = s->smtp_url;
    return err;
}

static void
put_row(struct buf *b, struct json *j, bool json, const struct outbox_row *r)
{
    if (!json) {
        buf_fmt(b, "%s\t%.*s\t%.*s\t%lld\t%lld\t%.*s\n",
                outbox_state_word(r->state), STR_FMT(r->mail.to_address),
                STR_FMT(r->mail.subject), (long long)r->tries,
                (long long)r->reply, STR_FMT(r->reason));
        return;
    }
    json_open(j, '{');
    json_key(j, "state");
    json_str(j, str_of(outbox_state_word(r->state)));
    json_key(j, "to");
    json_str(j, r->mail.to_address);
    json_key(j, "subject");
    json_str(j, r->mail.subject);
    json_key(j, "tries");
    json_int(j, r->tries);
    json_key(j, "code");
    json_int(j, r->reply);
    json_key(j, "reason");
    json_str(j, r->reason);
    json_close(j, '}');
}

enum cli_exit
run_mail_list(struct cli *c)
{
    const struct services *sv = NULL;
    struct call call;
    struct buf b;
    struct json j;
    const struct err *err;

    err = c->host->open(c, false, &sv);
    buf_init(&b, c->mem);
    json_init(&j, &b);
    if (c->json)
        json_open(&j, '[');
    for (int s = 0; !err && s <= OUTBOX_TAKEN_OUT; s++) {
        struct outbox_view v;

        cli_call(c, sv, &call);
        err = outbox_app_view(&call, (enum outbox_state)s, &v);
        for (size_t i = 0; !err && i < v.n; i++)
            put_row(&b, &j, c->json, &v.row[i]);
    }
    if (err)
        return cli_error(c, err);
    if (c->json) {
        json_close(&j, ']');
        buf_char(&b, '\n');
    }
    cli_put(buf_done(&b));
    return CLI_OK;
}

enum cli_exit
run_mail_send(struct cli *c)
{
    const struct services *sv = NULL;
    struct smtp_options smtp;
    struct call call;
    int32_t tried = 20;
    int64_t all = 0;
    const struct err *err;

    err = open_to_send(c, &sv, &smtp);
    for (; !err && tried == 20; all += tried) {
        cli_call(c, sv, &call);
        err = outbox_run(&call, &smtp, &tried);
    }
    if (err)
        return cli_error(c, err);
    if (c->json)
        cli_put_json(c, "tried", str_fmt(c->mem, "%lld", (long long)all));
    else
        cli_put(str_fmt(c->mem, "tried %lld\n", (long long)all));
    return CLI_OK;
}

enum cli_exit
run_mail_test(struct cli *c)
{
    const char *to = cli_word(c);
    const struct services *sv = NULL;
    struct smtp_options opt;
    struct smtp *smtp = NULL;
    struct smtp_answer a = {0};
    struct mail m = {.subject = STR("Helhet: test"),
                     .text = STR("This is a test of Helhet's e-mail.\n")};
    struct call call;
    const struct err *err;

    if (!to || c->n_words > 0 || !mail_address_ok(str_of(to)))
        return cli_usage(c, "name one mail address");
    m.to_address = str_of(to);
    err = open_to_send(c, &sv, &opt);
    if (!err)
        err = smtp_open(c->mem, &opt, &smtp);
    if (err)
        return cli_error(c, err);
    cli_call(c, sv, &call);
    a = smtp_send(
        smtp, c->mem, m.to_address,
        mail_write(c->mem, &m, opt.from, opt.from_name, id_new(), call.now));
    cli_put(str_fmt(c->mem, "%s %ld %s\n",
                    a.fate == SMTP_SENT ? "sent" : "not sent", a.code,
                    a.reason));
    return a.fate == SMTP_SENT ? CLI_OK : CLI_NO;
}
