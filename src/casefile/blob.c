/* Files that go with a case: what they are, sealing and opening.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "casefile/blob.h"

#include "casefile/blob_store.h"
#include "text/messages.h"

#include <magic.h>

#define COLUMN_NAME "case_blob.name"

static const char *const allowed[] = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/tiff",
    "text/plain",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
};

static const struct err *
sniff(struct arena *mem, struct str bytes, struct str *out)
{
    magic_t m = magic_open(MAGIC_MIME_TYPE);
    const char *type = NULL;

    if (!m)
        return ERR(mem, UNAVAILABLE, .detail = "libmagic does not open");
    arena_defer(mem, (void (*)(void *))magic_close, m);
    if (magic_load(m, NULL) == 0)
        type = magic_buffer(m, bytes.p, bytes.n);
    if (!type)
        return ERR(mem, UNAVAILABLE, .detail = "libmagic has no list of types");
    *out = str_copy(mem, str_of(type));
    return NULL;
}

const struct err *
blob_type(struct arena *mem, const char *field, struct str bytes,
          struct str *out)
{
    struct str type = STR_NONE;
    const struct err *err;

    if (bytes.n == 0)
        return ERR(mem, INVALID, .msg = MSG_BLOB_EMPTY, .field = field);
    if (bytes.n > BLOB_MAX_BYTES)
        return ERR(mem, INVALID, .msg = MSG_BLOB_TOO_LARGE,
                   .arg = {msg_int((int64_t)(BLOB_MAX_BYTES >> 20))},
                   .field = field);
    err = sniff(mem, bytes, &type);
    if (err)
        return err;
    for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
        if (str_eq_cz(type, allowed[i])) {
            *out = str_of(allowed[i]);
            return NULL;
        }
    return ERR(mem, INVALID, .msg = MSG_BLOB_TYPE, .field = field);
}

struct str
blob_name(struct arena *mem, struct str sent)
{
    struct buf b;
    size_t from = 0;

    for (size_t i = 0; i < sent.n; i++)
        if (sent.p[i] == '/' || sent.p[i] == '\\')
            from = i + 1;
    buf_init(&b, mem);
    for (size_t i = from; i < sent.n; i++)
        if ((unsigned char)sent.p[i] >= 0x20 && sent.p[i] != 0x7f)
            buf_char(&b, sent.p[i]);
    sent = str_trim(buf_done(&b));
    return sent.n > 0 ? sent : STR("fil");
}

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

    ASSERT(bytes.n > 0 && bytes.n <= BLOB_MAX_BYTES);
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
                                        blob_name(c->mem, name)));
}

const struct err *
casefile_blob_drop_in(struct call *c, int64_t id)
{
    return blob_store_drop(&c->tx, id);
}
