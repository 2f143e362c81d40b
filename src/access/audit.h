/* Audit (tilgangslogg): append-only rows in a hash chain for each process.
 * SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_ACCESS_AUDIT_H
#define HELHET_ACCESS_AUDIT_H

#include "access/call.h"

/* Source: FOR-2019-03-01-168 § 14, pjl. § 22 a: identity and organisation,
 * ground, time, and which information. */
struct audit_row {
    int64_t chain;
    int64_t seq;
    struct instant at;
    int64_t account_id;
    int64_t function_id;
    int64_t unit_id;
    struct str role;
    struct str action;
    int64_t case_id;
    int64_t object_id;
    int64_t classes;
    int64_t ground;
    struct str outcome;
    struct str request;
    struct str cases; /* a list's case ids, 8 bytes each, big end first */
    struct str hash;
};

/* This process' own chain, one for each `services`, made by main. Only touched
 * inside the writer's turn. The head is cached; a rollback anywhere in the
 * process makes it stale (db_undone). */
struct audit_chain {
    int64_t id; /* a new id at each start */
    int64_t seq;
    struct hash head;
    uint64_t undone;
    bool known;
};
void audit_chain_init(struct audit_chain *chain);

/* Appends in a writing transaction: fills chain, seq and hash. */
const struct err *audit_append(struct db_tx *tx, const struct services *sv,
                               struct audit_row *row) MUST_CHECK;

/* Which lists showed a case stands in audit_case, where a child's log finds it.
 * It is filled from audit.cases afterwards: by a job, and before a log is shown
 * (outside of any call), so that all that was durable when this began is there.
 * Side by side with other processes and threads. Errors: UNAVAILABLE. */
const struct err *audit_fill_lists(struct db *db, struct arena *mem) MUST_CHECK;

/* The bytes that the chain hashes: every column, lengths before texts. */
struct str audit_bytes(struct arena *mem, const struct audit_row *row);

/* What `verify` found wrong with the chains. */
enum audit_fault {
    AUDIT_SOUND,
    AUDIT_CHANGED, /* a row's hash does not follow from it and the one before */
    AUDIT_MISSING, /* a sequence number is missing */
    AUDIT_CUT,     /* shorter than, or other than, a kept head */
    AUDIT_UNLISTED /* audit_case does not follow from the rows of lists */
};
struct audit_verdict {
    enum audit_fault fault;
    int64_t chain;
    int64_t seq;  /* where */
    int64_t rows; /* checked */
    int64_t chains;
};
/* A chain's head as it was exported before. */
struct audit_head {
    int64_t chain;
    int64_t seq;
    struct str hash;
};
/* Reads all chains and proves each; `kept` may hold heads known from before. */
const struct err *audit_verify(struct db_tx *tx, const struct keyring *keys,
                               const struct audit_head *kept, size_t kept_n,
                               struct audit_verdict *out) MUST_CHECK;
/* The heads of all chains, for keeping elsewhere. */
const struct err *audit_heads(struct db_tx *tx, struct audit_head **out,
                              size_t *out_n) MUST_CHECK;

extern const struct db_set audit_sql;
extern const struct db_set audit_list_sql;

#endif
