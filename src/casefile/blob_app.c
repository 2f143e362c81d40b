/* Files that go with a case: sealing, opening, taking away.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/blob_store.h"

#define COLUMN_NAME "case_blob.name"

/* Order and end are part of each chunk's seal. */
static const char *
chunk_column(struct arena *mem, int64_t nr, int64_t of)
{
    return str_cz(
        mem, str_fmt(mem, "case_blob.%lld/%lld", (long long)nr, (long long)of));
}

static const struct err *
put_chunks(struct call *c, const struct blob *b, const struct key *key,
           struct str bytes)
{
    const struct err *err = NULL;

    for (int64_t nr = 1; nr <= b->chunks && !err; nr++) {
        size_t from = (size_t)(nr - 1) * BLOB_CHUNK_BYTES;
        struct str part = str_cut(bytes, from, BLOB_CHUNK_BYTES);

        err = blob_store_put_chunk(&c->tx, b->id, nr,
                                   seal(c->mem, key, b->id,
                                        chunk_column(c->mem, nr, b->chunks),
                                        part));
    }
    return err;
}

const struct err *
casefile_blob_put_in(struct call *c, struct blob *b, struct str bytes)
{
    struct key key;
    struct blob row;
    const struct err *err = case_key_in(c, b->case_id, &key);

    ASSERT(bytes.n > 0 && bytes.n <= FILE_MAX_BYTES);
    if (err)
        return err;
    b->id = id_new();
    b->bytes = (int64_t)bytes.n;
    b->chunks = (int64_t)((bytes.n + BLOB_CHUNK_BYTES - 1) / BLOB_CHUNK_BYTES);
    b->made_at = c->now;
    row = *b;
    row.name = seal(c->mem, &key, b->id, COLUMN_NAME, b->name);
    err = blob_store_insert(&c->tx, &row, c->who.function);
    return err ? err : put_chunks(c, b, &key, bytes);
}

const struct err *
casefile_blob_in(struct call *c, int64_t id, struct blob *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    const struct err *err = blob_store_get(&c->tx, &v, id, out);

    if (!err)
        err = case_key_in(c, out->case_id, &key);
    return err ? err
               : unseal(c->mem, &key, id, COLUMN_NAME, out->name, &out->name);
}

const struct err *
casefile_blob_read_in(struct call *c, const struct blob *b, struct str *out)
{
    struct viewer v = viewer_of(c);
    struct key key;
    struct buf all;
    const struct err *err = case_key_in(c, b->case_id, &key);

    buf_init(&all, c->mem);
    for (int64_t nr = 1; nr <= b->chunks && !err; nr++) {
        struct str part = STR_NONE;
        bool found = false;

        err = blob_store_chunk(&c->tx, &v, b->id, nr, &part, &found);
        if (!err && !found)
            err = ERR(c->mem, INTERNAL, .detail = "a file's chunk is gone");
        if (!err)
            err = unseal(c->mem, &key, b->id,
                         chunk_column(c->mem, nr, b->chunks), part, &part);
        if (!err)
            buf_str(&all, part);
    }
    if (!err)
        *out = buf_done(&all);
    return err;
}

const struct err *
casefile_blob_rename_in(struct call *c, const struct blob *b, struct str name)
{
    struct key key;
    const struct err *err = case_key_in(c, b->case_id, &key);

    return err ? err
               : blob_store_rename(&c->tx, b->id,
                                   seal(c->mem, &key, b->id, COLUMN_NAME,
                                        file_name_of(c->mem, name)));
}

const struct err *
casefile_blob_drop_in(struct call *c, int64_t id)
{
    return blob_store_drop(&c->tx, id);
}
