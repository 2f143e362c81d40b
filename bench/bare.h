/* The yardsticks' own way to the store: plain SQLite, what the product did
 * played back, and a bare group commit. SPDX-License-Identifier: EUPL-1.2
 *
 * While recording, the product's statements (with their values) and decryptions
 * on this thread are noted: the programs link the product with --wrap. */
#ifndef HELHET_BENCH_BARE_H
#define HELHET_BENCH_BARE_H

#include "crypto/crypto.h"
#include "db/db.h"

#include <pthread.h>
#include <sqlite3.h>

enum bare_kind { BARE_BEGIN, BARE_END, BARE_SQL, BARE_KEY, BARE_OPEN };
struct bare_step {
    enum bare_kind kind;
    bool in_write; /* by the group commit, not by the reader */
    struct str sql;
    struct str given; /* $0 */
    const struct db_val *arg;
    size_t n_arg;
    int64_t owner; /* of a key or a sealed value */
    struct str sealed;
    const char *column;
    struct key key;
};
struct bare_tape {
    struct arena *mem;
    struct bare_step *step;
    size_t n;
    size_t cap;
    struct str linked; /* bytes that the audit chain went over */
};
struct bare_tape *bare_tape_new(struct arena *mem, size_t cap);
/* Until bare_record(NULL), what this thread does is added to the tape. */
void bare_record(struct bare_tape *tape);

/* A connection with its statements, one for each text of the tapes. */
struct bare_conn;
struct bare_conn *bare_open(struct arena *mem, const char *path, bool writes);
/* Prepares what a tape says. */
void bare_prepare(struct bare_conn *c, const struct bare_tape *tape);
void bare_exec(struct bare_conn *c, const char *sql);

/* What changes from one playing of an audit row to the next. */
struct bare_chain {
    const struct keyring *keys;
    int64_t id;  /* as recorded */
    int64_t seq; /* as recorded */
    struct str head;
    int64_t own_id;
    int64_t own_seq;
    struct hash own_head;
};
/* Runs a statement, reads every column of every row. `chain` may be NULL. */
void bare_run(struct bare_conn *c, const struct bare_step *s,
              const struct bare_chain *chain);
/* The tape's reading part: statements and decryptions. */
void bare_read(struct bare_conn *c, struct arena *mem,
               const struct keyring *keys, const struct bare_tape *tape);
/* The tape's writing part, inside the caller's transaction. */
void bare_write(struct bare_conn *c, struct arena *mem,
                const struct bare_tape *tape, struct bare_chain *chain);

/* --- a group commit: one thread writes what others hand to it --- */
struct bare_item {
    struct bare_item *next;
    const struct bare_tape *tape;
    void (*done)(struct bare_item *item);
};
struct bare_group {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct bare_item *first;
    struct bare_item **last;
    struct bare_conn *conn;
    struct bare_chain *chain; /* NULL: nothing changes */
    struct arena *mem;
    int64_t commits;
};
void bare_group_start(struct bare_group *g);
/* `item->done` is called by the writer once it is durable. */
void bare_group_add(struct bare_group *g, struct bare_item *item);

#endif
