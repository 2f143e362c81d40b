/* Documents of the system level: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "file/paper_store.h"

#include "base/buf.h"
#include "base/grow.h"
#include "text/messages_file.h"

enum {
    INSERT,
    PUT_VERSION,
    PUT_CHUNK,
    RENEW,
    REMOVE,
    DROP_BYTES,
    LIST,
    GET,
    VERSIONS,
    BYTES,
    RELEASE,
    WITHDRAW,
    SQL_COUNT
};

/* $1: the unit whose release is told apart. */
#define RELEASED                                      \
    "(SELECT COUNT(*) FROM paper_release r"           \
    " WHERE r.paper_id = p.id AND r.nr = p.newest"    \
    " AND r.withdrawn_on IS NULL), (SELECT COUNT(*)"  \
    " FROM paper_release r WHERE r.paper_id = p.id"   \
    " AND r.nr = p.newest AND r.withdrawn_on IS NULL" \
    " AND r.unit_id = $1)"
#define SELECT                                                       \
    "SELECT p.id, p.of_kind, p.owner_id, p.title, p.newest,"         \
    " p.unit_id, u.name, a.name, v.media_type, v.bytes, v.scanned,"  \
    " v.made_at, p.removed_at, COALESCE(b.name, ''),"                \
    " p.removed_reason, p.version, " RELEASED                        \
    " FROM paper p JOIN unit u ON u.id = p.unit_id"                  \
    " JOIN paper_version v ON v.paper_id = p.id AND v.nr = p.newest" \
    " JOIN account a ON a.id = v.account_id"                         \
    " LEFT JOIN account b ON b.id = p.removed_by"

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"paper.insert",
                "INSERT INTO paper (id, of_kind, owner_id, title, newest,"
                " unit_id, made_at, removed_reason, version)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, '', 1)"},
    [PUT_VERSION] = {"paper.put_version",
                     "INSERT INTO paper_version (paper_id, nr, name,"
                     " media_type, bytes, hash, scanned, made_at, account_id)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"},
    [PUT_CHUNK] = {"paper.put_chunk",
                   "INSERT INTO paper_chunk (paper_id, paper_nr, nr, bytes)"
                   " VALUES ($1, $2, $3, $4)"},
    [RENEW] = {"paper.renew",
               "UPDATE paper SET newest = $3, version = version + 1"
               " WHERE id = $1 AND version = $2 AND removed_at IS NULL"},
    [REMOVE] = {"paper.remove",
                "UPDATE paper SET removed_at = $3, removed_by = $4,"
                " removed_reason = $5, version = version + 1"
                " WHERE id = $1 AND version = $2 AND removed_at IS NULL"},
    [DROP_BYTES] = {"paper.drop_bytes",
                    "DELETE FROM paper_chunk WHERE paper_id = $1"},
    [LIST] = {"paper.list", SELECT " WHERE p.of_kind = $2 AND p.owner_id = $3"
                                   " ORDER BY p.made_at, p.id"},
    [GET] = {"paper.get", SELECT " WHERE p.id = $2"},
    [VERSIONS] = {"paper.versions",
                  "SELECT v.nr, v.name, v.media_type, v.bytes, v.hash,"
                  " v.scanned, v.made_at, v.account_id, a.name"
                  " FROM paper_version v JOIN account a ON a.id = v.account_id"
                  " WHERE v.paper_id = $1 ORDER BY v.nr DESC"},
    [BYTES] = {"paper.bytes",
               "SELECT bytes FROM paper_chunk WHERE paper_id = $1"
               " AND paper_nr = $2 ORDER BY nr"},
    [RELEASE] = {"paper.release",
                 "INSERT INTO paper_release (paper_id, nr, unit_id,"
                 " account_id, released_on) VALUES ($1, $2, $3, $4, $5)"
                 " ON CONFLICT (paper_id, nr, unit_id) DO UPDATE SET"
                 " account_id = excluded.account_id,"
                 " released_on = excluded.released_on, withdrawn_on = NULL"},
    [WITHDRAW] = {"paper.withdraw",
                  "UPDATE paper_release SET withdrawn_on = $4"
                  " WHERE paper_id = $1 AND nr = $2 AND unit_id = $3"
                  " AND withdrawn_on IS NULL"},
};
const struct db_set paper_sql = {sql, SQL_COUNT};

static const char *const of_words[] = {"meeting", "item", "evidence"};

const char *
paper_of_word(enum paper_of of)
{
    return of_words[of];
}

static enum paper_of
of_word(struct str s)
{
    for (int i = 0; i < PAPER_OF_COUNT; i++)
        if (str_eq_cz(s, of_words[i]))
            return (enum paper_of)i;
    return PAPER_OF_COUNT;
}

const struct err *
paper_store_insert(struct db_tx *tx, const struct paper *p)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(p->id), db_cz(paper_of_word(p->of)),
                          db_int(p->owner), db_text(p->title),
                          db_int(p->newest), db_int(p->unit.v),
                          db_time(p->made_at)),
                  NULL);
}

const struct err *
paper_store_put_version(struct db_tx *tx, int64_t id,
                        const struct paper_version *v)
{
    struct str hash = {(const char *)v->hash.b, HASH_BYTES};

    return db_run(tx, &sql[PUT_VERSION],
                  DB_ARGS(db_int(id), db_int(v->nr), db_text(v->file_name),
                          db_text(v->type), db_int(v->bytes), db_blob(hash),
                          db_int(v->scanned), db_time(v->made_at),
                          db_int(v->account.v)),
                  NULL);
}

