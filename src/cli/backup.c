/* helhet backup and restore: a sealed copy of the running store, proved by
 * opening it again.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "cli/commands.h"

#include "access/audit.h"
#include "crypto/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct err *
open_files(struct cli *c, const char *from, const char *to, int *in, int *out,
           int64_t *total)
{
    struct stat st;

    *in = open(from, O_RDONLY | O_CLOEXEC);
    if (*in < 0 || fstat(*in, &st) != 0)
        return ERR(c->mem, INVALID, .detail = "the file cannot be read");
    *total = (int64_t)st.st_size;
    *out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (*out < 0)
        return ERR(c->mem, INVALID,
                   .detail = errno == EEXIST
                                 ? "the target is there already; choose another"
                                 : "the target cannot be written");
    return NULL;
}

/* How far it has come is said by `tell`, in the words `what`. */
struct telling {
    cli_tell tell;
    const char *what;
};

typedef const struct err *(*stream_fn)(struct arena *mem,
                                       const struct keyring *ring, int in,
                                       int out, int64_t total, stream_tell tell,
                                       void *tell_arg);

/* Sends a file through `stream` into a new one; a failed target is removed. */
static const struct err *
convert(struct cli *c, const struct keyring *keys, stream_fn stream,
        const char *from, const char *to, struct telling t)
{
    int in = -1;
    int out = -1;
    int64_t total = 0;
    const struct err *err = open_files(c, from, to, &in, &out, &total);
    bool made = out >= 0;

    if (!err)
        err = stream(c->mem, keys, in, out, total, t.tell,
                     (void *)(uintptr_t)t.what);
    if (!err && fsync(out) != 0)
        err = ERR(c->mem, UNAVAILABLE, .detail = "the target cannot be synced");
    if (in >= 0)
        (void)close(in);
    if (out >= 0)
        (void)close(out);
    if (err && made)
        (void)unlink(to);
    return err;
}

/* A sealed copy is worth what its opening proves: opens it beside, and checks
 * the audit's chains in what came out. */
static const struct err *
prove(struct cli *c, const struct keyring *keys, cli_tell tell,
      const char *sealed, const char *scratch)
{
    const struct db_set sets[] = {audit_sql, audit_list_sql};
    struct db_options opt = {.url = scratch,
                             .sets = sets,
                             .n_sets = ARRAY_LEN(sets),
                             .readers = 1,
                             .read_only = true};
    struct audit_verdict verdict = {0};
    struct db *db = NULL;
    struct db_tx tx;
    const struct err *err = convert(c, keys, stream_open, sealed, scratch,
                                    (struct telling){tell, "proved"});

    if (!err)
        err = db_open(c->mem, &opt, &db);
    if (!err)
        err = db_read_begin(db, c->mem, &tx);
    if (!err) {
        err = audit_verify(&tx, keys, NULL, 0, &verdict);
        db_read_end(&tx);
    }
    db_close(db);
    if (!err && verdict.fault != AUDIT_SOUND)
        err = ERR(c->mem, INVALID, .detail = "the copy's audit is not sound");
    return err;
}

static void
remove_store(struct cli *c, const char *path)
{
    (void)unlink(path);
    (void)unlink(str_cz(c->mem, str_fmt(c->mem, "%s-wal", path)));
    (void)unlink(str_cz(c->mem, str_fmt(c->mem, "%s-shm", path)));
}

enum cli_exit
run_backup(struct cli *c)
{
    cli_tell tell = cli_teller(c);
    const char *to = cli_word(c);
    const struct services *sv = NULL;
    const char *plain;
    const char *scratch;
    bool made = false;
    const struct err *err;

    if (!to || c->n_words > 0)
        return cli_usage(c, "backup takes one new file");
    cli_hold_signals();
    err = c->host->open(c, false, &sv);
    if (err)
        return cli_error(c, err);
    plain = str_cz(c->mem, str_fmt(c->mem, "%s.plain", to));
    scratch = str_cz(c->mem, str_fmt(c->mem, "%s.proof", to));
    err = db_copy_to(sv->db, c->mem, plain, tell, (void *)(uintptr_t) "copied");
    if (!err)
        err = convert(c, sv->keys, stream_seal, plain, to,
                      (struct telling){tell, "sealed"});
    made = !err;
    remove_store(c, plain);
    if (!err)
        err = prove(c, sv->keys, tell, to, scratch);
    remove_store(c, scratch);
    if (err && made)
        (void)unlink(to);
    if (err)
        return cli_stopped(c, err, "no backup is left");
    if (!c->json)
        cli_put(str_fmt(c->mem, "Backed up to %s, opened again and checked.\n",
                        to));
    cli_put_json(c, "file", str_of(to));
    return CLI_OK;
}

enum cli_exit
run_restore(struct cli *c)
{
    cli_tell tell = cli_teller(c);
    const char *from = cli_word(c);
    const char *db = str_cz(c->mem, c->settings.db);
    const char *wal = str_cz(c->mem, str_fmt(c->mem, "%s-wal", db));
    struct keyring *keys = NULL;
    const struct err *err;

    if (!from || c->n_words > 0)
        return cli_usage(c, "restore takes one backup file");
    if (str_starts(c->settings.db, STR("postgres")))
        return cli_usage(c, "restore into PostgreSQL is done by pg_restore");
    if (access(str_cz(c->mem, c->settings.key_file), F_OK) != 0)
        return cli_error(c, ERR(c->mem, INVALID, .field = "key_file",
                                .detail = "first put the master key of the "
                                          "backup's installation there"));
    if (access(wal, F_OK) == 0)
        return cli_error(c, ERR(c->mem, INVALID, .field = "db",
                                .detail = "another store's journal lies "
                                          "there: move it away first"));
    cli_hold_signals();
    crypto_init();
    err = keyring_open(c->mem, str_cz(c->mem, c->settings.key_file), false,
                       &keys);
    if (!err)
        err = convert(c, keys, stream_open, from, db,
                      (struct telling){tell, "restored"});
    keyring_free(keys);
    if (err)
        return cli_stopped(c, err, "no store is left");
    if (!c->json)
        cli_put(str_fmt(c->mem, "Restored to %s. Next: helhet verify\n", db));
    cli_put_json(c, "store", c->settings.db);
    return CLI_OK;
}
