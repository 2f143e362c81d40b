/* Files of a case: their statements.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/blob_store.h"

enum { INSERT, PUT_CHUNK, GET, CHUNK, RENAME, DROP_CHUNKS, DROP, SQL_COUNT };

static const struct db_stmt sql[SQL_COUNT] = {
    [INSERT] = {"case_blob.insert",
                "INSERT INTO case_blob (id, case_id, class, unit_id, name,"
                " media_type, bytes, chunks, scanned, made_at, made_by)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"},
    [PUT_CHUNK] = {"case_blob.put_chunk",
                   "INSERT INTO case_blob_chunk (blob_id, nr, bytes)"
                   " VALUES ($1, $2, $3)"},
    [GET] = {"case_blob.get",
             "SELECT b.id, b.case_id, b.class, b.unit_id, b.name,"
             " b.media_type, b.bytes, b.chunks, b.scanned, b.made_at"
             " FROM case_blob b"
             " JOIN case_file f ON f.id = b.case_id WHERE b.id = $4"
             " AND " SHARE_SEES_OF("f", "b.class", "b.unit_id")},
    [CHUNK] = {"case_blob.chunk",
               "SELECT k.bytes FROM case_blob_chunk k"
               " JOIN case_blob b ON b.id = k.blob_id"
               " JOIN case_file f ON f.id = b.case_id"
               " WHERE k.blob_id = $4 AND k.nr = $5"
               " AND " SHARE_SEES_OF("f", "b.class", "b.unit_id")},
    [RENAME] = {"case_blob.rename",
                /* no share: changes without showing */
                "UPDATE case_blob SET name = $2 WHERE id = $1"},
    [DROP_CHUNKS] = {"case_blob.drop_chunks",
                     /* no share: changes without showing */
                     "DELETE FROM case_blob_chunk WHERE blob_id = $1"},
    [DROP] = {"case_blob.drop",
              /* no share: changes without showing */
              "DELETE FROM case_blob WHERE id = $1"},
};
const struct db_set blob_sql = {sql, SQL_COUNT};

#define VIEWER(v) db_int((v)->unit.v), db_time((v)->now), db_int((v)->account.v)

const struct err *
blob_store_insert(struct db_tx *tx, const struct blob *b, function_id by)
{
    return db_run(tx, &sql[INSERT],
                  DB_ARGS(db_int(b->id), db_int(b->case_id.v),
                          db_cz(info_class_word(b->class_)), db_int(b->unit.v),
                          db_blob(b->name), db_text(b->type), db_int(b->bytes),
                          db_int(b->chunks), db_int(b->scanned),
                          db_time(b->made_at), db_int(by.v)),
                  NULL);
}

const struct err *
blob_store_put_chunk(struct db_tx *tx, int64_t id, int64_t nr,
                     struct str sealed)
{
    return db_run(tx, &sql[PUT_CHUNK],
                  DB_ARGS(db_int(id), db_int(nr), db_blob(sealed)), NULL);
}

const struct err *
blob_store_get(struct db_tx *tx, const struct viewer *v, int64_t id,
               struct blob *out)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err = db_first(
        tx, &sql[GET], DB_ARGS(VIEWER(v), db_int(id)), &rows, &found);

    if (err)
        return err;
    if (!found)
        return ERR(tx->mem, NOT_FOUND);
    *out = (struct blob){
        .id = db_get_int(&rows, 0),
        .case_id = {db_get_int(&rows, 1)},
        .unit = {db_get_int(&rows, 3)},
        .name = db_get_blob(&rows, 4),
        .type = db_get_text(&rows, 5),
        .bytes = db_get_int(&rows, 6),
        .chunks = db_get_int(&rows, 7),
        .scanned = db_get_int(&rows, 8) != 0,
        .made_at = db_get_time(&rows, 9),
    };
    (void)info_class_parse(db_get_text(&rows, 2), &out->class_);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
blob_store_chunk(struct db_tx *tx, const struct viewer *v, int64_t id,
                 int64_t nr, struct str *out, bool *found)
{
    struct db_rows rows;
    const struct err *err = db_first(tx, &sql[CHUNK],
                                     DB_ARGS(VIEWER(v), db_int(id), db_int(nr)),
                                     &rows, found);

    if (err || !*found)
        return err;
    *out = db_get_blob(&rows, 0);
    db_rows_close(&rows);
    return NULL;
}

const struct err *
blob_store_rename(struct db_tx *tx, int64_t id, struct str sealed)
{
    return db_run(tx, &sql[RENAME], DB_ARGS(db_int(id), db_blob(sealed)), NULL);
}

const struct err *
blob_store_drop(struct db_tx *tx, int64_t id)
{
    const struct err *err = db_run(tx, &sql[DROP_CHUNKS], DB_ARGS(db_int(id)),
                                   NULL);

    return err ? err : db_run(tx, &sql[DROP], DB_ARGS(db_int(id)), NULL);
}