const struct err *
paper_store_put_chunk(struct db_tx *tx, int64_t id, int32_t version, int64_t nr,
                      struct str bytes)
{
    return db_run(
        tx, &sql[PUT_CHUNK],
        DB_ARGS(db_int(id), db_int(version), db_int(nr), db_blob(bytes)), NULL);
}

static const struct err *
changed_once(struct db_tx *tx, int64_t n)
{
    return n == 1 ? NULL : ERR(tx->mem, CONFLICT, .msg = MSG_PAPER_CHANGED);
}

const struct err *
paper_store_renew(struct db_tx *tx, const struct paper *p)
{
    int64_t n = 0;
    const struct err *err = db_run(
        tx, &sql[RENEW],
        DB_ARGS(db_int(p->id), db_int(p->version), db_int(p->newest)), &n);

    return err ? err : changed_once(tx, n);
}

const struct err *
paper_store_remove(struct db_tx *tx, const struct paper *p, account_id by)
{
    int64_t n = 0;
    const struct err *err = db_run(tx, &sql[REMOVE],
                                   DB_ARGS(db_int(p->id), db_int(p->version),
                                           db_time(p->removed_at), db_int(by.v),
                                           db_text(p->removed_reason)),
                                   &n);

    if (!err)
        err = changed_once(tx, n);
    return err ? err
               : db_run(tx, &sql[DROP_BYTES], DB_ARGS(db_int(p->id)), NULL);
}

static void
read_paper(struct db_rows *rows, struct paper *p)
{
    *p = (struct paper){
        .id = db_get_int(rows, 0),
        .of = of_word(db_get_text(rows, 1)),
        .owner = db_get_int(rows, 2),
        .title = db_get_text(rows, 3),
        .newest = (int32_t)db_get_int(rows, 4),
        .unit = {db_get_int(rows, 5)},
        .unit_name = db_get_text(rows, 6),
        .name = db_get_text(rows, 7),
        .type = db_get_text(rows, 8),
        .bytes = db_get_int(rows, 9),
        .scanned = db_get_int(rows, 10) != 0,
        .made_at = db_get_time(rows, 11),
        .removed_at = db_get_time(rows, 12),
        .removed_name = db_get_text(rows, 13),
        .removed_reason = db_get_text(rows, 14),
        .version = db_get_int(rows, 15),
        .released = (int32_t)db_get_int(rows, 16),
        .released_by_own = db_get_int(rows, 17) != 0,
    };
}

const struct err *
paper_store_list(struct db_tx *tx, enum paper_of of, int64_t owner, unit_id own,
                 struct paper_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[LIST],
        DB_ARGS(db_int(own.v), db_cz(paper_of_word(of)), db_int(owner)), &rows);

    if (err)
        return err;
    while (db_next(&rows))
        read_paper(&rows, grow(tx->mem, &g, sizeof(struct paper)));
    *out = (struct paper_list){g.row, g.n};
    return rows.err;
}

const struct err *
paper_store_get(struct db_tx *tx, int64_t id, unit_id own, struct paper *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[GET], DB_ARGS(db_int(own.v), db_int(id)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    read_paper(&rows, out);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
paper_store_versions(struct db_tx *tx, int64_t id,
                     struct paper_version_list *out)
{
    struct growing g = {0};
    struct db_rows rows;
    const struct err *err = db_query(tx, &sql[VERSIONS], DB_ARGS(db_int(id)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct paper_version *v = grow(tx->mem, &g, sizeof *v);
        struct str hash = db_get_blob(&rows, 4);

        *v = (struct paper_version){
            .nr = (int32_t)db_get_int(&rows, 0),
            .file_name = db_get_text(&rows, 1),
            .type = db_get_text(&rows, 2),
            .bytes = db_get_int(&rows, 3),
            .scanned = db_get_int(&rows, 5) != 0,
            .made_at = db_get_time(&rows, 6),
            .account = {db_get_int(&rows, 7)},
            .name = db_get_text(&rows, 8),
        };
        for (size_t i = 0; i < hash.n && i < HASH_BYTES; i++)
            v->hash.b[i] = (unsigned char)hash.p[i];
    }
    *out = (struct paper_version_list){g.row, g.n};
    return rows.err;
}

const struct err *
paper_store_bytes(struct db_tx *tx, int64_t id, int32_t version,
                  struct str *out)
{
    struct buf b;
    struct db_rows rows;
    const struct err *err = db_query(
        tx, &sql[BYTES], DB_ARGS(db_int(id), db_int(version)), &rows);

    if (err)
        return err;
    buf_init(&b, tx->mem);
    while (db_next(&rows))
        buf_str(&b, db_get_blob(&rows, 0));
    *out = buf_done(&b);
    return rows.err;
}

const struct err *
paper_store_release(struct db_tx *tx, const struct paper *p, unit_id unit,
                    account_id account, struct date on)
{
    return db_run(tx, &sql[RELEASE],
                  DB_ARGS(db_int(p->id), db_int(p->newest), db_int(unit.v),
                          db_int(account.v), db_date(on)),
                  NULL);
}

const struct err *
paper_store_withdraw(struct db_tx *tx, const struct paper *p, unit_id unit,
                     struct date on)
{
    return db_run(
        tx, &sql[WITHDRAW],
        DB_ARGS(db_int(p->id), db_int(p->newest), db_int(unit.v), db_date(on)),
        NULL);
}
