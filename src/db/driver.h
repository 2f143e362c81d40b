/* What a database driver gives to the store seam; inside db/ only.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_DB_DRIVER_H
#define HELHET_DB_DRIVER_H

#include "db/db.h"

/* Every statement of the program has a number: the sets sorted by address, each
 * with the number of its first statement. */
struct db_index {
    struct db_numbered {
        const struct db_stmt *stmt;
        size_t n;
        size_t first;
    } * set;
    size_t n_sets;
    size_t n_stmts;
};
/* The number of `stmt`, or n_stmts when it stands in no set. */
size_t db_index_of(const struct db_index *index, const struct db_stmt *stmt);

enum db_mode {
    DB_MODE_READ,   /* looks only */
    DB_MODE_WRITE,  /* reads and writes rows; not the schema, not the past */
    DB_MODE_MIGRATE /* all, the schema too */
};

struct db_conn_how {
    const char *url;
    enum db_mode mode;
    bool create;
    bool read_only; /* the whole store is opened to look only */
    const struct db_index *index;
};

/* The head of each driver's connection. */
struct db_conn {
    const struct db_driver *driver;
    const struct db_index *index;
    struct db_conn *next; /* in the list of free read connections */
};

enum db_control {
    DB_BEGIN_READ,   /* a snapshot */
    DB_BEGIN_BATCH,  /* many savepoints, one commit */
    DB_BEGIN_SINGLE, /* one call, serializable */
    DB_SAVE,
    DB_RELEASE,
    DB_UNDO, /* back to DB_SAVE, which is gone then */
    DB_COMMIT,
    DB_ROLLBACK,
    DB_CONTROL_COUNT
};

/* Functions of a driver. A connection is used by one thread at a time. */
struct db_driver {
    const char *name;
    const char *suffix; /* of its migrations: "sqlite.sql" */
    bool writes_share;  /* writes of several calls share one commit */

    const struct err *(*open)(struct arena *mem, const struct db_conn_how *how,
                              struct db_conn **out);
    void (*close)(struct db_conn *conn);
    /* Connects again when the connection was lost. */
    const struct err *(*ready)(struct arena *mem, struct db_conn *conn);
    const struct err *(*prepare)(struct arena *mem, struct db_conn *conn,
                                 const struct db_stmt *stmt);
    /* Were the statements that `mark` stands for prepared before, on the schema
     * as it is now? keep_proof notes it; a failure to do so does no harm. */
    bool (*is_proved)(struct db_conn *conn, int64_t mark);
    void (*keep_proof)(struct db_conn *conn, int64_t mark);
    /* Runs a script of many statements. */
    const struct err *(*script)(struct arena *mem, struct db_conn *conn,
                                const char *sql);
    const struct err *(*control)(struct arena *mem, struct db_conn *conn,
                                 enum db_control what);
    /* Closes what a transaction has left open to read. */
    void (*close_cursors)(struct db_conn *conn);
    /* Does that and rolls back; never fails: a connection that
     * cannot is lost, and `ready` makes a new one. */
    void (*abandon)(struct db_conn *conn);
    bool (*in_tx)(struct db_conn *conn);
    /* Where writes share: rolls back and begins a batch again. Errors:
     * UNAVAILABLE when somebody else wrote in between. */
    const struct err *(*begin_anew)(struct arena *mem, struct db_conn *conn);
    /* House-keeping after a commit, when those who waited have been told. */
    void (*tidy)(struct db_conn *conn);
    const struct err *(*run)(struct db_tx *tx, const struct db_stmt *stmt,
                             const struct db_val *arg, size_t n_arg,
                             int64_t *out_changed);
    const struct err *(*query)(struct db_tx *tx, const struct db_stmt *stmt,
                               const struct db_val *arg, size_t n_arg,
                               struct db_rows *out);
    bool (*next)(struct db_rows *rows);
    void (*rows_close)(struct db_rows *rows);
    bool (*is_null)(const struct db_rows *rows, int col);
    int64_t (*get_int)(const struct db_rows *rows, int col);
    struct str (*get_text)(const struct db_rows *rows, int col);
    struct str (*get_blob)(const struct db_rows *rows, int col);
    /* Outside any transaction, see db_shred. */
    const struct err *(*shred)(struct arena *mem, struct db_conn *conn,
                               const char *const *table, size_t n);
    const struct err *(*copy_to)(struct arena *mem, struct db_conn *conn,
                                 const char *path,
                                 bool (*tell)(void *, int64_t, int64_t),
                                 void *tell_arg);
    /* Does the store have the table schema_version? */
    const struct err *(*has_schema)(struct arena *mem, struct db_conn *conn,
                                    bool *out);
    /* Inside a migration's transaction, at its end: does all fit together? */
    const struct err *(*check_schema)(struct arena *mem, struct db_conn *conn);
    const struct err *(*after_migration)(struct arena *mem,
                                         struct db_conn *conn);
    /* Before an existing store is migrated from version `from`. */
    const struct err *(*before_migration)(struct arena *mem,
                                          struct db_conn *conn, const char *url,
                                          int64_t from);
};

extern const struct db_driver db_sqlite;
extern const struct db_driver db_pg;

/* For an error's detail: at most 300 bytes, never personal data. */
const char *db_detail(struct arena *mem, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* A DB_DATE as text, NUL-terminated. */
#define DB_DATE_BYTES 10
void db_date_text(const struct db_val *v, char out[DB_DATE_BYTES + 1]);

/* A statement names $0 and the transaction has nothing to give. */
const struct err *db_not_given(struct arena *mem, const struct db_stmt *stmt);

/* The detail of an error that is worth another try (db_err_is_retry). */
#define DB_RETRY_DETAIL "serialization failure"

#endif
