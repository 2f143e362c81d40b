/* helhet message: Bufdir's official messages for a THK, from and to files.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "assessment/message_app.h"
#include "casefile/blob.h"
#include "cli/commands.h"
#include "cli/version.h"

#include <errno.h>
#include <sys/stat.h>

/* Whether made now or there before. */
static const struct err *
make_folder(struct cli *c, struct str path)
{
    if (mkdir(str_cz(c->mem, path), 0700) == 0 || errno == EEXIST)
        return NULL;
    return ERR(c->mem, UNAVAILABLE, .detail = "a folder cannot be made");
}

/* Writes one message to messages/out of the data folder. */
static const struct err *
write_out(struct cli *c, struct str id, struct str xml, struct str *out)
{
    struct str in = str_fmt(c->mem, "%.*s/messages", STR_FMT(c->settings.data));
    struct str folder = str_fmt(c->mem, "%.*s/out", STR_FMT(in));
    const struct err *err = NULL;

    err = make_folder(c, in);
    if (!err)
        err = make_folder(c, folder);
    *out = str_fmt(c->mem, "%.*s/%.*s.xml", STR_FMT(folder), STR_FMT(id));
    return err ? err : cli_write_file(c, str_cz(c->mem, *out), xml);
}

static const struct err *
write_answer(struct cli *c, const struct message_answer *a, struct str *out)
{
    *out = STR_NONE;
    return a->answer.n == 0 ? NULL : write_out(c, a->answer_id, a->answer, out);
}

static void
put_json(struct cli *c, const struct message_answer *a, struct str file)
{
    struct buf b;
    struct json j;

    buf_init(&b, c->mem);
    json_init(&j, &b);
    json_open(&j, '{');
    json_key(&j, "outcome");
    json_str(&j, str_of(message_outcome_word(a->outcome)));
    json_key(&j, "request");
    json_str(&j, a->id.v ? id_format(c->mem, a->id.v) : STR_NONE);
    json_key(&j, "receipt");
    json_str(&j, file);
    json_key(&j, "reason");
    json_str(&j, a->refusal ? err_text(c->mem, LANG_EN, a->refusal) : STR_NONE);
    json_close(&j, '}');
    buf_char(&b, '\n');
    cli_put(buf_done(&b));
}

static void
put_text(struct cli *c, const struct message_answer *a, struct str file)
{
    struct buf b;

    buf_init(&b, c->mem);
    buf_cz(&b, message_outcome_word(a->outcome));
    if (a->id.v != 0)
        buf_fmt(&b, " %.*s", STR_FMT(id_format(c->mem, a->id.v)));
    if (a->refusal)
        buf_fmt(&b, ": %.*s", STR_FMT(err_text(c->mem, LANG_EN, a->refusal)));
    buf_char(&b, '\n');
    if (file.n > 0)
        buf_fmt(&b, "answer %.*s\n", STR_FMT(file));
    cli_put(buf_done(&b));
}

/* The message's attachments: the further words. */
static const struct err *
read_beside(struct cli *c, struct message_file **out, size_t *n)
{
    struct message_file *file = ARENA_NEW_N(c->mem, struct message_file,
                                            (size_t)c->n_words + 1);
    const struct err *err = NULL;
    const char *path;

    while (!err && (path = cli_word(c)) != NULL) {
        file[*n].name = str_of(path);
        err = cli_read_file(c, path, FILE_MAX_BYTES, &file[*n].bytes);
        (*n)++;
    }
    *out = file;
    return err;
}

enum cli_exit
run_message_in(struct cli *c)
{
    const char *path = cli_word(c);
    const struct services *sv = NULL;
    struct message_answer a = {0};
    struct message_file *beside = NULL;
    size_t n = 0;
    struct call call;
    struct str xml = STR_NONE;
    struct str file = STR_NONE;
    const struct err *err;

    if (!path)
        return cli_usage(c, "name one file");
    err = cli_read_file(c, path, BUFDIR_MAX_BYTES, &xml);
    if (!err)
        err = read_beside(c, &beside, &n);
    if (!err)
        err = c->host->open(c, false, &sv);
    if (!err) {
        cli_call(c, sv, &call);
        err = message_app_in(&call, xml, STR(HELHET_VERSION), beside, n, &a);
    }
    if (!err)
        err = write_answer(c, &a, &file);
    if (err)
        return cli_error(c, err);
    if (c->json)
        put_json(c, &a, file);
    else
        put_text(c, &a, file);
    return a.outcome == MESSAGE_REFUSED ? CLI_NO : CLI_OK;
}

enum cli_exit
run_message_out(struct cli *c)
{
    const char *word = cli_word(c);
    const struct services *sv = NULL;
    assessment_id id = {0};
    struct call call;
    struct str xml = STR_NONE;
    const struct err *err;

    if (!word || c->n_words > 0 || !id_parse(str_of(word), &id.v))
        return cli_usage(c, "name one request by its reference");
    err = c->host->open(c, false, &sv);
    if (!err) {
        cli_call(c, sv, &call);
        err = message_app_out(&call, id, STR(HELHET_VERSION), &xml);
    }
    if (err)
        return cli_error(c, err);
    cli_put(xml);
    return CLI_OK;
}

/* Each is written first and then noted: after a crash the same file is written
 * again. */
static const struct err *
carry(struct cli *c, const struct services *sv, size_t *out_n)
{
    struct message_waiting_list list = {0};
    struct call call;
    const struct err *err;

    cli_call(c, sv, &call);
    err = message_app_waiting(&call, &list);
    for (*out_n = 0; *out_n < list.n && !err; (*out_n)++) {
        const struct message_waiting *w = &list.row[*out_n];
        struct str file = STR_NONE;

        err = write_out(c, w->id, w->xml, &file);
        if (!err)
            cli_put(str_fmt(c->mem, "%.*s\n", STR_FMT(file)));
        cli_call(c, sv, &call);
        if (!err)
            err = message_app_given(&call, w->id);
    }
    return err;
}

enum cli_exit
run_message_outbox(struct cli *c)
{
    const struct services *sv = NULL;
    size_t n = 0;
    const struct err *err;

    err = c->host->open(c, false, &sv);
    if (!err)
        err = carry(c, sv, &n);
    return err ? cli_error(c, err) : CLI_OK;
}
