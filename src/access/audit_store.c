/* The audit's rows: append to this process' chain, and prove all chains.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/audit.h"

#include "access/audit_list.h"
#include "base/buf.h"
#include "db/list.h"

#include <string.h>

enum { SQL_APPEND, SQL_HEAD, SQL_HEADS, SQL_ALL, SQL_COUNT };

#define AUDIT_ROW(FIRST, COL) \
    FIRST(chain, i64)         \
    COL(seq, i64)             \
    COL(at, time)             \
    COL(account_id, i64)      \
    COL(function_id, i64)     \
    COL(unit_id, i64)         \
    COL(role, text)           \
    COL(action, text)         \
    COL(case_id, i64)         \
    COL(object_id, i64)       \
    COL(classes, i64)         \
    COL(ground, i64)          \
    COL(outcome, text)        \
    COL(request, text)        \
    COL(cases, blob)          \
    COL(hash, blob)

static const struct db_stmt sql[SQL_COUNT] = {
    [SQL_APPEND] =
        {"audit.append",
         "INSERT INTO audit (" DB_COLUMNS(
             AUDIT_ROW) ")"
                        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
                        " $12, $13, $14, $15, $16)"},
    [SQL_HEAD] = {"audit.head", "SELECT seq, hash FROM audit WHERE chain = $1"
                                " ORDER BY seq DESC LIMIT 1"},
    [SQL_HEADS] = {"audit.heads",
                   "SELECT a.chain, a.seq, a.hash FROM audit a"
                   " JOIN (SELECT chain, MAX(seq) AS seq FROM audit"
                   " GROUP BY chain) m"
                   " ON m.chain = a.chain AND m.seq = a.seq ORDER BY a.chain"},
    [SQL_ALL] = {"audit.all",
                 "SELECT " DB_COLUMNS(AUDIT_ROW) " FROM audit"
                                                 " ORDER BY chain, seq"},
};
const struct db_set audit_sql = {sql, SQL_COUNT};

void
audit_chain_init(struct audit_chain *chain)
{
    *chain = (struct audit_chain){.id = id_new()};
}

static void
put_i64(struct buf *b, int64_t v)
{
    unsigned char bytes[8];

    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
    buf_bytes(b, bytes, sizeof bytes);
}

static void
put_str(struct buf *b, struct str s)
{
    put_i64(b, (int64_t)s.n);
    buf_bytes(b, s.p, s.n);
}

struct str
audit_bytes(struct arena *mem, const struct audit_row *row)
{
    struct buf b;

    buf_init(&b, mem);
    put_i64(&b, row->chain);
    put_i64(&b, row->seq);
    put_i64(&b, row->at.us);
    put_i64(&b, row->account_id);
    put_i64(&b, row->function_id);
    put_i64(&b, row->unit_id);
    put_str(&b, row->role);
    put_str(&b, row->action);
    put_i64(&b, row->case_id);
    put_i64(&b, row->object_id);
    put_i64(&b, row->classes);
    put_i64(&b, row->ground);
    put_str(&b, row->outcome);
    put_str(&b, row->request);
    put_str(&b, row->cases);
    return buf_done(&b);
}

/* Brings the cached head up to date: the store is asked at the start, and after
 * something was undone. */
static const struct err *
load_head(struct db_tx *tx, struct audit_chain *chain)
{
    struct db_rows rows;
    bool found = false;
    const struct err *err;

    if (chain->known && chain->undone == db_undone(tx->db))
        return NULL;
    err = db_first(tx, &sql[SQL_HEAD], DB_ARGS(db_int(chain->id)), &rows,
                   &found);
    if (err)
        return err;
    chain->seq = 0;
    chain->head = (struct hash){{0}};
    if (found) {
        struct str head = db_get_blob(&rows, 1);

        chain->seq = db_get_int(&rows, 0);
        if (head.n == HASH_BYTES)
            memcpy(chain->head.b, head.p, HASH_BYTES);
    }
    db_rows_close(&rows);
    chain->undone = db_undone(tx->db);
    chain->known = true;
    return NULL;
}

static const struct err *
insert_row(struct db_tx *tx, const struct audit_row *row)
{
    return db_run(tx, &sql[SQL_APPEND],
                  DB_ARGS(db_int(row->chain), db_int(row->seq),
                          db_time(row->at), db_int(row->account_id),
                          db_int(row->function_id), db_int(row->unit_id),
                          db_text(row->role), db_text(row->action),
                          db_int(row->case_id), db_int(row->object_id),
                          db_int(row->classes), db_int(row->ground),
                          db_text(row->outcome), db_text(row->request),
                          db_blob(row->cases), db_blob(row->hash)),
                  NULL);
}

