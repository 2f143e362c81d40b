/* Which lists showed a case (audit_case): filled afterwards from the audit's
 * own rows, in sorted portions, and proved against them.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "access/audit.h"

#include "access/audit_list.h"
#include "base/random.h"

#include <stdlib.h>

enum {
    SQL_START,
    SQL_MARKS,
    SQL_TAIL,
    SQL_MOVE,
    SQL_ADD,
    SQL_ADD_MANY,
    SQL_SCAN,
    SQL_COUNT
};

#define MANY 16 /* as many rows as SQL_ADD_MANY has */

static const struct db_stmt sql[SQL_COUNT] = {
    [SQL_START] = {"audit_list.start",
                   "INSERT INTO list_mark (chain, seq) VALUES ($1, 0)"
                   " ON CONFLICT (chain) DO NOTHING"},
    [SQL_MARKS] = {"audit_list.marks",
                   "SELECT m.chain, m.seq, (SELECT MAX(a.seq) FROM audit a"
                   " WHERE a.chain = m.chain) FROM list_mark m"
                   " ORDER BY m.chain"},
    [SQL_TAIL] = {"audit_list.tail",
                  "SELECT seq, cases FROM audit WHERE chain = $1 AND seq > $2"
                  " AND seq <= $3 AND cases IS NOT NULL ORDER BY seq LIMIT $4"},
    [SQL_MOVE] = {"audit_list.move", "UPDATE list_mark SET seq = $3"
                                     " WHERE chain = $1 AND seq = $2"},
    [SQL_ADD] = {"audit_list.add",
                 "INSERT INTO audit_case (case_id, chain, seq)"
                 " VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"},
    [SQL_ADD_MANY] =
        {"audit_list.add_many",
         "INSERT INTO audit_case (case_id, chain, seq) VALUES"
         " ($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12),"
         " ($13, $14, $15), ($16, $17, $18), ($19, $20, $21), ($22, $23, $24),"
         " ($25, $26, $27), ($28, $29, $30), ($31, $32, $33), ($34, $35, $36),"
         " ($37, $38, $39), ($40, $41, $42), ($43, $44, $45), ($46, $47, $48)"
         " ON CONFLICT DO NOTHING"},
    [SQL_SCAN] = {"audit_list.scan",
                  "SELECT case_id, chain, seq FROM audit_case"
                  " WHERE (case_id, chain, seq) > ($1, $2, $3)"
                  " ORDER BY case_id, chain, seq LIMIT $4"},
};
const struct db_set audit_list_sql = {sql, SQL_COUNT};

enum {
    PORTION_ROWS = 512,  /* audit rows read for a portion at most */
    PORTION_IDS = 2048,  /* a portion ends with the list that reaches this */
    IDLE_ROWS = 1024,    /* rows without lists that are worth a new mark */
    TRIES = 50,          /* others may be at the same tail */
    SCAN_ROWS = 4096,    /* rows of audit_case read at a time */
    OWN_BYTES = 64 << 20 /* one list may be long */
};

const struct err *
audit_list_start(struct db_tx *tx, int64_t chain)
{
    return db_run(tx, &sql[SQL_START], DB_ARGS(db_int(chain)), NULL);
}

int64_t
audit_list_id(struct str cases, size_t i)
{
    uint64_t id = 0;

    for (size_t k = 0; k < 8; k++)
        id = id << 8 | (unsigned char)cases.p[8 * i + k];
    return (int64_t)id;
}

/* --- marks --- */

/* A chain's lists up to and with `seq` are in audit_case. */
struct mark {
    int64_t chain;
    int64_t seq;
    int64_t head;     /* the chain's last row */
    uint64_t said;    /* by the audit: see `mix` */
    uint64_t written; /* in audit_case */
};
struct marks {
    struct mark *m;
    size_t n;
};

static const struct err *
read_marks(struct db_tx *tx, struct marks *out)
{
    struct db_rows rows;
    size_t cap = 64;
    const struct err *err = db_query(tx, &sql[SQL_MARKS], DB_NO_ARGS, &rows);

    if (err)
        return err;
    *out = (struct marks){.m = ARENA_NEW_N(tx->mem, struct mark, cap)};
    while (db_next(&rows)) {
        if (out->n == cap) {
            struct mark *more = ARENA_NEW_N(tx->mem, struct mark, 2 * cap);

            for (size_t i = 0; i < cap; i++)
                more[i] = out->m[i];
            out->m = more;
            cap *= 2;
        }
        out->m[out->n++] = (struct mark){.chain = db_get_int(&rows, 0),
                                         .seq = db_get_int(&rows, 1),
                                         .head = db_get_int(&rows, 2)};
    }
    return rows.err;
}

