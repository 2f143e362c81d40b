/* An open store: its connections, statements and group commit; db/ only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_STORE_H
#define HELHET_DB_STORE_H

#include "base/embed.h"
#include "db/driver.h"
#include "db/redo.h"
#include "db/wait.h"

#include <pthread.h>

/* An error on its way to another thread: no pointer into an arena. */
struct db_failure {
    enum err_kind kind; /* 0: none */
    int msg;
    const char *where;
    const char *field;
    char detail[256];
};

/* One who waits for a batch: a write that has joined it (fn is NULL), or an
 * item to be run. Lives on the stack of its thread. */
struct db_member {
    struct db_member *next;
    unsigned batch;
    db_batch_fn fn;
    void *item;
    struct arena *mem; /* of an item: its caller's, or NULL: the batch's */
    struct db_failure failure;
    const struct err *err; /* what fn gave last, where it is in `mem` */
};

/* Batches are numbered; at most two are under way (one commits while the next
 * one gathers), so that few words are enough to wait on. */
#define BATCH_WORDS 8

/* Group commit: docs/adr/0006. */
struct db_group {
    struct turn turn;
    pthread_mutex_t lock;     /* guards what follows, for moments */
    unsigned gathering;       /* the number of the next batch to commit */
    bool led;                 /* somebody will commit it */
    struct db_member *joined; /* writes in it */
    struct db_member *first;  /* items to run, in order of arrival */
    struct db_member **last;
    atomic_uint done[BATCH_WORDS]; /* the last batch done of that residue */
    atomic_ullong undone;
    struct db_redo redo; /* how to begin the batch anew, up to some write */
    bool before;         /* the batch held something when this write began */
    bool saved;          /* ... and it has a savepoint of its own */
    size_t mark;         /* what was noted until then */
    bool wrote;          /* the item that runs has asked to change something */
    struct arena *mem;   /* what items of a batch use; whoever has the turn */
};

struct db {
    const struct db_driver *driver;
    struct db_index index;
    struct db_group group;
    struct db_conn *writer; /* used by whoever has the turn */
    char *url;
    bool read_only;
    /* Read connections: the last one given back is the first one given out,
     * for its caches are warm. */
    pthread_mutex_t pool_lock;
    pthread_cond_t pool_some;
    struct db_conn *pool;
    struct db_conn_how reader;
    unsigned readers_left; /* that may yet be opened */
};

/* What the arena undoes when it is dropped with a transaction open. */
struct db_guard {
    struct db *db;
    struct db_conn *conn;
    bool reading;
    bool writing;
};

struct db_guard *db_guard_new(struct arena *mem, struct db *db);
const struct err *db_group_init(struct arena *mem, struct db *db) MUST_CHECK;
void db_group_done(struct db *db);
/* Something written was undone. */
void db_note_undone(struct db *db);
/* Ends a write whose arena is dropped: undoes it, gives the turn on. */
void db_write_drop(struct db *db);

/* The store as `files` (sql/...) have it; db_open takes the embedded ones. */
const struct err *db_open_at(struct arena *mem, const struct db_options *opt,
                             const struct embedded *files, size_t n_files,
                             struct db **out) MUST_CHECK;
const struct err *db_migrate_to(struct arena *mem, const char *url,
                                const struct embedded *files, size_t n_files,
                                int *out_applied) MUST_CHECK;
/* Errors: INTERNAL when the store is older or newer than `files`. */
const struct err *db_check_version(struct db *db, struct arena *mem,
                                   const struct embedded *files,
                                   size_t n_files) MUST_CHECK;
/* A store with one connection, which may change the schema. */
const struct err *db_open_single(struct arena *mem, const char *url,
                                 const struct db_set *set,
                                 struct db **out) MUST_CHECK;

/* Statements of migrate.c; in every index. */
extern const struct db_set db_meta_set;

#endif
