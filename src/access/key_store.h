/* Keys in the store: whose they are, and which are wrapped by an older master
 * key. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_KEY_STORE_H
#define HELHET_ACCESS_KEY_STORE_H

#include "access/call.h"

/* A key as it lies in the store, and its owner's id. */
struct wrapped_key {
    int64_t owner;
    struct str bytes;
};
struct wrapped_list {
    struct wrapped_key *row;
    size_t n;
};
/* A table that holds wrapped keys: those that do not begin with `prefix` (the
 * newest master key's version), at most `max`; putting one back; how many are
 * left. */
struct key_table {
    const struct err *(*list)(struct db_tx *tx, struct str prefix, int64_t max,
                              struct wrapped_list *out);
    const struct err *(*put)(struct db_tx *tx, int64_t owner, struct str bytes);
    const struct err *(*count)(struct db_tx *tx, struct str prefix,
                               int64_t *out);
};
/* The second factors of the accounts. */
extern const struct key_table account_keys;

/* What every key wrapped by the newest master key begins with. */
struct str key_prefix(struct arena *mem, const struct keyring *keys);
/* Wraps at most `max` keys of the table anew, in the call's transaction. */
const struct err *key_table_rewrap(struct call *c, const struct key_table *t,
                                   int64_t max, int64_t *out_done) MUST_CHECK;
/* The rows of a statement that gives owner and bytes. */
const struct err *wrapped_list_read(struct db_rows *rows, int64_t max,
                                    struct wrapped_list *out) MUST_CHECK;

/* Is this the master key that the store was made with? `write`: marks a store
 * that has no mark yet. Errors: INTERNAL: it is another's. */
const struct err *key_mark_check(struct db *db, struct arena *mem,
                                 const struct keyring *keys,
                                 bool write) MUST_CHECK;

extern const struct db_set key_sql;

#endif