/* --- filling --- */

struct shown {
    int64_t case_id;
    int64_t seq;
};
/* What a batch writes: the mark moves from `from` to `to` with the rows. */
struct portion {
    int64_t chain;
    int64_t from;
    int64_t to;
    struct shown *row;
    size_t n;
    bool lost; /* the mark was moved by someone else */
};

static int
by_case(const void *a, const void *b)
{
    const struct shown *x = a;
    const struct shown *y = b;

    if (x->case_id != y->case_id)
        return x->case_id < y->case_id ? -1 : 1;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

static void
portion_add(struct arena *mem, struct portion *p, size_t *cap, int64_t seq,
            struct str cases)
{
    size_t n = cases.n / 8;

    if (p->n + n > *cap) {
        size_t more = 2 * (p->n + n);
        struct shown *row = ARENA_NEW_N(mem, struct shown, more);

        for (size_t i = 0; i < p->n; i++)
            row[i] = p->row[i];
        p->row = row;
        *cap = more;
    }
    for (size_t i = 0; i < n; i++)
        p->row[p->n++] = (struct shown){audit_list_id(cases, i), seq};
}

/* Reads whole lists after the mark, as many as a portion holds. */
static const struct err *
read_portion(struct db_tx *tx, const struct mark *m, struct portion *p)
{
    struct db_rows rows;
    size_t cap = 0;
    int64_t lists = 0;
    bool full = false;
    const struct err *err = db_query(tx, &sql[SQL_TAIL],
                                     DB_ARGS(db_int(m->chain), db_int(m->seq),
                                             db_int(m->head),
                                             db_int(PORTION_ROWS)),
                                     &rows);

    if (err)
        return err;
    *p = (struct portion){.chain = m->chain, .from = m->seq, .to = m->head};
    while (!full && db_next(&rows)) {
        int64_t seq = db_get_int(&rows, 0);

        portion_add(tx->mem, p, &cap, seq, db_get_blob(&rows, 1));
        full = p->n >= PORTION_IDS || ++lists == PORTION_ROWS;
        if (full)
            p->to = seq;
    }
    if (full)
        db_rows_close(&rows);
    return rows.err;
}

static const struct err *
add_rows(struct db_tx *tx, const struct portion *p)
{
    const struct err *err = NULL;
    size_t i = 0;

    for (; !err && i + MANY <= p->n; i += MANY) {
        struct db_val v[3 * MANY];

        for (size_t k = 0; k < MANY; k++) {
            v[3 * k] = db_int(p->row[i + k].case_id);
            v[3 * k + 1] = db_int(p->chain);
            v[3 * k + 2] = db_int(p->row[i + k].seq);
        }
        err = db_run(tx, &sql[SQL_ADD_MANY], v, ARRAY_LEN(v), NULL);
    }
    for (; !err && i < p->n; i++)
        err = db_run(tx, &sql[SQL_ADD],
                     DB_ARGS(db_int(p->row[i].case_id), db_int(p->chain),
                             db_int(p->row[i].seq)),
                     NULL);
    return err;
}

static const struct err *
write_portion(struct db_tx *tx, void *item)
{
    struct portion *p = item;
    int64_t changed = 0;
    const struct err *err = db_run(
        tx, &sql[SQL_MOVE],
        DB_ARGS(db_int(p->chain), db_int(p->from), db_int(p->to)), &changed);

    p->lost = !err && changed == 0;
    return err || p->lost ? err : add_rows(tx, p);
}

/* One portion of a chain: `m` moves as its row does. */
static const struct err *
fill_portion(struct db *db, struct arena *mem, struct mark *m, bool *out_lost)
{
    struct db_tx tx;
    struct portion p = {0};
    const struct err *err = db_read_begin(db, mem, &tx);

    if (err)
        return err;
    err = read_portion(&tx, m, &p);
    db_read_end(&tx);
    if (err)
        return err;
    m->seq = p.to;
    if (p.n == 0 && p.to - p.from < IDLE_ROWS)
        return NULL;
    qsort(p.row, p.n, sizeof *p.row, by_case);
    err = db_batch(db, mem, write_portion, &p);
    *out_lost = p.lost || db_err_is_retry(err);
    return *out_lost ? NULL : err;
}

static const struct err *
fill_all(struct db *db, struct arena *mem, struct arena *own, bool *out_lost)
{
    struct db_tx tx;
    struct marks marks = {0};
    const struct err *err = db_read_begin(db, mem, &tx);

    if (err)
        return err;
    err = read_marks(&tx, &marks);
    db_read_end(&tx);
    for (size_t i = 0; !err && !*out_lost && i < marks.n; i++) {
        while (!err && !*out_lost && marks.m[i].seq < marks.m[i].head) {
            arena_reset(own);
            err = fill_portion(db, own, &marks.m[i], out_lost);
        }
    }
    /* an error of `own` is told in `mem` */
    return err ? err_new(mem, &(struct err){.kind = err->kind,
                                            .where = err->where,
                                            .detail = "lists of the audit"})
               : NULL;
}

const struct err *
audit_fill_lists(struct db *db, struct arena *mem)
{
    struct arena *own = arena_new(OWN_BYTES);
    const struct err *err = NULL;
    bool lost = true;

    arena_defer(mem, (void (*)(void *))arena_free, own);
    for (int i = 0; !err && lost && i < TRIES; i++) {
        lost = false;
        err = fill_all(db, mem, own, &lost);
    }
    if (!err && lost)
        err = ERR(mem, UNAVAILABLE, .detail = "lists of the audit are busy");
    return err;
}

/* --- proving --- */

struct audit_list_proof {
    struct marks marks;
    uint64_t key; /* fresh: nobody could prepare rows that cancel out */
};

/* A number for one row; the sums of both sides must be equal. */
static uint64_t
mix(uint64_t key, int64_t id, int64_t chain, int64_t seq)
{
    const uint64_t part[3] = {(uint64_t)id, (uint64_t)chain, (uint64_t)seq};
    uint64_t h = key;

    for (size_t i = 0; i < 3; i++) {
        h = (h ^ part[i]) * UINT64_C(0xff51afd7ed558ccd);
        h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
        h ^= h >> 29;
    }
    return h;
}

static struct mark *
mark_of(const struct audit_list_proof *p, int64_t chain)
{
    size_t low = 0;
    size_t high = p->marks.n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (p->marks.m[mid].chain == chain)
            return &p->marks.m[mid];
        if (p->marks.m[mid].chain < chain)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* A portion of what is written; false in *more at the end. */
static const struct err *
scan_some(struct db_tx *tx, struct audit_list_proof *p, int64_t after[3],
          bool *more)
{
    struct db_rows rows;
    int64_t n = 0;
    const struct err *err = db_query(tx, &sql[SQL_SCAN],
                                     DB_ARGS(db_int(after[0]), db_int(after[1]),
                                             db_int(after[2]),
                                             db_int(SCAN_ROWS)),
                                     &rows);

    if (err)
        return err;
    while (db_next(&rows)) {
        struct mark *m;

        for (int i = 0; i < 3; i++)
            after[i] = db_get_int(&rows, i);
        m = mark_of(p, after[1]);
        if (m && after[2] <= m->seq)
            m->written += mix(p->key, after[0], after[1], after[2]);
        n++;
    }
    *more = n == SCAN_ROWS;
    return rows.err;
}

const struct err *
audit_list_proof_new(struct db_tx *tx, struct audit_list_proof **out)
{
    struct audit_list_proof *p = ARENA_NEW(tx->mem, struct audit_list_proof);
    struct arena *own = arena_new(OWN_BYTES);
    struct db_tx own_tx = *tx;
    int64_t after[3] = {INT64_MIN, INT64_MIN, INT64_MIN};
    bool more = true;
    const struct err *err = read_marks(tx, &p->marks);

    arena_defer(tx->mem, (void (*)(void *))arena_free, own);
    own_tx.mem = own;
    random_bytes(&p->key, sizeof p->key);
    while (!err && more) {
        arena_reset(own);
        err = scan_some(&own_tx, p, after, &more);
    }
    *out = p;
    return err;
}

bool
audit_list_said(struct audit_list_proof *p, const struct audit_row *row)
{
    struct mark *m;
    size_t n = row->cases.n / 8;

    if (n == 0)
        return true;
    m = mark_of(p, row->chain);
    if (!m)
        return false; /* nobody would ever put it there */
    if (row->seq > m->seq)
        return true;
    for (size_t i = 0; i < n; i++)
        m->said += mix(p->key, audit_list_id(row->cases, i), row->chain,
                       row->seq);
    return true;
}

bool
audit_list_proved(const struct audit_list_proof *p, int64_t *out_chain)
{
    for (size_t i = 0; i < p->marks.n; i++) {
        if (p->marks.m[i].said == p->marks.m[i].written)
            continue;
        *out_chain = p->marks.m[i].chain;
        return false;
    }
    return true;
}
