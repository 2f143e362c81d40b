/* Brings a store's schema up to date, and judges whether it is.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "db/store.h"

#include "base/buf.h"

#include <string.h>

enum { LATEST, FIND, SQL_COUNT };

static const struct db_stmt meta_sql[SQL_COUNT] = {
    [LATEST] = {"meta.latest",
                "SELECT COALESCE(MAX(number), 0) FROM schema_version"},
    [FIND] = {"meta.find", "SELECT hash FROM schema_version WHERE number = $1"},
};
const struct db_set db_meta_set = {meta_sql, SQL_COUNT};

/* Only the connection that migrates may say this. */
static const struct db_stmt add_sql[] = {
    {"meta.add",
     "INSERT INTO schema_version (number, name, hash) VALUES ($1, $2, $3)"},
};
static const struct db_set add_set = {add_sql, 1};

/* One migration: sql/NNNN_name.sql and, run after it, the driver's own file.
 * Either may be absent. */
struct migration {
    int64_t number;
    struct str name;
    const struct embedded *shared;
    const struct embedded *own;
};

struct migrations {
    struct migration *m;
    size_t n;
};

/* The number and name of "sql/NNNN_name.sql" or "sql/NNNN_name.suffix". */
static bool
parse_name(struct str file, int64_t *out_number, struct str *out_name,
           struct str *out_suffix)
{
    struct str digits;
    struct str rest;

    if (!str_starts(file, STR("sql/")) || !str_ends(file, STR(".sql")))
        return false;
    file = str_cut(file, 4, file.n);
    return str_split(file, '_', &digits, &rest) && digits.n == 4 &&
           str_to_i64(digits, out_number) && *out_number > 0 &&
           str_split(rest, '.', out_name, out_suffix);
}

/* Adds the file to the list, whose numbers ascend because names do. */
static void
add_file(struct migrations *list, const struct embedded *file,
         const struct db_driver *driver)
{
    struct str name = str_of(file->name);
    struct str suffix;
    struct migration m = {0};
    struct migration *last;

    if (!parse_name(name, &m.number, &m.name, &suffix))
        return;
    last = list->n > 0 ? &list->m[list->n - 1] : NULL;
    if (last == NULL || last->number != m.number) {
        last = &list->m[list->n++];
        *last = m;
    }
    if (str_eq(suffix, STR("sql")))
        last->shared = file;
    else if (str_eq_cz(suffix, driver->suffix))
        last->own = file;
}

static struct migrations
list_migrations(struct arena *mem, const struct db_driver *driver,
                const struct embedded *files, size_t n_files)
{
    struct migrations list = {
        .m = ARENA_NEW_N(mem, struct migration, n_files + 1)};

    for (size_t i = 0; i < n_files; i++)
        add_file(&list, &files[i], driver);
    return list;
}

static struct str
hash_of(struct arena *mem, const struct migration *m)
{
    return str_fmt(mem, "%s+%s", m->shared ? m->shared->hash : "",
                   m->own ? m->own->hash : "");
}

/* --- judging --- */

/* Is `m` in the store, and is it the same? */
static const struct err *
is_applied(struct db_tx *tx, const struct migration *m, bool *out)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &meta_sql[FIND],
                                     DB_ARGS(db_int(m->number)), &rows, out);

    if (err || !*out)
        return err;
    if (!str_eq(db_get_text(&rows, 0), hash_of(tx->mem, m)))
        err = ERR(tx->mem, INTERNAL,
                  .detail = db_detail(tx->mem,
                                      "migration %04d was changed after it was"
                                      " run on this store",
                                      (int)m->number));
    db_rows_close(&rows);
    return err;
}

static const struct err *
latest(struct db_tx *tx, int64_t *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(tx, &meta_sql[LATEST], DB_NO_ARGS, &rows,
                                     &found);

    if (!err && found)
        *out = db_get_int(&rows, 0);
    db_rows_close(&rows);
    return err;
}

/* A store that a newer binary has written is not for us. */
static const struct err *
check_not_newer(struct db_tx *tx, const struct migrations *list, int64_t *out)
{
    int64_t newest = list->n > 0 ? list->m[list->n - 1].number : 0;
    const struct err *err = latest(tx, out);

    if (!err && *out > newest)
        err = ERR(tx->mem, INTERNAL,
                  .detail = db_detail(tx->mem,
                                      "the store is newer (%04d) than this"
                                      " program (%04d)",
                                      (int)*out, (int)newest));
    return err;
}