const struct err *
audit_append(struct db_tx *tx, const struct services *sv, struct audit_row *row)
{
    struct audit_chain *chain = sv->chain;
    const struct err *err = load_head(tx, chain);
    struct hash next;

    if (err)
        return err;
    row->chain = chain->id;
    row->seq = chain->seq + 1;
    next = chain_next(sv->keys, &chain->head, audit_bytes(tx->mem, row));
    row->hash = (struct str){(const char *)next.b, HASH_BYTES};
    err = insert_row(tx, row);
    if (!err && row->seq == 1)
        err = audit_list_start(tx, row->chain);
    if (err) {
        chain->known = false;
        return err;
    }
    row->hash = STR_NONE; /* it was this frame's */
    chain->seq = row->seq;
    chain->head = next;
    return NULL;
}

static void
audit_read(const struct db_rows *rows, struct audit_row *out)
{
    int col = 0;

    DB_READ(AUDIT_ROW)
}

/* The walk over all chains: where it stands. */
struct walk {
    const struct keyring *keys;
    const struct audit_head *kept;
    size_t kept_n;
    int64_t chain;
    int64_t seq;
    struct hash head;
    struct audit_list_proof *lists;
    struct audit_verdict *out;
};

static bool
hash_is(const struct hash *h, struct str bytes)
{
    return bytes.n == HASH_BYTES && memcmp(h->b, bytes.p, HASH_BYTES) == 0;
}

static void
fault(struct walk *w, enum audit_fault what, int64_t chain, int64_t seq)
{
    if (w->out->fault != AUDIT_SOUND)
        return;
    w->out->fault = what;
    w->out->chain = chain;
    w->out->seq = seq;
}

static void
walk_row(struct arena *mem, struct walk *w, const struct audit_row *row)
{
    if (row->chain != w->chain) {
        w->chain = row->chain;
        w->seq = 0;
        w->head = (struct hash){{0}};
        w->out->chains++;
    }
    w->out->rows++;
    if (row->seq != w->seq + 1)
        fault(w, AUDIT_MISSING, row->chain, w->seq + 1);
    w->head = chain_next(w->keys, &w->head, audit_bytes(mem, row));
    if (!hash_is(&w->head, row->hash))
        fault(w, AUDIT_CHANGED, row->chain, row->seq);
    for (size_t i = 0; i < w->kept_n; i++)
        if (w->kept[i].chain == row->chain && w->kept[i].seq == row->seq &&
            !str_eq(w->kept[i].hash, row->hash))
            fault(w, AUDIT_CUT, row->chain, row->seq);
    if (!audit_list_said(w->lists, row))
        fault(w, AUDIT_UNLISTED, row->chain, row->seq);
    w->seq = row->seq;
}

static void
head_read(const struct db_rows *rows, void *row)
{
    struct audit_head *head = row;

    *head = (struct audit_head){.chain = db_get_int(rows, 0),
                                .seq = db_get_int(rows, 1),
                                .hash = db_get_blob(rows, 2)};
}

const struct err *
audit_heads(struct db_tx *tx, struct audit_head **out, size_t *out_n)
{
    struct growing g = {0};
    const struct err *err = db_list(tx, &sql[SQL_HEADS], DB_NO_ARGS, DB_ALL,
                                    sizeof(struct audit_head), head_read, &g);

    *out = g.row;
    *out_n = g.n;
    return err;
}

/* A kept head that the store's chain does not reach was cut off. */
static const struct err *
check_kept(struct db_tx *tx, struct walk *w)
{
    struct audit_head *now = NULL;
    size_t now_n = 0;
    const struct err *err = audit_heads(tx, &now, &now_n);

    for (size_t k = 0; !err && k < w->kept_n; k++) {
        bool reached = false;

        for (size_t i = 0; i < now_n; i++)
            if (now[i].chain == w->kept[k].chain &&
                now[i].seq >= w->kept[k].seq)
                reached = true;
        if (!reached)
            fault(w, AUDIT_CUT, w->kept[k].chain, w->kept[k].seq);
    }
    return err;
}

const struct err *
audit_verify(struct db_tx *tx, const struct keyring *keys,
             const struct audit_head *kept, size_t kept_n,
             struct audit_verdict *out)
{
    struct walk w = {.keys = keys, .kept = kept, .kept_n = kept_n, .out = out};
    struct arena *mem = tx->mem;
    struct arena *row_mem = arena_new(64u << 20);
    struct db_tx row_tx = *tx;
    struct db_rows rows;
    int64_t chain = 0;
    const struct err *err;

    *out = (struct audit_verdict){.fault = AUDIT_SOUND};
    arena_defer(mem, (void (*)(void *))arena_free, row_mem);
    row_tx.mem = row_mem; /* a row at a time: the audit may be long */
    err = audit_list_proof_new(tx, &w.lists);
    if (!err)
        err = db_query(tx, &sql[SQL_ALL], DB_NO_ARGS, &rows);
    while (!err && db_next(&rows)) {
        struct audit_row row = {0};

        arena_reset(row_mem);
        rows.tx = &row_tx; /* the getters copy into it */
        audit_read(&rows, &row);
        rows.tx = tx;
        walk_row(row_mem, &w, &row);
    }
    if (!err)
        err = rows.err;
    if (!err)
        err = check_kept(tx, &w);
    if (!err && !audit_list_proved(w.lists, &chain))
        fault(&w, AUDIT_UNLISTED, chain, 0);
    return err;
}
