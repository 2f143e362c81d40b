/* Approvals of a text, texts sent back, and who approves for a party, in the
 * store. SPDX-License-Identifier: EUPL-1.2 */
#ifndef HELHET_AGREEMENT_APPROVAL_STORE_H
#define HELHET_AGREEMENT_APPROVAL_STORE_H

#include "agreement/draft_store.h"

extern const struct db_set agreement_approval_sql;

/* An approval is kept as a signature is: who, for which party, when, of what.
 * Of all versions of an agreement, oldest first, also those that are gone. */
const struct err *
approved_store_list(struct db_tx *tx, agreement_id id,
                    struct party_signature_list *out) MUST_CHECK;
/* Errors: CONFLICT: the party has approved. */
const struct err *
approved_store_insert(struct db_tx *tx,
                      const struct party_signature *s) MUST_CHECK;
/* Those that stand are gone. */
const struct err *approved_store_drop(struct db_tx *tx, version_id id,
                                      struct instant at) MUST_CHECK;

/* A text that a party sent back. */
struct sent_back {
    version_id version;
    unit_id unit; /* the party */
    account_id account;
    struct str name;
    struct str unit_name;
    struct str reason;
    struct instant at;
    struct instant again_at; /* sent to approval again; 0: not yet */
};
struct sent_back_list {
    struct sent_back *row;
    size_t n;
};
/* Of all versions of an agreement, oldest first. */
const struct err *sent_back_store_list(struct db_tx *tx, agreement_id id,
                                       struct sent_back_list *out) MUST_CHECK;
const struct err *sent_back_store_insert(struct db_tx *tx,
                                         const struct sent_back *b) MUST_CHECK;
/* The version is sent to approval again. */
const struct err *sent_back_store_again(struct db_tx *tx, version_id id,
                                        struct instant at) MUST_CHECK;

/* Who approves for a party beside its leader. */
struct approver {
    unit_id unit; /* the party */
    function_id function;
    struct str name; /* the holder */
    int32_t kind;    /* enum function_kind */
};
struct approver_list {
    struct approver *row;
    size_t n;
};
/* Those whose function is valid on `today`. */
const struct err *approver_store_list(struct db_tx *tx, agreement_id id,
                                      struct date today,
                                      struct approver_list *out) MUST_CHECK;
const struct err *approver_store_put(struct db_tx *tx, agreement_id id,
                                     unit_id unit, function_id function,
                                     account_id by,
                                     struct instant at) MUST_CHECK;
const struct err *approver_store_drop(struct db_tx *tx, agreement_id id,
                                      unit_id unit) MUST_CHECK;

/* --- what waits for a function --- */
struct approval_asker {
    unit_id unit;
    function_id function;
    bool leads; /* the unit, and units below that have no leader */
};
/* Texts it is to approve. */
const struct err *
approved_store_to_give(struct db_tx *tx, const struct approval_asker *who,
                       struct date today,
                       struct draft_wait_list *out) MUST_CHECK;
/* Texts of its unit that others of the unit are to approve. */
const struct err *
approved_store_to_read(struct db_tx *tx, const struct approval_asker *who,
                       struct draft_wait_list *out) MUST_CHECK;
/* Texts of its unit that were sent back, and not sent again yet. */
const struct err *
approved_store_to_mend(struct db_tx *tx, unit_id unit,
                       struct draft_wait_list *out) MUST_CHECK;

#endif