static const struct err *
check_all_applied(struct db_tx *tx, const struct migrations *list)
{
    for (size_t i = 0; i < list->n; i++) {
        bool applied = false;
        const struct err *err = is_applied(tx, &list->m[i], &applied);

        if (!err && !applied)
            err = ERR(tx->mem, INTERNAL,
                      .detail = db_detail(tx->mem,
                                          "the store lacks migration %04d",
                                          (int)list->m[i].number));
        if (err)
            return err;
    }
    return NULL;
}

const struct err *
db_check_version(struct db *db, struct arena *mem, const struct embedded *files,
                 size_t n_files)
{
    struct migrations list = list_migrations(mem, db->driver, files, n_files);
    struct db_tx tx;
    int64_t newest = 0;
    const struct err *err = db_read_begin(db, mem, &tx);

    if (err)
        return err;
    err = check_not_newer(&tx, &list, &newest);
    if (!err)
        err = check_all_applied(&tx, &list);
    db_read_end(&tx);
    if (err)
        return ERR(mem, INTERNAL, .detail = err->detail);
    return NULL;
}

/* --- migrating: one connection, no other thread --- */

static const struct err *
apply_in_tx(struct db_tx *tx, const struct migration *m, bool *out_done)
{
    const struct db_driver *d = tx->db->driver;
    bool known = false;
    const struct err *err = d->has_schema(tx->mem, tx->conn, &known);

    *out_done = false;
    if (!err && known)
        err = is_applied(tx, m, out_done);
    if (err || *out_done)
        return err;
    if (m->shared)
        err = d->script(tx->mem, tx->conn, (const char *)m->shared->p);
    if (!err && m->own)
        err = d->script(tx->mem, tx->conn, (const char *)m->own->p);
    if (!err)
        err = d->check_schema(tx->mem, tx->conn);
    if (!err)
        err = db_run(tx, &add_sql[0],
                     DB_ARGS(db_int(m->number), db_text(m->name),
                             db_text(hash_of(tx->mem, m))),
                     NULL);
    return err;
}

static const struct err *
apply(struct db_tx *tx, const struct migration *m, int *applied)
{
    const struct db_driver *d = tx->db->driver;
    bool done = false;
    const struct err *err = d->control(tx->mem, tx->conn, DB_BEGIN_BATCH);

    if (!err)
        err = apply_in_tx(tx, m, &done);
    if (!err)
        err = d->control(tx->mem, tx->conn, DB_COMMIT);
    if (!err) {
        *applied += done ? 0 : 1;
        return NULL;
    }
    d->abandon(tx->conn);
    return ERR(tx->mem, INTERNAL,
               .detail = db_detail(tx->mem, "migration %04d: %s",
                                   (int)m->number,
                                   err->detail ? err->detail : ""));
}

static const struct err *
apply_all(struct db_tx *tx, const struct migrations *list, const char *url,
          int *applied)
{
    const struct db_driver *d = tx->db->driver;
    bool known = false;
    int64_t version = 0;
    const struct err *err = d->has_schema(tx->mem, tx->conn, &known);

    if (!err && known)
        err = check_not_newer(tx, list, &version);
    if (!err && known && list->n > 0 && version < list->m[list->n - 1].number)
        err = d->before_migration(tx->mem, tx->conn, url, version);
    for (size_t i = 0; !err && i < list->n; i++)
        err = apply(tx, &list->m[i], applied);
    if (!err)
        err = d->after_migration(tx->mem, tx->conn);
    return err;
}

const struct err *
db_migrate_to(struct arena *mem, const char *url, const struct embedded *files,
              size_t n_files, int *out_applied)
{
    struct db *db = NULL;
    int applied = 0;
    const struct err *err = db_open_single(mem, url, &add_set, &db);

    if (err)
        return err;
    {
        struct migrations list = list_migrations(mem, db->driver, files,
                                                 n_files);
        struct db_tx tx = {.mem = mem,
                           .db = db,
                           .conn = db->writer,
                           .writing = true,
                           .open = true};

        err = apply_all(&tx, &list, url, &applied);
    }
    db_close(db);
    if (!err)
        *out_applied = applied;
    return err;
}

const struct err *
db_migrate(struct arena *mem, const char *url, int *out_applied)
{
    return db_migrate_to(mem, url, embed_at(0), embed_count(), out_applied);
}
